"""The parts of a Word document, each unpacked once, and how they relate to each other."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from kodeverk.formats.transcripts.package import damaged_as_bad_input, xml_parts

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class Part:
    """A part of a Word document: one of `parts`, by its name in the archive."""

    def __init__(self, parts: Mapping[str, bytes], name: str) -> None:
        self.name = name
        self._parts = parts

    def root(self) -> Any:
        """Return the root element, parsed anew each time."""
        return _parsed(self._parts[self.name])

    def related(self, *relations: str) -> Iterator["Part"]:
        """Yield the parts that it relates to as one of `relations`, such as `comments`."""
        return (Part(self._parts, name) for kind, name in self._related if kind in relations)

    @cached_property
    def _related(self) -> Sequence[tuple[str, str]]:
        """What the parts beside it are to it, each with its name; not what lies outside."""
        folder, own = posixpath.split(self.name)
        told = self._parts.get(posixpath.join(folder, "_rels", f"{own}.rels"))
        relations = () if told is None else _parsed(told).iterchildren(_RELATIONSHIP)
        return [
            (each.get("Type", "").rpartition("/")[2], _place(folder, each.get("Target", "")))
            for each in relations
            if each.get("TargetMode") != "External"
        ]


def open_word(data: bytes, name: str) -> Part:
    """Return the main part of a Word document; no part of it is parsed yet.

    A document has a dozen parts, and most of what they say is not asked for. Raises BadInput when
    the document is damaged or declares entities. The archive is one that `package_kind` has looked
    at.
    """
    parts = xml_parts(data, name)
    with damaged_as_bad_input(name, "the Word file"):
        mains = [*Part(parts, "").related("officeDocument")]
        if len(mains) != 1:
            raise ValueError(f"{len(mains)} main parts")
        content_type = _content_type(parts, mains[0].name)
        if content_type != _DOCUMENT:
            raise ValueError(f"its content type is {content_type!r}")
        return mains[0]


def _content_type(parts: Mapping[str, bytes], name: str) -> str | None:
    """Return what the archive says a part is: of the part itself, or of all with its ending."""
    types = _parsed(parts["[Content_Types].xml"])
    said = {
        each.get(key, "").lower(): each.get("ContentType")
        for kind, key in (("Default", "Extension"), ("Override", "PartName"))
        for each in types.iterchildren(_TYPES + kind)
    }
    ending = posixpath.splitext(name)[1].removeprefix(".")
    return said.get(f"/{name}".lower(), said.get(ending.lower()))


def _place(folder: str, target: str) -> str:
    """Return the name of the part that one in a folder calls `target`."""
    return posixpath.normpath(posixpath.join("/", folder, target))[1:]


def _parsed(xml: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(xml, _parser())


@cache
def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)
