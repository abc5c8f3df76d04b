"""A pretend helpdesk: the API over made-up data."""
