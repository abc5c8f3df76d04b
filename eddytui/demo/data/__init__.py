"""The pretend helpdesk's people, lists and texts, all made from a seed."""
