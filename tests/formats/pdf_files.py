"""PDF files made by hand: each page a list of texts at places."""

from collections.abc import Iterable, Sequence

from benchmarks.interviews.pdf_objects import pdf_of

Text = tuple[float, float, str]
"""Points from the left, points from below, and the text; `*` before it makes it bold."""


def pdf(
    pages: Iterable[Sequence[Text] | str],
    more: str = "",
    of_page: str = "",
    numbered: str = "",
    is_known: bool = True,
) -> bytes:
    """Return a PDF of these pages, each a list of texts or a stream of operators.

    `more` stands in the trailer, `of_page` in every page. The font /F3 shows the letters of
    `numbered` by their numbers from 1, `0001` the first; the file says so if `is_known`. Each is as
    wide as it is high, every second half as wide.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    for face in ("Helvetica", "Helvetica-Bold"):
        font = f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} /Encoding /WinAnsiEncoding >>"
        objects.append(font.encode())
    objects += _numbered_font(numbered, is_known)
    kids = []
    for page in pages:
        stream = (page if isinstance(page, str) else shown(page)).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
        objects.append(
            (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << "
                f"/F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> /Contents {len(objects)} 0 R {of_page} >>"
            ).encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return pdf_of(objects, more)


def _numbered_font(letters: str, is_known: bool) -> list[bytes]:
    """Return the objects from the fifth on that make a font without an alphabet."""
    widths = " ".join("1000" if number % 2 else "500" for number in range(1, len(letters) + 1))
    maps = "\n".join(
        f"<{number:04x}> <{letter.encode('utf-16-be').hex()}>"
        for number, letter in enumerate(letters, 1)
    )
    known = f"{len(letters)} beginbfchar\n{maps}\nendbfchar"
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Subset /Encoding /Identity-H "
        b"/DescendantFonts [6 0 R] %b >>" % (b"/ToUnicode 7 0 R" if is_known else b""),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Subset /DW 1000 /W [1 [%b]] >>"
        % widths.encode(),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(known), known.encode()),
    ]


def by_numbers(text: str, letters: str) -> str:
    """Return a text as the font /F3 of these letters shows it."""
    return f"<{''.join(f'{letters.index(sign) + 1:04x}' for sign in text)}>"


def shown(texts: Sequence[Text]) -> str:
    """Return the operators that show texts."""
    return "\n".join(
        f"BT /F{1 + text.startswith('*')} 11 Tf 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj ET"
        for x, y, text in texts
    )


def lines(*texts: str, top: float = 770, distance: float = 13) -> list[Text]:
    """Return texts below each other from the left margin."""
    return [(72, top - distance * place, text) for place, text in enumerate(texts)]


def _escaped(text: str) -> str:
    plain = text.removeprefix("*").replace("\\", "\\\\")
    return plain.replace("(", "\\(").replace(")", "\\)")
