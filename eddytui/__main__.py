"""`python -m eddytui`."""

from eddytui.cli.root import main

main()
