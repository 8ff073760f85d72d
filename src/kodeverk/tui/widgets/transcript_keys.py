"""The keys of the transcript view: the help screen and the documentation derive from this table.

Movement and selection only. Every key has a twin that any terminal sends: a letter, or an arrow
with shift. Left free for the coding screen: digits, `c m r x u U f R . , / ? F q`, Enter, Escape.
"""

from textual.binding import Binding


def _key(name: str, keys: str, action: str, description: str) -> Binding:
    return Binding(keys, action, description, show=False, id=f"transcript.{name}")


def _step(name: str, keys: str, step: str, description: str, *, extend: bool = False) -> Binding:
    return _key(name, keys, f"go('{step}', True)" if extend else f"go('{step}')", description)


KEYS: tuple[Binding, ...] = (
    _step("left", "left", "previous character", "Character left"),
    _step("right", "right", "next character", "Character right"),
    _step("up", "up", "row up", "Row up"),
    _step("down", "down", "row down", "Row down"),
    _step("extend-left", "shift+left", "previous character", "Extend left", extend=True),
    _step("extend-right", "shift+right", "next character", "Extend right", extend=True),
    _step("extend-up", "shift+up", "row up", "Extend a row up", extend=True),
    _step("extend-down", "shift+down", "row down", "Extend a row down", extend=True),
    _step("word", "w,ctrl+right", "next word", "Next word"),
    _step("word-back", "b,ctrl+left", "previous word", "Previous word"),
    _step("extend-word", "W", "end of word", "Extend to the end of the word", extend=True),
    _step("extend-word-back", "B", "previous word", "Extend a word back", extend=True),
    _step("sentence", "j", "next sentence", "Next sentence"),
    _step("sentence-back", "J", "previous sentence", "Previous sentence"),
    _step("extend-sentence", "S", "end of sentence", "Extend by a sentence", extend=True),
    _step("paragraph", "p", "next paragraph", "Next paragraph"),
    _step("paragraph-back", "P", "previous paragraph", "Previous paragraph"),
    _step("turn", "t", "next turn", "Next turn"),
    _step("turn-back", "T", "previous turn", "Previous turn"),
    _step("page", "pagedown,z", "page down", "Page down"),
    _step("page-back", "pageup,Z", "page up", "Page up"),
    _step("extend-page", "shift+pagedown", "page down", "Extend a page down", extend=True),
    _step("extend-page-back", "shift+pageup", "page up", "Extend a page up", extend=True),
    _step("row-start", "home,h", "start of row", "Start of the row"),
    _step("row-end", "end,H", "end of row", "End of the row"),
    _step(
        "extend-row-start", "shift+home", "start of row", "Extend to the row's start", extend=True
    ),
    _step("extend-row-end", "shift+end", "end of row", "Extend to the row's end", extend=True),
    _step("start", "g,ctrl+home", "start of text", "Start of the transcript"),
    _step("end", "G,ctrl+end", "end of text", "End of the transcript"),
    _key("open-turn", "e", "open_turn", "Next open turn"),
    _key("jump", "space", "jump", "Letters to go to: sentences, then clauses, lines"),
    _key("jump-clauses", "0", "jump('clause')", "Letters at clauses at once"),
    _key("extending", "v,f8", "toggle_extending", "Hold the selection: movements extend it"),
    _key("begin-earlier", "less_than_sign", "begin('previous word')", "Begin a word earlier"),
    _key("begin-later", "greater_than_sign", "begin('next word')", "Begin a word later"),
    _key("select-word", "o", "select_whole('word')", "Select the word"),
    _key("select-sentence", "s", "select_sentence", "Select the sentence, then one more"),
    _key("select-paragraph", "l", "select_whole('paragraph')", "Select the paragraph"),
    _key("select-turn", "A", "select_whole('turn')", "Select the turn"),
    _key("select-answer", "a", "select_whole('answer')", "Select the whole answer"),
    _key("turn-numbers", "number_sign", "number_turns", "Show or hide the numbers of turns"),
    _key("coding", "k", "coding(1)", "Next coding"),
    _key("coding-back", "K", "coding(-1)", "Previous coding"),
    _key("coding-here", "y", "cycle_codings", "Cycle through the codings here"),
    _key("hit", "n", "hit(1)", "Next hit"),
    _key("hit-back", "N", "hit(-1)", "Previous hit"),
)
"""The keys of the transcript: what the help screen and the documentation list."""
