"""The one thing screens and one-shot commands talk to."""
