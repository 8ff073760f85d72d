"""The keys of every screen in tables: the bindings, the help and docs/keys.md derive from these.

Letters and digits, which every terminal sends; other keys only as twins. A binding's id is what a
user names to bind it to other keys.
"""

from dataclasses import dataclass

from textual.binding import Binding

from kodeverk.tui.widgets.cell_table_keys import KEYS as CELL_TABLE_KEYS
from kodeverk.tui.widgets.passage_list_keys import KEYS as PASSAGE_LIST_KEYS
from kodeverk.tui.widgets.transcript_keys import KEYS as TRANSCRIPT_KEYS

PINNED = "123456789"
"""The digits that codes can be pinned to: a code's hotkey in the codebook."""


def _key(name: str, keys: str, action: str, description: str, *, show: str = "") -> Binding:
    """Return a binding; `show` is its short word in the footer, if it has a place there."""
    return Binding(keys, action, show or description, show=bool(show), id=name, tooltip=description)


APP_KEYS: tuple[Binding, ...] = (
    _key("app.palette", "colon", "command_palette", "All commands, to search among"),
)

PROJECT_KEYS: tuple[Binding, ...] = (
    _key("project.open", "enter", "open", "Open the transcript for coding", show="Open"),
    _key("project.import", "i,f4", "import", "Import transcripts", show="Import"),
    _key(
        "project.filter", "slash,f3,ctrl+f", "filter", "Only those with these words", show="Filter"
    ),
    _key(
        "project.only",
        "f,f8",
        "only",
        "Only of this municipality, role, state, coder, or those that wait",
        show="Only",
    ),
    _key("project.round", "o", "round", "Show who codes what in the next round"),
    _key("project.sort", "s", "sort", "Sort by municipality, name, date, length, my state"),
    _key("project.review", "r,f6", "review", "Review placements in corrected texts", show="Review"),
    _key(
        "project.versions", "v,f7", "versions", "Versions of the text; correct it", show="Versions"
    ),
    _key("project.memos", "m,f9", "memos", "List all memos"),
    _key("project.passages", "p", "passages", "Passages of a code; words in all interviews"),
    _key("project.codebook", "b", "codebook", "The codebook: codes, what they mean, changes"),
    _key("project.log", "l", "log", "The log: every step; take one back"),
    _key("project.reload", "g,f5", "reload", "Read the project again"),
    _key("project.facts", "e,f2", "facts", "Correct what is said of the transcript"),
    _key("project.remove", "x,delete", "remove", "Take the transcript out of the project"),
    _key("project.pseudonyms", "P", "pseudonyms", "Replace names by pseudonyms, after a review"),
    _key("project.merge", "M", "merge", "Merge a colleague's copy, or what one has sent"),
    _key("project.conflicts", "C", "conflicts", "What people said differently; settle it"),
    _key("project.frequencies", "n", "frequencies", "Frequencies: how many have each code, where"),
    _key("project.matrix", "t", "matrix", "Tables: codes by codes, facets, informants …"),
    _key("project.outcomes", "O", "outcomes", "Outcomes: municipalities in their order, and codes"),
    _key("project.export", "E", "export", "Export: workbook, report, database, archive …"),
    _key("project.agreement", "a", "agreement", "How far coders agree, code by code"),
    _key("project.consensus", "c", "consensus", "Settle what coders code differently"),
    _key("project.assign", "A", "assign", "Who codes what: deal out; the main coder"),
    _key("project.finish", "F,f10", "finish", "Finish the transcript, or reopen it"),
    _key("project.release", "R", "release", "Release the transcript, so that coders may compare"),
    _key("project.undo", "u,ctrl+z", "undo", "Undo my last step", show="Undo"),
    _key("project.redo", "U,ctrl+y", "redo", "Redo the step undone last", show="Redo"),
    _key("project.let-go", "escape", "let_go", "Show all transcripts again"),
    _key("project.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("project.quit", "q", "app.quit", "Quit; everything is on disk", show="Quit"),
)

CODING_KEYS: tuple[Binding, ...] = (
    _key("coding.pick", "c,enter,f2", "pick", "Choose a code for the selection", show="Code"),
    _key("coding.repeat", "full_stop,r", "repeat", "Apply the last code again", show="Repeat"),
    _key("coding.recent", "comma", "recent", "Choose among the recent codes", show="Recent"),
    *(
        _key(f"coding.pinned-{digit}", digit, f"pinned({digit})", f"Apply the code of {digit}")
        for digit in PINNED
    ),
    _key(
        "coding.remove",
        "x,delete",
        "remove",
        "Remove the selected coding, or the one here",
        show="Remove",
    ),
    _key("coding.fremmer", "f,plus", "direct('fremmer')", "Direction: fremmer (promotes)"),
    _key("coding.hemmer", "d,minus", "direct('hemmer')", "Direction: hemmer (hinders)"),
    _key("coding.ambivalent", "i,asterisk", "direct('ambivalent')", "Direction: ambivalent"),
    _key(
        "coding.beskrivende",
        "E,equals_sign",
        "direct('beskrivende')",
        "Direction: beskrivende (descriptive)",
    ),
    _key("coding.facets", "D,f6", "facets", "Other facets, of the selected coding or of new ones"),
    _key("coding.memo", "m,f9", "memo", "Memo on the selected coding, else here", show="Memo"),
    _key(
        "coding.wording", "underscore", "wording", "How its words are published, and who checked it"
    ),
    _key("coding.transcript-memo", "M", "transcript_memo", "Memo on the transcript"),
    _key(
        "coding.memo-around",
        "apostrophe",
        "memo_around",
        "Memo on the turn, the speaker or the municipality",
    ),
    _key("coding.memos", "L", "memos", "List the memos of the transcript"),
    _key("coding.passages", "quotation_mark", "passages", "All passages of the code here"),
    _key("coding.next-memo", "semicolon", "next_memo", "Next memo in the text"),
    _key("coding.narrower", "left_parenthesis", "measure(-1)", "Narrower lines"),
    _key("coding.wider", "right_parenthesis", "measure(1)", "Wider lines"),
    _key("coding.codebook", "exclamation_mark", "codebook", "The codebook, at the code here"),
    _key("coding.log", "Q", "log", "The log of the transcript; take a step back"),
    _key("coding.copy", "Y,ctrl+c", "copy", "Copy the words here, with where they are from"),
    _key("coding.borders", "O", "borders", "Move the coding's end; again its start"),
    _key("coding.split", "I", "split", "Split the coding at the caret into two"),
    _key("coding.another-code", "X", "another_code", "Another code for the coding"),
    _key("coding.undo", "u,ctrl+z", "undo", "Undo my last step", show="Undo"),
    _key("coding.redo", "U,ctrl+y", "redo", "Redo the step undone last"),
    _key("coding.search", "slash,f3,ctrl+f", "search", "Search in the text", show="Search"),
    _key("coding.read", "R,f5", "read_to_here", "Mark as read to here", show="Read"),
    _key("coding.finish", "F,f10", "finish", "Finish the transcript, or reopen it", show="Finish"),
    _key("coding.colleagues", "C,f7", "colleagues", "Show or hide colleagues' codings"),
    _key("coding.review", "V,f4", "review", "Review unsure placements, the one here first"),
    _key("coding.let-go", "escape", "let_go", "Select nothing; hide the hits"),
    _key("coding.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("coding.leave", "q", "leave", "Back to the project", show="Back"),
)

CODEBOOK_KEYS: tuple[Binding, ...] = (
    _key("codebook.passages", "enter,p,f8", "passages", "All passages of the code", show="Go"),
    _key("codebook.fold", "left,minus", "fold", "Hide what is under it"),
    _key("codebook.unfold", "right,plus", "unfold", "Show what is under it"),
    _key("codebook.fold-all", "asterisk", "fold_all", "Hide all under themes, or show all"),
    _key("codebook.add", "a,f2", "add", "Add a code or a theme", show="Add"),
    _key("codebook.describe", "e", "describe", "Write what it means", show="Describe"),
    _key("codebook.rename", "r", "rename", "Another name"),
    _key("codebook.key", "k", "rekey", "Another key"),
    _key("codebook.move", "v", "move", "Let it stand under another code, or on top"),
    _key("codebook.earlier", "K,shift+up", "shift(-1)", "Let it stand one place earlier"),
    _key("codebook.later", "J,shift+down", "shift(1)", "Let it stand one place later"),
    _key("codebook.join", "j", "join", "Make it one with another code", show="Join"),
    _key("codebook.split", "s", "split", "Make several codes of it", show="Split"),
    _key("codebook.use", "x,delete", "use", "Take it out of use, or into use again"),
    _key("codebook.colour", "c", "colour", "Its colour"),
    *(
        _key(f"codebook.pin-{digit}", digit, f"pin({digit})", f"Pin it to {digit}, or unpin it")
        for digit in PINNED
    ),
    _key("codebook.memo", "m,f9", "memo", "Memo on the code"),
    _key("codebook.decide", "w,f6", "decide", "Work off what waits for me", show="Waits"),
    _key("codebook.proposals", "P", "proposals", "Codes that are proposed"),
    _key("codebook.freeze", "f,f10", "freeze", "Freeze the codebook, or open it"),
    _key("codebook.history", "h", "history", "Its versions; compare"),
    _key("codebook.export", "E", "export", "Write it to a file"),
    _key("codebook.counts", "n,f7", "counts", "Count the final codings only, or all again"),
    _key("codebook.filter", "slash,f3,ctrl+f", "filter", "Filter the codes", show="Filter"),
    _key("codebook.down", "z", "page(1)", "Read on about the code"),
    _key("codebook.up", "Z", "page(-1)", "Read back about the code"),
    _key("codebook.undo", "u,ctrl+z", "undo", "Undo my last step", show="Undo"),
    _key("codebook.redo", "U,ctrl+y", "redo", "Redo the step undone last"),
    _key("codebook.reload", "g,f5", "reload", "Read the codebook again"),
    _key("codebook.let-go", "escape", "let_go", "Show all codes again"),
    _key("codebook.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("codebook.leave", "q", "leave", "Back to where I came from", show="Back"),
)

IMPORT_KEYS: tuple[Binding, ...] = (
    _key("import.add", "a,f2", "add", "Add files or folders", show="Add"),
    _key("import.import", "i,f10", "import", "Import all files that are ready", show="Import"),
    _key("import.import-one", "I", "import_one", "Import the chosen file as it is"),
    _key("import.find", "slash,f3,ctrl+f", "find", "A file of the list, by some of its name"),
    _key("import.next", "full_stop", "next_asking", "The next file that asks"),
    *(
        _key(f"import.answer-{number}", f"{number}", f"answer({number})", f"What it is: {answer}")
        for number, answer in enumerate(
            ("a corrected text; a survey", "an interview of its own; one table", "left out"), 1
        )
    ),
    _key(
        "import.convention", "n", "next_convention", "The next best convention", show="Convention"
    ),
    _key("import.role", "r", "next_role", "The next role of the chosen speaker", show="Role"),
    _key("import.join", "j", "join", "Join the chosen speaker into another", show="Join"),
    _key(
        "import.ignore",
        "x",
        "ignore",
        "The chosen label is no speaker, or one again",
        show="Ignore",
    ),
    _key(
        "import.line",
        "l",
        "line",
        "What a line is: said by whom, outside, or behind the end",
    ),
    _key("import.informant", "p", "informant", "The pseudonym of the chosen speaker"),
    _key("import.speaks-for", "s", "speaks_for", "Whose words the chosen interpreter says"),
    _key("import.municipality", "m", "municipality", "The municipality", show="Place"),
    _key("import.all-municipality", "M", "all_municipality", "The municipality of files without"),
    _key("import.date", "d", "date", "The date of the interview", show="Date"),
    _key("import.encoding", "e", "encoding", "The encoding of a text file"),
    _key("import.comments", "c", "comments", "What comments in the margin become"),
    _key("import.replace", "v", "replace", "The chosen file corrects a transcript's text"),
    _key("import.drop", "backspace,delete", "drop", "Take the chosen file out of the list"),
    _key("import.outside", "o", "outside", "What is outside the interview, or inferred"),
    _key("import.page", "z", "read(1)", "Read on in the chosen file"),
    _key("import.page-back", "Z", "read(-1)", "Read back in the chosen file"),
    _key("import.stop", "escape", "stop", "Cancel what is being read or imported"),
    _key("import.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("import.leave", "q", "leave", "Back to the project", show="Back"),
)

PSEUDONYM_KEYS: tuple[Binding, ...] = (
    _key("pseudonyms.yes", "y", "answer('yes')", "Yes, replace it", show="Yes"),
    _key("pseudonyms.no", "n", "answer('no')", "No, leave it", show="No"),
    _key("pseudonyms.open", "x,backspace", "answer('')", "Not decided after all", show="Open"),
    _key("pseudonyms.edit", "e,f2", "edit", "Change what comes instead", show="Edit"),
    _key("pseudonyms.join", "j", "join", "The same as the one above", show="Join"),
    _key("pseudonyms.add", "plus,f4", "add", "Add a name that was not found", show="Add"),
    _key("pseudonyms.filter", "slash,f3,ctrl+f", "filter", "Only with these words", show="Filter"),
    _key("pseudonyms.apply", "a,f10", "apply", "Replace what is answered yes", show="Replace"),
    _key("pseudonyms.search", "g,f5", "reload", "Search the transcripts anew"),
    _key("pseudonyms.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("pseudonyms.let-go", "escape", "let_go", "Show all again, else back to the project"),
    _key("pseudonyms.leave", "q", "leave", "Back to the project; answers stay", show="Back"),
)

PLACEMENT_KEYS: tuple[Binding, ...] = (
    _key(
        "placements.accept", "c,enter,f2", "accept", "It lies where it is proposed", show="Accept"
    ),
    _key("placements.move", "m,f9", "move", "It lies on the words selected", show="Move"),
    _key("placements.aside", "x,delete", "set_aside", "It has no place in this text", show="Aside"),
    _key("placements.next", "full_stop", "go(1)", "The next one", show="Next"),
    _key("placements.list", "L", "list", "One of all that wait, to search among"),
    _key("placements.previous", "comma", "go(-1)", "The previous one", show="Previous"),
    _key(
        "placements.accept-all",
        "C,f10",
        "accept_all",
        "Accept all in this transcript over a confidence",
        show="All",
    ),
    _key(
        "placements.undo", "u,ctrl+z", "undo", "Undo what I said last of a placement", show="Undo"
    ),
    _key("placements.redo", "U,ctrl+y", "redo", "Redo what was undone last of that"),
    _key("placements.search", "slash,f3,ctrl+f", "search", "Search in the new text", show="Search"),
    _key("placements.shown-aside", "i,f7", "shown_aside", "Show or hide what was set aside"),
    _key("placements.reload", "R,f5", "reload", "Read again what waits"),
    _key("placements.let-go", "escape", "let_go", "Select nothing; hide the hits"),
    _key("placements.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("placements.leave", "q", "leave", "Back to where I came from", show="Back"),
)

VERSION_KEYS: tuple[Binding, ...] = (
    _key("versions.mark", "enter,m", "mark", "Compare the others with this one", show="Mark"),
    _key("versions.down", "z", "page(1)", "Read on in the differences", show="Read on"),
    _key("versions.up", "Z", "page(-1)", "Read back in the differences"),
    _key("versions.replace", "c,f2", "replace", "Correct the text: another file", show="Correct"),
    _key("versions.review", "r,f6", "review", "Review placements in this text", show="Review"),
    _key("versions.undo", "u,ctrl+z", "undo", "Undo my last step", show="Undo"),
    _key("versions.redo", "U,ctrl+y", "redo", "Redo the step undone last", show="Redo"),
    _key("versions.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("versions.leave", "q,escape", "leave", "Back to the project", show="Back"),
)

FREQUENCY_KEYS: tuple[Binding, ...] = (
    _key("frequencies.open", "enter,p", "open", "The passages of the cell", show="Passages"),
    _key("frequencies.by", "i,f7", "by", "What to compare", show="By"),
    _key("frequencies.across", "w,f6", "across", "What to compare beside it, or nothing"),
    _key("frequencies.measure", "m,f2", "measure", "Informants, passages, words …", show="Measure"),
    _key("frequencies.scope", "s,f8", "scope", "Finished, or also begun", show="Scope"),
    _key("frequencies.basis", "b", "basis", "The final codings, or every coder's", show="Basis"),
    _key("frequencies.role", "r,f4", "role", "All informants' words, or a role's"),
    _key("frequencies.fold", "minus", "fold", "Hide the codes of the theme, or show them"),
    _key("frequencies.fold-all", "asterisk", "fold_all", "Hide all codes of themes, or show them"),
    _key("frequencies.unused", "a,f9", "unused", "Also codes without a coding, or not"),
    _key("frequencies.sort", "o", "sort", "Sort by the column; again: as in the codebook"),
    _key("frequencies.views", "v", "views", "Saved views; save this one", show="Views"),
    _key("frequencies.filter", "slash,f3,ctrl+f", "filter", "Only codes with these words"),
    _key("frequencies.export", "E,f10", "export", "Write what is shown to a file", show="Export"),
    _key("frequencies.down", "greater_than_sign", "page(1)", "Read on about the cell"),
    _key("frequencies.up", "less_than_sign", "page(-1)", "Read back about the cell"),
    _key("frequencies.undo", "u,ctrl+z", "undo", "Undo my last step"),
    _key("frequencies.redo", "U,ctrl+y", "redo", "Redo the step undone last"),
    _key("frequencies.reload", "g,f5", "reload", "Count again"),
    _key("frequencies.let-go", "escape", "let_go", "Stop counting; show all codes again"),
    _key("frequencies.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("frequencies.leave", "q", "leave", "Back to the project", show="Back"),
)

MATRIX_KEYS: tuple[Binding, ...] = (
    _key("matrix.open", "enter,p", "open", "The passages of the cell", show="Passages"),
    _key("matrix.kind", "m,f2", "kind", "Another matrix", show="Matrix"),
    _key("matrix.near", "w,f6", "near", "Same words, one turn, within ten words", show="Near"),
    _key("matrix.by", "i,f7", "by", "The framework by municipality or by informant"),
    _key("matrix.role", "r,f4", "role", "All informants' words, or a role's", show="Role"),
    _key("matrix.codes", "c", "codes", "Only these codes"),
    _key("matrix.scope", "s,f8", "scope", "What is finished, or also what is begun", show="Scope"),
    _key("matrix.basis", "b", "basis", "The final codings, or every coder's"),
    _key("matrix.filter", "slash,f3,ctrl+f", "filter", "Only rows with these words"),
    _key("matrix.export", "E,f10", "export", "Write what is shown to a file", show="Export"),
    _key("matrix.down", "greater_than_sign", "page(1)", "Read on about the cell"),
    _key("matrix.up", "less_than_sign", "page(-1)", "Read back about the cell"),
    _key("matrix.undo", "u,ctrl+z", "undo", "Undo my last step"),
    _key("matrix.redo", "U,ctrl+y", "redo", "Redo the step undone last"),
    _key("matrix.reload", "g,f5", "reload", "Count again"),
    _key("matrix.let-go", "escape", "let_go", "Show all rows again"),
    _key("matrix.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("matrix.leave", "q", "leave", "Back to the project", show="Back"),
)

OUTCOME_KEYS: tuple[Binding, ...] = (
    _key("outcomes.open", "enter,p", "open", "The passages of the cell", show="Passages"),
    _key("outcomes.measure", "m,f2", "measure", "Another outcome", show="Outcome"),
    _key("outcomes.years", "y", "years", "Of which years", show="Years"),
    _key("outcomes.target", "t", "target", "What municipalities are above or below"),
    _key("outcomes.role", "r,f4", "role", "All informants, or those of a role"),
    _key("outcomes.codes", "c", "codes", "Only these codes"),
    _key("outcomes.scope", "s,f8", "scope", "What is finished, or also what is begun"),
    _key("outcomes.basis", "b", "basis", "The final codings, or every coder's"),
    _key("outcomes.explore", "x", "explore", "Contrasts and rank correlations, or none"),
    _key("outcomes.publish", "P", "publish", "As it may be published, or every figure"),
    _key("outcomes.filter", "slash,f3,ctrl+f", "filter", "Only municipalities with these words"),
    _key("outcomes.export", "E,f10", "export", "Write what is shown to a file", show="Export"),
    _key("outcomes.down", "greater_than_sign", "page(1)", "Read on about the cell"),
    _key("outcomes.up", "less_than_sign", "page(-1)", "Read back about the cell"),
    _key("outcomes.undo", "u,ctrl+z", "undo", "Undo my last step"),
    _key("outcomes.redo", "U,ctrl+y", "redo", "Redo the step undone last"),
    _key("outcomes.reload", "g,f5", "reload", "Count again"),
    _key("outcomes.let-go", "escape", "let_go", "Show all municipalities again"),
    _key("outcomes.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("outcomes.leave", "q", "leave", "Back to the project", show="Back"),
)

AGREEMENT_KEYS: tuple[Binding, ...] = (
    _key("agreement.open", "enter,p", "open", "The passages of the code", show="Passages"),
    _key("agreement.coders", "w,f7", "coders", "The next two coders, or all again", show="Whose"),
    _key("agreement.unit", "i,f6", "unit", "By turn, character, word …", show="Unit"),
    _key("agreement.as-of", "n,f8", "as_of", "As released, or as of now", show="Release/now"),
    _key("agreement.statistic", "s,f2", "statistic", "Another figure than alpha", show="Figure"),
    _key("agreement.view", "v,f9", "view", "By round; codes confused; facets", show="List"),
    _key("agreement.export", "o,f10", "export", "Write a report or tables to a file", show="File"),
    _key("agreement.filter", "slash,f3,ctrl+f", "filter", "Only codes with these words"),
    _key("agreement.reload", "g,f5", "reload", "Compare the coders again"),
    _key("agreement.undo", "u,ctrl+z", "undo", "Undo my last step"),
    _key("agreement.redo", "U,ctrl+y", "redo", "Redo the step undone last"),
    _key("agreement.let-go", "escape", "let_go", "Show all codes again"),
    _key("agreement.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("agreement.leave", "q", "leave", "Back to the project", show="Back"),
)
CONSENSUS_KEYS: tuple[Binding, ...] = (
    _key("consensus.open", "enter", "open", "Its items; the place of an item", show="Open"),
    *(
        _key(f"consensus.accept-{digit}", digit, f"accept({digit})", f"Take those of coder {digit}")
        for digit in "123456789"
    ),
    _key("consensus.both", "b", "both", "Take those of all", show="Both"),
    _key("consensus.neither", "x,delete", "neither", "Take none", show="None"),
    _key("consensus.words", "w,f2", "words", "Take other words", show="Words"),
    _key("consensus.reason", "m,f9", "reason", "Why this, else what was decided last", show="Why"),
    _key("consensus.example", "e", "example", "This, else what was decided last, to the codebook"),
    _key("consensus.deciders", "d,f7", "deciders", "Who decides", show="Who"),
    _key("consensus.begin", "i,f10", "begin", "Write what agrees", show="Begin"),
    _key("consensus.all", "a,f8", "all", "What is open in all transcripts"),
    _key("consensus.round", "o", "round", "What was finished in the next round"),
    _key("consensus.order", "s,f6", "order", "By code, by size, by transcript and place"),
    _key("consensus.filter", "slash,f3,ctrl+f", "filter", "Only those with these words"),
    _key("consensus.undo", "u,ctrl+z", "undo", "Undo my last step", show="Undo"),
    _key("consensus.redo", "U,ctrl+y", "redo", "Redo the step undone last"),
    _key("consensus.reload", "g,f5", "reload", "Read it again"),
    _key("consensus.let-go", "escape", "let_go", "Show all again"),
    _key("consensus.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("consensus.leave", "q", "leave", "Back", show="Back"),
)
MERGE_KEYS: tuple[Binding, ...] = (
    _key("merge.accept", "enter,y", "accept", "These are one; or: this value holds", show="Yes"),
    _key("merge.refuse", "n,x,delete", "refuse", "These are two; or: decide later", show="No"),
    _key("merge.commit", "m,f9", "commit", "Merge, with what is answered yes", show="Merge"),
    _key("merge.add", "a,f2", "add", "Choose a colleague's copy, or what one has sent", show="Add"),
    _key("merge.reload", "g,f5", "reload", "Read it all again", show="Reload"),
    _key("merge.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("merge.leave", "q,escape", "leave", "Leave; nothing is written", show="Leave"),
)
CONFLICT_KEYS: tuple[Binding, ...] = (
    _key("conflicts.settle", "enter,s", "settle", "Let this value hold", show="Settle"),
    _key("conflicts.reload", "g,f5", "reload", "Read the conflicts again", show="Reload"),
    _key("conflicts.undo", "u,ctrl+z", "undo", "Undo my last step", show="Undo"),
    _key("conflicts.redo", "U,ctrl+y", "redo", "Redo the step undone last", show="Redo"),
    _key("conflicts.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("conflicts.leave", "q,escape", "leave", "Back to the project", show="Back"),
)

MEMO_LIST_KEYS: tuple[Binding, ...] = (
    _key("memos.go", "enter", "go", "Go to what it is on", show="Go"),
    _key("memos.open", "m,f9", "open", "Write on it, or read a colleague's", show="Write"),
    _key("memos.new", "n,f2", "new", "A new memo: choose on what", show="New"),
    _key("memos.drop", "x,delete", "drop", "Give up what was typed and not written"),
    _key("memos.filter", "slash,f3,ctrl+f", "filter", "Only those with these words", show="Filter"),
    _key(
        "memos.only",
        "f,f6",
        "only",
        "Only those on this, of this type, author, code or municipality",
        show="Only",
    ),
    _key("memos.diary", "d,f8", "diary", "The diary: method memos by date", show="Diary"),
    _key("memos.all", "a,f7", "all", "Of all transcripts, or of one again", show="All"),
    _key("memos.down", "z", "page(1)", "Read on in the memo", show="Read on"),
    _key("memos.up", "Z", "page(-1)", "Read back in the memo"),
    _key("memos.undo", "u,ctrl+z", "undo", "Undo my last step"),
    _key("memos.redo", "U,ctrl+y", "redo", "Redo the step undone last"),
    _key("memos.reload", "g,f5", "reload", "Read the memos again"),
    _key("memos.let-go", "escape", "let_go", "Show all memos again"),
    _key("memos.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("memos.leave", "q", "leave", "Back to where I came from", show="Back"),
)

PASSAGE_KEYS: tuple[Binding, ...] = (
    _key("passages.open", "enter", "open", "Open it; code the words found", show="Open"),
    _key("passages.go", "o", "go", "Open it at its place in the transcript"),
    _key("passages.filter", "slash,f3,ctrl+f", "filter", "Say which passages", show="Filter"),
    _key("passages.by", "b,f4", "by", "Group by municipality, role, informant …", show="By"),
    _key("passages.final", "v,f7", "final", "The final codings only, or everybody's again"),
    _key("passages.wider", "right_parenthesis", "context(1)", "More around them", show="Wider"),
    _key("passages.narrower", "left_parenthesis", "context(-1)", "Less around them"),
    _key("passages.mark", "space", "mark", "Mark it, or no longer", show="Mark"),
    _key("passages.mark-all", "A", "mark_all", "Mark all, or none"),
    _key("passages.code", "c,f2", "code", "Put a code on it, or on what is marked", show="Code"),
    _key("passages.another-code", "X", "another_code", "Another code"),
    _key("passages.remove", "x,delete", "remove", "Take the code off"),
    _key("passages.borders", "O", "borders", "Move its borders, at its place"),
    _key("passages.extent", "e", "extent", "Code the words found, their sentence or turn"),
    _key("passages.code-all", "C", "code_all", "Code all words found, after a question"),
    _key("passages.confirm", "y,f6", "confirm", "Confirm what a search coded"),
    _key("passages.memo", "m,f9", "memo", "Memo on it"),
    _key(
        "passages.wording",
        "underscore",
        "wording",
        "How its words are published, and who checked it",
    ),
    _key("passages.group-memo", "M", "group_memo", "Memo on the group: what it comes to"),
    _key("passages.copy", "Y,ctrl+c", "copy", "Copy its words, with where they are from"),
    _key("passages.export", "E", "export", "Write what is listed to a file", show="Export"),
    _key("passages.undo", "u,ctrl+z", "undo", "Undo my last step", show="Undo"),
    _key("passages.redo", "U,ctrl+y", "redo", "Redo the step undone last"),
    _key("passages.reload", "g,f5", "reload", "Look for the passages again"),
    _key("passages.let-go", "escape", "let_go", "Mark nothing; have no code ready"),
    _key("passages.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("passages.leave", "q", "leave", "Back to where I came from", show="Back"),
)

LOG_KEYS: tuple[Binding, ...] = (
    _key("log.look", "enter", "look", "What taking it back would change; do it", show="Look"),
    _key("log.filter", "slash,f3,ctrl+f", "filter", "Filter the steps", show="Filter"),
    _key("log.mine", "a,f7", "mine", "Only mine, or everybody's again", show="Mine/all"),
    _key(
        "log.transcript",
        "t,f4",
        "transcript",
        "Only of this transcript, or of all again",
        show="This transcript",
    ),
    _key("log.undo", "u,ctrl+z", "undo", "Undo my last step", show="Undo"),
    _key("log.redo", "U,ctrl+y", "redo", "Redo the step undone last"),
    _key("log.reload", "g,f5", "reload", "Read the log again"),
    _key("log.let-go", "escape", "let_go", "Filter by no words"),
    _key("log.help", "question_mark,f1", "app.show_keys", "Show the keys", show="Help"),
    _key("log.leave", "q", "leave", "Back to where I came from", show="Back"),
)

PICKER_KEYS: tuple[Binding, ...] = (
    _key("picker.up", "up", "move(-1)", "Code above"),
    _key("picker.down", "down", "move(1)", "Code below"),
    _key("picker.page-up", "pageup", "move(-10)", "Ten codes up"),
    _key("picker.page-down", "pagedown", "move(10)", "Ten codes down"),
    _key("picker.more", "tab,f4", "more", "Read on about the code"),
    _key("picker.close", "escape", "dismiss", "Close without a code"),
)

MEMO_KEYS: tuple[Binding, ...] = (
    _key("memo.write", "ctrl+s,f2", "write", "Write the memo", show="Write"),
    _key("memo.type", "f4", "type", "The next type: method, case, code, free", show="Type"),
    _key("memo.close", "escape", "close", "Close; twice to drop changes", show="Close"),
)

DEAL_KEYS: tuple[Binding, ...] = (
    _key("deal.deal", "ctrl+s,f2", "deal", "Deal out as it is written", show="Deal out"),
    _key("deal.close", "escape", "dismiss", "Close and deal nothing out", show="Close"),
)

FACTS_KEYS: tuple[Binding, ...] = (
    _key("facts.write", "ctrl+s,f2", "write", "Keep what is changed", show="Keep"),
    _key("facts.close", "escape", "close", "Close; twice to drop changes", show="Close"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """Keys that belong together, under a heading; `namespace` names what their actions run on."""

    heading: str
    keys: tuple[Binding, ...]
    namespace: str = "screen"


PROJECT_SECTIONS = (Section("Project", PROJECT_KEYS),)
CODING_SECTIONS = (
    Section("Coding", CODING_KEYS),
    Section("Moving and selecting", TRANSCRIPT_KEYS, "view"),
)
IMPORT_SECTIONS = (Section("Import", IMPORT_KEYS),)
PSEUDONYM_SECTIONS = (Section("Pseudonyms", PSEUDONYM_KEYS),)
PLACEMENT_SECTIONS = (
    Section("Review of placements", PLACEMENT_KEYS),
    Section("Moving and selecting", TRANSCRIPT_KEYS, "view"),
)
VERSION_SECTIONS = (Section("Versions", VERSION_KEYS),)
FREQUENCY_SECTIONS = (
    Section("Frequencies", FREQUENCY_KEYS),
    Section("Moving in the table", CELL_TABLE_KEYS, "table"),
)
MATRIX_SECTIONS = (
    Section("Matrices", MATRIX_KEYS),
    Section("Moving in the table", CELL_TABLE_KEYS, "table"),
)
OUTCOME_SECTIONS = (
    Section("Outcomes", OUTCOME_KEYS),
    Section("Moving in the table", CELL_TABLE_KEYS, "table"),
)
AGREEMENT_SECTIONS = (Section("Agreement", AGREEMENT_KEYS),)
CONSENSUS_SECTIONS = (Section("Consensus", CONSENSUS_KEYS),)
MERGE_SECTIONS = (Section("Merge", MERGE_KEYS),)
CONFLICT_SECTIONS = (Section("Conflicts", CONFLICT_KEYS),)
MEMO_LIST_SECTIONS = (Section("Memos", MEMO_LIST_KEYS),)
PASSAGE_SECTIONS = (
    Section("Passages", PASSAGE_KEYS),
    Section("Moving in the passages", PASSAGE_LIST_KEYS, "list"),
)
LOG_SECTIONS = (Section("Log", LOG_KEYS),)
CODEBOOK_SECTIONS = (Section("Codebook", CODEBOOK_KEYS),)
PICKER_SECTIONS = (Section("Code picker", PICKER_KEYS),)
MEMO_SECTIONS = (Section("Memo", MEMO_KEYS),)
DEAL_SECTIONS = (Section("Dealing transcripts out", DEAL_KEYS),)
FACTS_SECTIONS = (Section("What is said of a transcript", FACTS_KEYS),)
APP_SECTIONS = (Section("Project and coding", APP_KEYS),)

_SCREENS_WORKED_IN = (
    PROJECT_SECTIONS,
    CODING_SECTIONS,
    IMPORT_SECTIONS,
    PSEUDONYM_SECTIONS,
    PLACEMENT_SECTIONS,
    VERSION_SECTIONS,
    MERGE_SECTIONS,
    CONFLICT_SECTIONS,
    FREQUENCY_SECTIONS,
    MATRIX_SECTIONS,
    OUTCOME_SECTIONS,
    AGREEMENT_SECTIONS,
    CONSENSUS_SECTIONS,
    MEMO_LIST_SECTIONS,
    PASSAGE_SECTIONS,
    LOG_SECTIONS,
    CODEBOOK_SECTIONS,
)
_DIALOGS = (PICKER_SECTIONS, MEMO_SECTIONS, FACTS_SECTIONS, DEAL_SECTIONS)
SCREENS = (*((*APP_SECTIONS, *sections) for sections in _SCREENS_WORKED_IN), *_DIALOGS)
"""The sections whose keys are there at the same time: no key can do two things in one of these."""

ALL_SECTIONS = tuple(dict.fromkeys(section for sections in SCREENS for section in sections))
"""Every section once, in the order of the documentation."""


def full_description(binding: Binding) -> str:
    """Return what a key does, in full; the footer has a shorter word."""
    return binding.tooltip or binding.description


_SIGNS = {
    "colon": ":",
    "full_stop": ".",
    "comma": ",",
    "semicolon": ";",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "apostrophe": "'",
    "equals_sign": "=",
    "question_mark": "?",
    "exclamation_mark": "!",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "number_sign": "#",
    "underscore": "_",
    "quotation_mark": '"',
    "space": "Space",
    "escape": "Esc",
    "enter": "Enter",
    "delete": "Del",
    "tab": "Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "home": "Home",
    "end": "End",
}


def shown_keys(keys: str) -> str:
    """Return a binding's keys as people write them: `Shift+←`, `F2`, `R`."""
    shown = []
    for key in keys.split(","):
        *held, last = key.split("+")
        named = _SIGNS.get(last) or (last.upper() if last[0] == "f" and last[1:] else last)
        shown.append("+".join([*(modifier.capitalize() for modifier in held), named]))
    return "  ".join(shown)
