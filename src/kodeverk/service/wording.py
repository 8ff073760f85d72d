"""Numbers in words, for summaries and messages."""


def number_of(count: int, noun: str) -> str:
    """Return `1 file` or `12 files`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
