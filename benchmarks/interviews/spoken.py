"""Constructed speech in fifteen languages: sentences without meaning, and words of a cover page.

A sentence is made of a language's small words, of stems built of its syllables, and of what people
put into talk: names, numbers, clock times, quotations, colons, marks of what is heard.
"""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

_LANGUAGES = Path(__file__).with_name("languages.txt")
"""A table a language: the kind of word, a colon, and the words between `|`."""
NAMES = {
    "en": "Alice Brenda Carl Doreen Edith Frank Grace Howard Irene Joan Kevin Lucy Martin Nora",
    "de": "Anke Bernd Clara Dieter Elke Frieda Günter Heike Inge Jürgen Käthe Lothar Uwe Sabine",
    "fr": "Aurélie Benoît Chloé Didier Élodie Fabrice Gaëlle Hervé Inès Jérôme Laëtitia Noël",
    "pl": "Agnieszka Bogdan Celina Dorota Elżbieta Grażyna Jacek Łukasz Małgorzata Paweł Żaneta",
    "ru": "Анна Борис Вера Галина Дмитрий Елена Жанна Иван Ксения Лидия Мария Ольга Пётр Тамара",
    "ar": "أحمد فاطمة سعيد ليلى محمود نادية يوسف هدى كريم سلمى عمر زينب",
    "fa": "احمد فاطمه رضا مریم حسین زهرا علی نرگس بهرام شیرین کاوه لاله",
    "nb": "Aslaug Bjørn Cecilie Dagfinn Ellinor Frøydis Gudmund Håkon Ingvild Jørn Kjersti Øystein",
}
"""First names by language; the others take those of the language nearest to them."""

_SURNAMES = {
    "en": "Ashby Barlow Croft Denholm Eastham Farrow Garside Hobday Ingram Jessop Kershaw Lomax",
    "de": "Ahrens Böhme Claasen Dörfler Ebner Förster Grünwald Hübner Jäger Köster Lüders Weiß",
    "fr": "Arnoux Besson Carré Delmas Étienne Fournel Guérin Hébert Joubert Lefèvre Moreau",
    "pl": "Adamczyk Bąk Ćwik Dąbrowska Gołąb Jabłońska Kłos Łącki Mróz Nowicka Zięba Żak",
    "ru": "Авдеев Белова Громов Данилова Ефимов Зуева Климов Лапина Морозов Орлова Рябов",
    "ar": "الحسن النجار السيد الخطيب القاضي المصري العلي حداد خوري",
    "fa": "احمدی رضایی کریمی محمدی نوری صادقی حسینی رحیمی",
    "nb": "Aasen Bakke Dale Eide Fjeld Grønli Hagen Iversen Kvam Lunde Myhre Nordbø Øverås",
}
_NEAREST = {"nn": "nb", "sv": "nb", "nl": "de", "es": "fr", "fi": "pl", "tr": "pl", "uk": "ru"}
_POOL = 700
"""So many sentences of each kind are made of a language; an interview draws from them."""
_INVENTED = "aeiouáéíøåæöüäõ", "bdfgklmnprstvzščžñ"


class Language(NamedTuple):
    """The words of a language by kind, and sentences made of them."""

    key: str
    words: dict[str, tuple[str, ...]]
    sentences: tuple[str, ...]
    questions: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """First names that people who speak it may have."""
        return NAMES[self._near].split()

    @property
    def surnames(self) -> list[str]:
        """Surnames that people who speak it may have."""
        return _SURNAMES[self._near].split()

    @property
    def _near(self) -> str:
        return _NEAREST.get(self.key, self.key)

    @property
    def from_right(self) -> bool:
        """Whether it is written from right to left."""
        return self.key in ("ar", "fa")


def _tables() -> dict[str, dict[str, tuple[str, ...]]]:
    tables: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in _LANGUAGES.read_text(encoding="utf-8").splitlines():
        kind, colon, words = line.partition(": ")
        if not colon:
            table = tables[kind] = {}
        elif kind in ("small", "syllables"):
            table[kind] = tuple(words.replace("|", " ").split())
        else:
            table[kind] = tuple(words.split("|"))
    return tables


