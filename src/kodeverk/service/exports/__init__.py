"""What of a project is exported: each export collects values, renders them, and has them written.

`registry` lists the exports; `content` is what those of codings and frequencies have in common.
"""
