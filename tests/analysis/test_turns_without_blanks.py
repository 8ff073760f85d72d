"""Interviews in scripts without blanks between words, and facts that are whole sentences."""

import pytest

from tests.transcript_files import SAID, recognition_of

SPOKEN = (
    "我们每天早上都去海边看船。",
    "那个时候天气比现在冷得多，我记得很清楚",
    "是我叔叔教我怎么做的。",
    "好",
    "没有人问过它值多少钱，大家都不在乎",
    "海湾旁边只有两座房子。",
)
FACTS = ("采访人", "被采访人", "采访内容")
TOPICS = ("主题一：当前行为与使用情境", "主题二：认知与态度", "主题三：技术接受度与产品期望")


def interview(asks: str, answers: str, facts: tuple[str, ...], words: tuple[str, ...]) -> str:
    sheet = "".join(f"{fact}：{value}\n" for fact, value in zip(facts, words, strict=True))
    talk = "".join(f"{asks}：你记得第{at}年吗？\n{answers}：{SPOKEN[at]}\n" for at in range(6))
    return f"{sheet}\n{talk}\n\n"


def test_facts_before_full_width_colons_above_each_interview_are_no_speakers() -> None:
    people = [("林", "王"), ("周", "王"), ("周", "何")]
    text = "".join(
        interview(one, other, FACTS, (f"{one}溢", f"{other}轶风 一年级学生", "用户对软件的看法"))
        for one, other in people
    )
    reading = recognition_of(text)
    assert reading.speakers == {"林": 6, "王": 12, "周": 12, "何": 6}


def test_short_answers_before_full_width_colons_are_said() -> None:
    names = ("林", "王", "何")
    talk = [f"{name}：{words}\n" for words in ("好", "对啊", "嗯") for name in names]
    text = "".join(
        f"周：你记得第{at}年吗？\n" + "".join(talk[3 * (at % 3) : 3 * (at % 3) + 3])
        for at in range(9)
    )
    assert recognition_of(text).speakers == {"周": 9, "林": 9, "王": 9, "何": 9}


def test_headings_that_count_in_words_and_come_back_in_each_interview_are_no_speakers() -> None:
    def part(topic: str, name: str, at: int) -> str:
        said = [SPOKEN[(at + step) % 6] for step in range(9)]
        return f"{topic}\n" + "".join(f"主持人：为什么呢？\n{name}：{words}\n" for words in said)

    names = ("李女士", "陈女士", "张先生", "何先生")
    text = "".join(
        f"访谈对象：{name}\n访谈时间：晚上\n访谈方式：线上视频\n"
        + "".join(part(topic, name, at) for at, topic in enumerate(TOPICS))
        for name in names
    )
    assert recognition_of(text).speakers == {"主持人": 108} | dict.fromkeys(names, 27)


def rounds(told: str) -> str:
    """Return four interviews, each below facts of which the first ends in a full stop."""
    names = ("Ida", "Tora", "Kari", "Ola")
    return "".join(
        f"Interview {1 + number}\nWho: {told.format(name)}\nWhen: at night\nHow: by telephone\n"
        + "".join(f"Asker: Why so?\n{name}: {SAID[(number + at) % 6]}\n" for at in range(6))
        for number, name in enumerate(names)
    )


def test_a_fact_that_is_a_sentence_among_those_above_each_interview_is_no_speaker() -> None:
    told = "{}, 21 years, a student of the last year, who lives with three others by the bay."
    assert "Who" not in recognition_of(rounds(told)).speakers


@pytest.mark.parametrize("replies", [("Yes", "No"), ("By the bay", "In the loft")])
def test_who_answers_in_a_sentence_beside_two_who_answer_in_a_word_speaks(
    replies: tuple[str, str],
) -> None:
    text = "".join(
        f"Asker: Who of you mended that boat in {1950 + at}?\n"
        f"Ida: {words} It was long ago, I think, and nobody of us knows it any more now.\n"
        f"Tora: {replies[at % 2]}\nOla: {replies[(at + 1) % 2]}\n"
        for at, words in enumerate(SAID)
    )
    assert recognition_of(text).speakers == {"Asker": 6, "Ida": 6, "Tora": 6, "Ola": 6}


def joined(names: tuple[str, str]) -> str:
    """Return a talk as a page shows it, the time right behind the name."""
    return "".join(
        f"{name}{at:02}:{12 + step}\n{SPOKEN[(at + step) % 6]}\n"
        for at in range(6)
        for step, name in enumerate(names)
    )


@pytest.mark.parametrize("names", [("吴滢", "胡恩林"), ("Kari Nord", "Ola")])
def test_a_name_right_before_a_time_that_ends_the_line_speaks(names: tuple[str, str]) -> None:
    assert recognition_of(joined(names)).speakers == dict.fromkeys(names, 6)


def test_a_date_before_a_time_above_each_talk_is_no_speaker() -> None:
    names = ("吴滢", "胡恩林")
    text = "".join(f"采访\n2026年5月{at}日 上午 0:14\n\n{joined(names)}\n" for at in range(1, 4))
    assert {*recognition_of(text).speakers} == {*names}
