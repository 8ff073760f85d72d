"""Codebook files: YAML 1.2 codebooks and crosswalks, and tables of codes."""

from kodeverk.formats.codebooks.reading import read_codebook, read_crosswalk
from kodeverk.formats.codebooks.table import (
    is_table,
    is_workbook,
    read_codebook_table,
    write_codebook_table,
)
from kodeverk.formats.codebooks.writing import write_codebook

__all__ = [
    "is_table",
    "is_workbook",
    "read_codebook",
    "read_codebook_table",
    "read_crosswalk",
    "write_codebook",
    "write_codebook_table",
]
