"""What a dialog says of its keys in its last line."""

from textual.content import Content


def key_hint(words: str, action: str = "dismiss") -> Content:
    """Return words in parts between dots; the last, what Escape does, can be clicked on.

    `action` is what Escape does on the dialog.
    """
    said, dot, escape = words.rpartition(" · ")
    link = f"[@click=screen.{action}()]$escape[/]"
    return Content.from_markup(f"$said{link}", said=f"{said}{dot}", escape=escape)
