"""The objects of a PDF that is made by hand, put together into a file."""

from collections.abc import Sequence


def pdf_of(objects: Sequence[bytes], more: str = "") -> bytes:
    """Return the file of these objects, the first the catalogue; `more` stands in the trailer."""
    written = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R {more} >>\nstartxref\n{start}\n%%EOF\n"
    )
    return written + trailer.encode()
