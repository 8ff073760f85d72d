"""Names: what in a set of transcripts may identify somebody, and what could stand there instead.

`proposals` puts together what `identifiers` tell by their form and `names` by how they are written,
past the `ordinary_words` that begin with a capital.
"""
