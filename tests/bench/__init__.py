"""How fast eddytui is, measured from outside: `python -m tests.bench`."""
