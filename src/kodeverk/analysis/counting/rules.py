"""The counting rules as text: what goes with every figure that leaves the program.

docs/counting.md explains each with an example.
"""

RULES = (
    "1. Scope: transcripts finished in the round, unless the scope is started. A group or role "
    "with transcripts but none in scope is '..', not coded.",
    "2. Basis: final takes each transcript's consensus if that is finished, else its main coder; "
    "a transcript with several finished coders and neither is unsettled and left out. All takes "
    "every chosen coder, persons or consensus and never both. Coder takes one.",
    "3. A transcript finished under a codebook version without a code, or before there was a "
    "codebook, and not read again for it, is left out for that code, and for its theme; where "
    "none is left the row is '..'. One read for a code that was split has been read for the codes "
    "made of it, as soon as its coder has decided on the codings there.",
    "4. Codings are rows: one coder's use of one code on one passage. Those of one coder and code "
    "on the same words are one.",
    "5. Passages are connected groups of codings of one code in one transcript that share at "
    "least one character; merely adjacent codings are two passages.",
    "6. Words are covered words, each counted once. A word is an unbroken run of non-space "
    "characters in a turn that holds a letter or a digit; it is covered when any of its "
    "characters is. Speaker labels hold no words.",
    "7. Turns are those with at least one covered word; speakers are distinct persons with at "
    "least one covered word, and speakers joined to one informant are one person; transcripts are "
    "those with at least one such coding. Who says no word in a transcript, or was forgotten, is "
    "nobody in it and in no denominator.",
    "8. A role's row has the codings that touch its turns, grouped into passages on their whole "
    "spans, and the turns, words and speakers of that role only. The role 'all' covers "
    "informants, not the interviewer and not an interpreter. Roles need not add up.",
    "9. An interpreter's turn that speaks for somebody counts as that person's.",
    "10. A theme counts the union over its codes and itself, never the sum, within one codebook. "
    "Counts are never summed over codebooks.",
    "11. Each facet value has rows of its own, and so has 'unset'; passages may carry several "
    "values, so they need not add up. A facet belongs to the codes it names, else to those of the "
    "codebooks that list it; where it cannot be carried there is no row.",
    "12. Compare groups by the speakers who have the code, of the speakers in scope "
    "(of_speakers). Passages show volume and never stand alone in a comparison.",
    "13. 0 means read and not found. Suppressed is ':', unknown or not coded '..', not applicable "
    "'.', and none of them is 0. A group without transcripts is absent.",
    "14. Municipalities are today's; the number valid on the interview date is kept with the "
    "transcript. '-' is no municipality. By variable, a group is a value that somebody who speaks "
    "has. By coder, a row is about that coder's transcripts alone.",
    "15. Reserve codes (not counted) are in no figure. Text that shares characters with an "
    "X-IDENT coding is shown with […] in their place unless identifying text was asked for.",
    "16. After a text was corrected, a coding counts where it is surely placed in the new text. "
    "One that waits for a person to decide, or was set aside, is in no figure; where a "
    "transcript's only codings of a code wait, it is left out for that code as in 3. Where one of "
    "several waits, the transcript is left out of each row of a role or a theme in which it has "
    "no other, and of the value it carries; no row is 0 because something waits.",
    "17. What a search coded (origin auto) is in no figure of the basis final, and in no "
    "comparison of coders, until its coder has confirmed it, coding by coding; the table says how "
    "many wait for that. On the bases all and coder it counts.",
    "18. Per 1,000 words is the passages of a row per 1,000 words that its of_speakers say in the "
    "transcripts read for the code. Totals are counted, not summed, and there is none over coders "
    "or rounds. By informant, who has no pseudonym stands under role and transcript.",
)
"""The counting rules in short English sentences, numbered as every export prints them."""
