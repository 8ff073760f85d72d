"""Times on a clock, as recordings and transcripts write them."""


def clock_milliseconds(written: str) -> int:
    """Return the milliseconds of `1:02:03.4`, `02:03`, `00:01:02-3`, `00:01:02:13` or `62.5`.

    `written` is known to be a time. Of a fourth number, the frame, nothing is left: a frame is less
    than a mark needs.
    """
    whole, _, fraction = written.replace(",", ".").replace("-", ".").partition(".")
    seconds = 0
    for number in whole.split(":")[:3]:
        seconds = seconds * 60 + int(number)
    return seconds * 1000 + (int(fraction.ljust(3, "0")[:3]) if fraction else 0)
