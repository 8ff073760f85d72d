"""The codings of an open transcript, counted as they come and go: a key must not count them all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, ValuesView

from kodeverk.model.records import Coding


class CountedCodings(Mapping[str, Coding]):
    """Codings by id; `of_coder` counts them by coder, `of_code` by coder and code."""

    def __init__(self) -> None:
        self._codings: dict[str, Coding] = {}
        self.of_coder: Counter[str] = Counter()
        self.of_code: Counter[tuple[str, str]] = Counter()

    def __getitem__(self, identity: str) -> Coding:
        return self._codings[identity]

    def __iter__(self) -> Iterator[str]:
        return iter(self._codings)

    def __len__(self) -> int:
        return len(self._codings)

    def values(self) -> ValuesView[Coding]:
        """Return the codings; the view of the dictionary is passed through fastest."""
        return self._codings.values()

    def become(self, codings: Iterable[Coding]) -> None:
        """Keep these codings, and no others; those that are kept already cost next to nothing."""
        now = {coding.id: coding for coding in codings}
        for identity in self._codings.keys() - now.keys():
            self.drop(identity)
        for identity, coding in now.items():
            if self._codings.get(identity) is not coding:
                self.put(coding)

    def put(self, coding: Coding) -> None:
        """Keep a coding, in place of the one with its id if there is one."""
        self._count(self._codings.get(coding.id), -1)
        self._codings[coding.id] = coding
        self._count(coding, 1)

    def drop(self, identity: str) -> None:
        """Keep the coding with this id no longer."""
        self._count(self._codings.pop(identity), -1)

    def _count(self, coding: Coding | None, by: int) -> None:
        if coding is not None:
            self.of_coder[coding.coder] += by
            self.of_code[coding.coder, coding.code] += by
