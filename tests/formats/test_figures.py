"""Figures as SVG: what they show stands in them as words, and names are never marks."""

from xml.dom import minidom

from kodeverk.formats.reports.figures import HeatCell, Interval, Lane, heat_map, intervals, stripes

NAME = 'Herøy <script> & "x" \'\x0b'


def words_of(svg: str) -> str:
    return "".join(
        node.data
        for one in minidom.parseString(svg).getElementsByTagName("*")
        for node in one.childNodes
        if node.nodeType == node.TEXT_NODE
    )


def test_a_heat_map_says_in_words_what_its_shades_say() -> None:
    cells = [HeatCell("7 of 12", 7 / 12), HeatCell("..", None)]
    svg = heat_map("Title", ["Oslo", NAME], [("REL", cells)])
    assert "REL: Oslo 7 of 12, Herøy" in words_of(svg)
    assert "<script" not in svg
    assert svg.count("<rect") == 3


def test_stripes_lie_where_the_codings_lie() -> None:
    svg = stripes("Title", 100, [(0, 50)], [Lane(NAME, "#123456", [(0, 10, "A"), (90, 100, "B")])])
    assert "Codings: Herøy" in words_of(svg)
    assert svg.count('width="70.0"') == 2


def test_an_interval_that_begins_at_nothing_is_drawn_and_what_is_unknown_is_said() -> None:
    points = [Interval("A", 10.0, 0.0, 30.0, "10 % (0–30)"), Interval("B", None, None, None, ":")]
    svg = intervals("Title", points, 55)
    assert svg.count("<circle") == 1
    assert "A: 10 % (0–30); B: :" in words_of(svg)
    assert "stroke-dasharray" in svg
