"""Matrices of what a study has: codes by codes, facets, informants, themes, and more.

`making` makes each kind: `cooccurrence`, `facets`, `informants`, `framework`, `saturation`,
`measures` and the `crosswalk`, a module each. `table` is what all of them give: a table to look at,
whose cells lead to passages, and records that say the same at length. `material` is what they read
and count.
"""
