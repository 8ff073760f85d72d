"""The keys of a table of cells: the help screen and the documentation derive from this."""

from textual.binding import Binding


def _key(name: str, keys: str, action: str, description: str) -> Binding:
    return Binding(keys, action, description, show=False, id=f"cell-table.{name}")


KEYS: tuple[Binding, ...] = (
    _key("up", "up,k", "move(-1, 0)", "Cell above"),
    _key("down", "down,j", "move(1, 0)", "Cell below"),
    _key("left", "left,h", "move(0, -1)", "Cell to the left"),
    _key("right", "right,l", "move(0, 1)", "Cell to the right"),
    _key("page-up", "pageup,Z", "page(-1)", "A page up"),
    _key("page-down", "pagedown,z", "page(1)", "A page down"),
    _key("first", "home,H", "end(-1)", "First column; in it, first row"),
    _key("last", "end,L", "end(1)", "Last column; in it, last row"),
)
"""The keys of the table: what the help screen and the documentation list."""
