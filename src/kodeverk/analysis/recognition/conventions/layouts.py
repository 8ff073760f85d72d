"""The conventions that only a whole file shows, each a function from a source to its heads."""

from collections.abc import Callable, Mapping, Sequence

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.conventions.labels_behind import name_behind
from kodeverk.analysis.recognition.conventions.questions_and_answers import question_and_answer
from kodeverk.analysis.recognition.conventions.tables import table_column
from kodeverk.model.source import Source

QUESTIONS = "question and answer"
BEHIND = "text (name)"

LAYOUTS: Mapping[str, Callable[[Source, Sequence[int]], list[Head]]] = {
    "table column": table_column,
    BEHIND: name_behind,
    QUESTIONS: question_and_answer,
}
"""Convention -> all heads of a source, in the paragraphs that may be said."""
