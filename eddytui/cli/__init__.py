"""The command line: arguments in, a running program or a printed answer out."""
