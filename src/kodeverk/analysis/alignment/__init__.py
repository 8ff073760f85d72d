"""Two texts: what became of each word and passage of a text in another version of it.

`texts` aligns two versions, by the words that `pairing` pairs in `runs` and the passages that
`moves` finds elsewhere. `comparison` gives what differs, for a person to read, and `likeness` which
of many texts have nearly the same words.
"""
