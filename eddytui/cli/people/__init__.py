"""`eddytui users` and `eddytui orgs`: one set of commands, made from a table of owners."""
