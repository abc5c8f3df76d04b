"""`eddytui tickets`: one module a command or two."""
