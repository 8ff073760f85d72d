"""The exports by name: what each can be asked for, and what makes it.

Commands follow from this table. It loads no export, so that help is quick.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kodeverk.errors import BadInput

if TYPE_CHECKING:
    from kodeverk.service.exports.options import Exported, ExportOptions
    from kodeverk.store.project import Project

_CONTENT = ("selection", "counts_only", "memos", "with_identifying", "publish", "replace")


@dataclass(frozen=True, slots=True)
class Export:
    """An export: `out` is what help calls its target, `options` what of `ExportOptions` it heeds.

    `writer` is the module and function that make it, in this package; `under` is the command whose
    own command makes it. A file of one format alone is called after its `ending`.
    """

    out: str
    options: tuple[str, ...]
    writer: str
    help: str
    under: str = "export"
    ending: str = ""

    def check_ending(self, out: Path) -> None:
        """Raise BadInput for a target that is called after another format."""
        if self.ending and out.suffix.lower() != self.ending:
            raise BadInput(
                f"{out}: the ending does not say that it is {self.ending}",
                f"Call it NAME{self.ending}.",
            )

    def write(self, project: "Project", out: Path, options: "ExportOptions") -> "Exported":
        """Make the export at `out`. Raises what its writer does."""
        module, _, function = self.writer.partition(":")
        made: Exported = getattr(import_module(f"{__package__}.{module}"), function)(
            project, out, options
        )
        return made


EXPORTS = {
    "sqlite": Export(
        "OUT.sqlite",
        (*_CONTENT, "texts"),
        "database_export:export_sqlite",
        """Write frequencies and the codings behind them as an SQLite database.

        The tables are described in docs/files.md. An earlier export at OUT.sqlite is replaced when
        the new one is whole.
        """,
    ),
    "csv": Export(
        "FOLDER",
        (*_CONTENT, "texts", "excel"),
        "csv_export:export_csv",
        """Write codings, frequencies and matrices as CSV tables in FOLDER.

        The columns are described in docs/files.md. `kodeverk import-codings` reads codings.csv
        back.
        """,
    ),
    "xlsx": Export(
        "FILE",
        (*_CONTENT[:-1], "replace_file"),
        "workbook_export:export_xlsx",
        """Write codings, frequencies and what they are of as a workbook, a sheet a table.

        The sheets are described in docs/files.md. What is not known is its reason, never an empty
        cell; no text is run as a formula.
        """,
        ending=".xlsx",
    ),
    **{
        name: Export(
            "FILE",
            ("selection", "counts_only", "with_identifying", "publish", "replace_file"),
            f"study_report:export_{name}",
            f"""Write the study as {what}: figures, and the passages of each code.

            Informants are quoted as they consented to it: as they spoke, in a published wording
            alone (kodeverk wording), or not at all; what is withheld is counted.{more}
            """,
            ending=ending,
        )
        for name, ending, what, more in (
            ("docx", ".docx", "a Word document", ""),
            ("markdown", ".md", "Markdown", ""),
            ("html", ".html", "one web page", " Its pictures are readable for a screen reader."),
        )
    },
    "svg": Export(
        "FOLDER",
        ("selection", "publish", "replace"),
        "picture_export:export_svg",
        """Write the pictures of the report as SVG files in FOLDER.

        A heat map of codes by municipality for each codebook, and stripes for each interview. What
        each shows is said in it and in figures.csv beside them.
        """,
    ),
    "codebook": Export(
        "FILE",
        ("codebook", "replace_file"),
        "codebook_export:export_codebook",
        """Write a codebook to FILE, as what its ending says.

        .yaml is the codebook itself, which `kodeverk codebook load` reads; .csv and .xlsx are
        tables of its codes, .docx, .md and .html a text to read.
        """,
        under="codebook",
    ),
}
