"""The fields of a dialog, below each other."""

from textual.containers import VerticalScroll


class Form(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Holds fields; an arrow goes from one to the next, also where not all are in sight."""
