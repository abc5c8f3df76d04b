"""Where things are kept and who signs in: paths, profiles, credentials."""
