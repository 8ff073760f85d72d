"""`python -m kodeverk`."""

from kodeverk.cli import main

main()
