"""Hypothesis strategies for model values, shared by the suite."""

import os

from hypothesis import strategies as st

from kodeverk.model.change import BIRTH, EXISTS, Change, Value, heads, shared_birth

FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
"""Whether long property tests try all they can, for hours."""


def examples(ci: int, full: int) -> int:
    """Return how many examples a long property test tries: `full` in a full run."""
    return full if FULL else ci


HARD_CHARACTERS = (
    "\r\n\x85\u2028\u2029\x0b\x0c\t\x00\x1b\x7f\x9f\u200b\ufeff\u202e\u2066\ud800"
    "åA\u030aø e\u0301\u0323\u1e69\ufb01\U0001f469\u200d\U0001f52c"
)
"""Characters that a reader of transcripts meets and that a careless one stumbles over."""

raw_texts = st.text(st.one_of(st.sampled_from(HARD_CHARACTERS), st.characters()), max_size=60)
"""Text as a file may hold it, lone surrogates and controls included."""

scalars: st.SearchStrategy[Value] = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.sampled_from(["", "a", "Å", "hemmer"])
)
values: st.SearchStrategy[Value] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=5,
)

FIELD_NAMES = ("name", "parent")


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes of one record as they come about, a birth first."""
    born = {name: draw(scalars) for name in FIELD_NAMES}
    if draw(st.booleans()):
        first = shared_birth("code", "r", dict(born), "s")
    else:
        first = Change("c0", draw(st.integers(1, 5)), "ada", "s", "code", "r", BIRTH, born)
    return draw(continued([first], "c"))


@st.composite
def continued(draw: st.DrawFn, begun: list[Change], mark: str) -> list[Change]:
    """The changes `begun` of one record and some more, whose ids begin with `mark`.

    A change replaces the heads of some moment in the past, as a coder on another machine would see
    them, so that conflicts arise; stamps need not follow the order of making.
    """
    made = list(begun)
    for number in range(1, 1 + draw(st.integers(0, 7))):
        name = draw(st.sampled_from((*FIELD_NAMES, EXISTS)))
        value = draw(st.booleans()) if name == EXISTS else draw(scalars)
        seen = heads(made[: draw(st.integers(1, len(made)))], name)
        replaced = tuple(head.id for head in seen)
        clock = draw(st.integers(1, 20))
        change = Change(f"{mark}{number}", clock, mark, "s", "code", "r", name, value, replaced)
        made.append(change)
    return made


@st.composite
def three_copies(draw: st.DrawFn) -> list[list[Change]]:
    """Three histories of one record that go on from the same beginning on three machines."""
    begun = draw(histories())
    return [draw(continued(begun, mark)) for mark in ("x", "y", "z")]
