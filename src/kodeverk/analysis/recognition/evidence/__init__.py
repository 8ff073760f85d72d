"""How well each convention fits: which of its heads are speakers, and how sure that is."""
