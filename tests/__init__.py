"""The tests: what a person can rely on."""
