"""What somebody may have meant: suggestions, never choices."""

from collections.abc import Iterable


def nearest(given: str, options: Iterable[str]) -> list[str]:
    """Return up to three of the options most like `given`, best first; none that is far off."""
    from rapidfuzz import fuzz, process

    listed = list(options)
    matches = process.extract(
        given.casefold(),
        [option.casefold() for option in listed],
        scorer=fuzz.ratio,
        limit=3,
        score_cutoff=60,
    )
    return [listed[index] for _, _, index in matches]
