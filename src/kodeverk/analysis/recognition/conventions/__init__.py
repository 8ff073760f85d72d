"""The ways in which transcripts say who speaks, and the heads that each reads in a text."""
