"""What the columns of a table with an interview are called, and what a heading says they hold."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Column = Literal["time", "end", "speaker", "text", "aside", "municipality", "date", "respondent"]
"""What a column holds: when words begin and end, whose they are, the words; what is not said.

Of a survey where and when somebody answered, and who that is.
"""

_ANYWHERE: Mapping[Column, str] = {
    "time": "tid time timecode tidskode timestamp timespan start from fra zeit starttid zeitspanne "
    "tidsrom",
    "end": "slutt end to til sluttid",
    "speaker": "taler talar snakker snakkar speaker hvem kven who navn namn name rolle role person "
    "voice sprecher sprecherin",
    "text": "tekst text hva kva what utsagn ytring ytringer replikk innhold innhald inhalt content "
    "transkripsjon transcript transkript original originaltekst originaltext",
}
_ONLY_IN_FILES: Mapping[Column, str] = {
    "time": "tidspunkt tidsstempel tidsmerke tidspunkter starttidspunkt starts startet frå begin "
    "begins begynner times timecodes timestamps starttime tc zeitpunkt zeitmarke "
    "zeitmarken zeitstempel anfang beginn startzeit temps début tiempo inicio tidpunkt",
    "end": "slut stopp ends endtime stop duration varighet varigheit lengde ende endzeit dauer fin",
    "speaker": "talere talande speakers speakername deltaker deltakar participant stemme "
    "informant sprechende redner rednerin wer talare locuteur hablante "
    "spreker puhuja mówca mówiący konuşmacı говорящий спикер мовець المتحدث گوینده",
    "text": "transkription transkribering transcription contents utterance utterances melding "
    "message äußerung aussage aussagen was said dialog dialogue texte texto yttrande "
    "teksti metin текст реплика репліка النص متن",
}
_ONLY_IN_DOCUMENTS: Mapping[Column, str] = {
    "aside": "nr no nummer number index linje line rad row kommentar kommentarer comment comments "
    "notat notater note notes memo kode koder code codes coding kategori category tema theme "
    "themes emne topic translation oversettelse oversetjing översättning oversættelse übersetzung "
    "vertaling traduction traducción tradução traduzione",
}
_IN_SURVEYS: Mapping[Column, str] = {
    "municipality": "kommune kommunen kommunenavn kommunenamn kommunenummer kommunenr municipality "
    "kommun gemeinde commune comune municipio gemeente kunta",
    "date": "dato date datum fecha tidsmerke tidsstempel timestamp zeitstempel svardato innsendt "
    "submitted completed besvart utfylt",
    "respondent": "id respondent respondentid deltaker deltakar deltakerid participant "
    "participantid informant informantid case caseid nr no number nummer løpenummer løpenr uuid "
    "responseid svarid pseudonym",
}
_BESIDE_IN_SURVEYS = (
    "id nr no number nummer navn namn name kode code of the for av i in hvilken which bor du your "
    "din response svar survey answer interview intervju today completed start slutt end time tid"
)
_BESIDE = (
    "navn namn name label id no nr number of the code kode kürzel in i ms s sec seconds sekunder "
    "sekunden millisekunder milliseconds hh mm ss full point time tid zeit ble blir sagt"
)
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 4


def _united(*tables: Mapping[Column, str]) -> Mapping[Column, frozenset[str]]:
    columns = dict.fromkeys(column for table in tables for column in table)
    return {
        column: frozenset(name for table in tables for name in table.get(column, "").split())
        for column in columns
    }


@dataclass(frozen=True, slots=True)
class Headings:
    """What the columns of the tables of one purpose are called, in small letters.

    A heading is one name and no more, but for the words that may stand `beside` it.
    """

    names: Mapping[Column, frozenset[str]]
    beside: frozenset[str] = frozenset()

    def column(self, heading: str) -> Column | None:
        """Return what the column below a heading holds, None when the heading does not tell."""
        heading = heading.casefold()
        words = _WORD.findall(heading) if self.beside else [heading.strip(" .:*")]
        if not words or len(words) > _MOST_WORDS:
            return None
        for column, names in self.names.items():
            if not names.isdisjoint(words) and (names | self.beside).issuperset(words):
                return column
        return None

    def columns(self, row: Sequence[str]) -> dict[int, Column]:
        """Return number of a cell -> what is below it, for those of a row that are headings."""
        named = ((number, self.column(cell)) for number, cell in enumerate(row))
        return {number: column for number, column in named if column is not None}

    def is_header(self, row: Sequence[str]) -> bool:
        """Tell whether every cell of a row is a heading, but for the empty ones, the fewer."""
        filled = [cell for cell in row if cell.strip()]
        return 2 * len(filled) > len(row) and all(map(self.column, filled))


IN_FILES = Headings(_united(_ANYWHERE, _ONLY_IN_FILES), frozenset(_BESIDE.split()))
"""A file that is a table: a program made it, or somebody who had columns in mind."""

IN_DOCUMENTS = Headings(_united(_ANYWHERE, _ONLY_IN_DOCUMENTS))
"""A table within a document, where `Speaker 1` and `What now` speak and are no headings."""

IN_SURVEYS = Headings(_united(_IN_SURVEYS), frozenset(_BESIDE_IN_SURVEYS.split()))
"""A sheet with a row a respondent."""
