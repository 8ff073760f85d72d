"""All doubts about a reading, in the order in which they are told."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise

from kodeverk.analysis.recognition.conventions.candidates import Candidate
from kodeverk.analysis.recognition.conventions.layouts import BEHIND, QUESTIONS
from kodeverk.analysis.recognition.decision.blocks import Block
from kodeverk.analysis.recognition.decision.decided import Decision
from kodeverk.analysis.recognition.doubts import label_doubts, line_doubts
from kodeverk.analysis.recognition.doubts.doubt import Doubt
from kodeverk.analysis.recognition.doubts.labels_of_blocks import doubts_of_labels
from kodeverk.analysis.recognition.evidence.speakers import are_names
from kodeverk.analysis.recognition.evidence.weighing import weigh
from kodeverk.analysis.recognition.nets.coming_back import possible_furniture
from kodeverk.analysis.recognition.nets.coverage import possible_talk
from kodeverk.analysis.recognition.nets.excerpts import (
    headings_again,
    heads_of_excerpts,
    words_in_excerpts,
)
from kodeverk.analysis.recognition.nets.further_cells import further_cells
from kodeverk.analysis.recognition.nets.last_turn import possible_headings, unlike_turns
from kodeverk.analysis.recognition.nets.markup import with_markup
from kodeverk.analysis.recognition.nets.narration import (
    possible_facts,
    possible_legend,
    possible_notes,
    possible_persons,
)
from kodeverk.analysis.recognition.nets.odd_labels import (
    asked_again,
    labels_above_facts,
    labels_of_narration,
    nobody_answers,
    other_askers,
)
from kodeverk.analysis.recognition.nets.questions_by_form import below_heading, possible_end
from kodeverk.analysis.recognition.nets.several_interviews import other_people
from kodeverk.analysis.recognition.nets.taken_for_headings import (
    possible_translation,
    possible_words,
    possible_words_behind,
)
from kodeverk.analysis.recognition.nets.unlabelled_words import (
    asked_in_a_group,
    asked_within_answers,
    between_turns,
    in_another_form,
    named_as_in_chat,
)
from kodeverk.analysis.recognition.nets.unlike_lines import unlike_lines
from kodeverk.analysis.recognition.nets.unseen_turns import cues_of_two, possible_turns
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.text.stated_roles import stated_roles
from kodeverk.analysis.recognition.zones.counting_lines import possible_page_numbers

_SURE = 0.6


def doubts_of(
    text: SourceText,
    decision: Decision,
    blocks: Sequence[Block],
    stated: Mapping[str, str],
    repeated: Sequence[tuple[str, str]],
) -> list[Doubt]:
    """Return all doubts about the turns of a `decision`, and the `blocks` that they are.

    `stated` is who labels are, as the file says; `repeated` are the pairs that say words twice.
    """
    chosen, heads = decision.chosen, decision.talk.heads
    told = [
        *label_doubts.of_spellings([*decision.spellings.values()]),
        *label_doubts.not_taken(text, decision.doubted),
        *label_doubts.in_other_forms(text, decision.elsewhere),
    ]
    if text.has_cues:
        told += label_doubts.of_cues_of_two(text, cues_of_two(text, heads))
    else:
        told += label_doubts.of_strays(text, decision.strays)
        told += _of_lines(decision, blocks[-1].end)
    told += line_doubts.of_cells(text, further_cells(text, heads))
    told += line_doubts.of_markup(text, with_markup(text, heads))
    told += label_doubts.of_nameless(text, decision.nameless)
    told += label_doubts.of_form(chosen)
    said = ((block.start, block.end) for block in blocks if not block.resumes)
    told += line_doubts.of_numbers(text, said)
    if chosen.convention in (QUESTIONS, "table column"):
        told_already = decision.places | {head.first for head in decision.nameless.heads}
        told += line_doubts.of_rows(text, heads, told_already)
        told += line_doubts.of_unanswered(text, heads)
    if chosen.convention == "table column":
        told += line_doubts.of_asides(text, chosen.heads)
    told += doubts_of_labels(blocks, stated)
    told += _without_answers(text, chosen, blocks, stated)
    told += label_doubts.of_narration(labels_of_narration(text, chosen.heads), told)
    told += label_doubts.of_echoes(repeated)
    if chosen.score < _SURE:
        told.append(label_doubts.of_whole(chosen))
    return told


def _of_lines(decision: Decision, end: int) -> list[Doubt]:
    """Return the doubts about what is talk, whether all of a turn is said, and by whom.

    The last turn ends at `end`. Who answers the last question writes no report.
    """
    chosen, talk, lying_outside = decision.chosen, decision.talk, decision.outside
    text, heads, places = talk.text, talk.heads, decision.places
    slips = {head.first for head in decision.elsewhere}
    last = max(place for place in text.spoken if place not in places)
    roles = stated_roles({head.label for head in heads}, chosen.stated)
    labelled = {head.first for head in decision.doubted}
    follow_ups = {*asked_within_answers(talk, roles, places)} - slips - labelled
    within = sorted({*possible_turns(talk, places)} - slips - follow_ups)
    report = [place for place in unlike_turns(talk, end, places) if place not in within]
    may_be_behind = chosen.convention == QUESTIONS or all(map(text.is_bare, heads))
    behind = weigh(text, BEHIND).heads if may_be_behind else ()
    ending = [head for head in behind if head.label and head.last not in places]
    without_label = follow_ups.union(in_another_form(talk, places))
    without_label.update(asked_in_a_group(talk, roles, places))
    without_label.update({*named_as_in_chat(talk, places)} - slips - labelled)
    without_label.update(words_in_excerpts(talk, places))
    if "interviewer" not in roles.values():
        without_label.update(between_turns(talk, lying_outside))
    unlabelled = sorted(without_label.difference(within))
    answers = below_heading(talk, lying_outside)
    below = (gap for _, gap in talk.gaps)
    asked = {
        *(answer for question, answer in chain(*map(pairwise, below)) if question in follow_ups),
        *within,
        *unlabelled,
        *answers,
        *labelled,
        *slips,
        *range(min(report, default=last + 1), last + 1),
    }
    heads_again = {*headings_again(talk, lying_outside)} - places
    unlike = {*unlike_lines(talk, places), *heads_of_excerpts(talk, places), *heads_again} - asked
    titles = [place for place in possible_words(text, lying_outside) if place not in unlabelled]
    outside_said = [*possible_talk(text, chosen.convention, heads, places)]
    is_behind = outside_said and outside_said[-1] > heads[-1].first
    return [
        *line_doubts.of_talk_outside(text, outside_said),
        *line_doubts.of_back(text, () if is_behind else possible_words_behind(text, lying_outside)),
        *line_doubts.of_last_turn(text, report, last),
        *line_doubts.of_turns_within(text, within),
        *line_doubts.of_unlabelled(text, unlabelled),
        *line_doubts.of_answers(text, answers),
        *line_doubts.of_notes(text, possible_notes(talk, places)),
        *line_doubts.of_notes(text, possible_facts(talk, places)),
        *line_doubts.of_notes(text, sorted(unlike)),
        *label_doubts.of_other_people(text, other_people(text, heads, places)),
        *line_doubts.of_persons(text, possible_persons(text, heads, places)),
        *line_doubts.of_legend(text, possible_legend(text, chosen.convention, heads, places)),
        *line_doubts.of_titles(text, titles),
        *line_doubts.of_brackets(text, possible_translation(text, lying_outside)),
        *line_doubts.of_numbers_alone(text, possible_page_numbers(talk, places)),
        *line_doubts.of_furniture(text, possible_furniture(talk, places)),
        *line_doubts.of_end(text, possible_end(text, heads, places)),
        *line_doubts.of_heading(text, possible_headings(talk, places)),
        *label_doubts.of_labels_below(text, heads, ending),
        *label_doubts.of_facts(labels_above_facts(text, chosen.heads)),
    ]


def _without_answers(
    text: SourceText, chosen: Candidate, blocks: Iterable[Block], stated: Mapping[str, str]
) -> list[Doubt]:
    """Return the doubt about labels none of which asks what another answers, nor says it asks.

    Or about an interviewer by the label who hardly asks, where another does, or does again.
    """
    said = [
        (block.label, text.source.text[max(0, block.end - 2) : block.end])
        for block in blocks
        if block.label is not None and not block.resumes
    ]
    roles = stated_roles({label for label, _ in said}, stated)
    if "interviewer" in roles.values():
        again = label_doubts.of_headings_that_ask(asked_again(said, roles))
        return [*label_doubts.of_other_askers(other_askers(said, roles)), *again]
    no_answers = nobody_answers(
        said,
        are_names=are_names(text, chosen.heads),
        are_rows=all("\t" in text.line(head.first) for head in chosen.heads),
    )
    return label_doubts.of_no_answers(text, chosen.heads) if no_answers else []