_TABLES = _tables()
LANGUAGES = tuple(_TABLES)


@cache
def language(key: str) -> Language:
    """Return the language with a key of LANGUAGES; its sentences are always the same."""
    dice = random.Random(f"sentences of {key}")
    words = _TABLES[key]
    names = NAMES[_NEAREST.get(key, key)].split()
    stems = sorted(
        {"".join(dice.sample(words["syllables"], dice.choice((2, 2, 3)))) for _ in range(900)}
    )
    sentences = tuple(_sentence(dice, words, stems, names, key) for _ in range(_POOL))
    questions = tuple(_question(dice, words, stems, key) for _ in range(_POOL // 3))
    return Language(key, words, sentences, questions)


def invented_name(dice: random.Random) -> str:
    """Return a first name that nobody has, with whatever letters."""
    vowels, others = _INVENTED
    syllables = [dice.choice(others) + dice.choice(vowels) for _ in range(dice.choice((2, 2, 3)))]
    return "".join(syllables).capitalize() + dice.choice(("", "", "n", "š", "t"))


def _phrase(
    dice: random.Random, words: dict[str, tuple[str, ...]], stems: Sequence[str], length: int
) -> list[str]:
    return [dice.choice(words["small"] if dice.random() < 0.62 else stems) for _ in range(length)]


def _sentence(
    dice: random.Random,
    words: dict[str, tuple[str, ...]],
    stems: Sequence[str],
    names: Sequence[str],
    key: str,
) -> str:
    length = max(2, min(45, round(dice.lognormvariate(2.2, 0.6))))
    said = _phrase(dice, words, stems, length)
    for place in range(6, length - 3, 8):
        if dice.random() < 0.6:
            said[place] += "،" if key in ("ar", "fa") else ","
    _put_in(dice, words, stems, names, said)
    said[0] = said[0][0].upper() + said[0][1:]
    ending = dice.choices((".", "!", "...", "?", " –"), (90, 2, 4, 2, 2))[0]
    return " ".join(said) + (ending.replace("?", "؟") if key in ("ar", "fa") else ending)


def _put_in(
    dice: random.Random,
    words: dict[str, tuple[str, ...]],
    stems: Sequence[str],
    names: Sequence[str],
    said: list[str],
) -> None:
    """Put into every fourth sentence something that is not a word like others."""
    quoted = " ".join(_phrase(dice, words, stems, 4)).capitalize()
    event = dice.choice(words["events"])
    oddities = (
        (75, ""),
        (6, dice.choice(names)),
        (4, dice.choice(("3", "12", "40", "1987", "2015", "250"))),
        (2, f"{dice.randint(6, 22)}:{dice.choice(('00', '15', '30'))}"),
        (1.5, dice.choice(words["said"]) + ":"),
        (3, f"“{quoted}”"),
        (2.5, f"[{event}]"),
        (1.5, f"({event})"),
        (0.5, f"[{event} {dice.randint(0, 1):02}:{dice.randint(10, 59)}:{dice.randint(10, 59)}]"),
        (2, "–"),
        (2, "..."),
    )
    weights, possible = zip(*oddities, strict=True)
    odd = dice.choices(possible, weights)[0]
    if odd:
        said.insert(max(1, len(said) // 2), odd)


def _question(
    dice: random.Random, words: dict[str, tuple[str, ...]], stems: Sequence[str], key: str
) -> str:
    telling = dice.random() < 0.18
    first = dice.choice(words["tell" if telling else "ask"])
    rest = " ".join(_phrase(dice, words, stems, max(3, min(22, round(dice.gauss(8, 4))))))
    mark = "." if telling else "؟" if key in ("ar", "fa") else "?"
    return f"{'¿' if key == 'es' and not telling else ''}{first} {rest}{mark}"
