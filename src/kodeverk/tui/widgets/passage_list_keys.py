"""The keys of the list of passages: the help screen and the documentation derive from this."""

from textual.binding import Binding


def _key(name: str, keys: str, action: str, description: str) -> Binding:
    return Binding(keys, action, description, show=False, id=f"passage-list.{name}")


KEYS: tuple[Binding, ...] = (
    _key("up", "up,k", "move(-1)", "Passage above"),
    _key("down", "down,j", "move(1)", "Passage below"),
    _key("page-up", "pageup,Z", "page(-1)", "A page up"),
    _key("page-down", "pagedown,z", "page(1)", "A page down"),
    _key("group-back", "T", "group(-1)", "Previous group"),
    _key("group", "t", "group(1)", "Next group"),
    _key("first", "home,h", "end(-1)", "First passage"),
    _key("last", "end,H", "end(1)", "Last passage"),
)
"""The keys of the list: what the help screen and the documentation list."""
