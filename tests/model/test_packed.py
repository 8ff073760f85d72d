from hypothesis import given
from hypothesis import strategies as st

from kodeverk.analysis.recognition.decision.blocks import Block
from kodeverk.model.packed import Packed
from kodeverk.model.source import Paragraph

NUMBERS = st.integers(0, 10**10)
BLOCKS = st.lists(
    st.builds(
        Block,
        st.none() | st.text(),
        NUMBERS,
        NUMBERS,
        NUMBERS,
        NUMBERS,
        st.none() | NUMBERS,
    )
)


@given(BLOCKS)
def test_packed_blocks_are_the_same_blocks(blocks: list[Block]) -> None:
    packed = Packed(Block, blocks)
    assert [*packed] == blocks
    assert packed == tuple(blocks)
    assert len(packed) == len(blocks)
    assert packed[1:3] == tuple(blocks[1:3])
    assert Packed(Block, packed) == packed


def test_several_packs_are_gone_through_side_by_side() -> None:
    packs = [
        Packed(Paragraph, [Paragraph(at, at + 1, at) for at in range(many)]) for many in range(10)
    ]
    for place in range(9):
        assert [pack[place].start for pack in packs if len(pack) > place] == [place] * (9 - place)
