"""Docstrings, comments and documents point to modules and names that are there."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent.parent
SOURCE = HERE / "src" / "kodeverk"
ROOMS = {path.stem for path in SOURCE.iterdir() if path.is_dir() or path.suffix == ".py"}
POINTER = re.compile(r"`([\w./]+)(?:\(\))?`|\b(kodeverk(?:\.\w+)+)")


def names_of(path: Path) -> set[str]:
    """Return every name that a module defines or imports, also within its classes."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                names.add(name)
            case ast.AsyncFunctionDef(name=name) | ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
            case ast.alias(name=name, asname=other):
                names.add(other or name)
    return names


def is_there(pointer: str) -> bool:
    """Tell whether a path or a dotted name below `src/kodeverk` exists."""
    if "/" in pointer:
        path = SOURCE / pointer.removeprefix("src/").removeprefix("kodeverk/").removesuffix(".py")
        return path.is_dir() or path.with_suffix(".py").is_file()
    place = SOURCE
    parts = pointer.removeprefix("kodeverk.").split(".")
    for number, part in enumerate(parts):
        if (place / part).is_dir():
            place /= part
            continue
        module = place / f"{part}.py"
        if not module.is_file():
            return part in names_of(place / "__init__.py")
        return number + 1 == len(parts) or parts[number + 1] in names_of(module)
    return True


def told(path: Path) -> Iterator[tuple[int, str]]:
    """Yield what people read in a file, with its line: of Python, comments and docstrings."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        yield from enumerate(text.splitlines(), 1)
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        is_docstring = token.type == tokenize.STRING and '"""' in token.string
        if token.type == tokenize.COMMENT or is_docstring:
            yield token.start[0], token.string


def pointers(text: str) -> Iterator[str]:
    for backticked, dotted in POINTER.findall(text):
        pointer = (backticked or dotted).rstrip("/")
        first, *rest = re.split(r"[./]", pointer)
        is_file = "/" not in pointer and pointer.endswith((".py", ".yaml", ".sqlite", ".fish"))
        if rest and not is_file and (first == "kodeverk" or first in ROOMS):
            yield pointer


def test_what_docstrings_comments_and_documents_point_to_is_there() -> None:
    files = [
        *(one for one in SOURCE.rglob("*.py") if "versions" not in one.parts),
        *HERE.glob("docs/*.md"),
        *(one for one in HERE.glob("*.md") if one.name != "CHANGELOG.md"),
    ]
    assert [
        f"{path.relative_to(HERE)}:{line}: {pointer}"
        for path in files
        for line, text in told(path)
        for pointer in pointers(text)
        if not is_there(pointer)
    ] == []
