"""The only errors a user is shown: one line what, one line what to do."""

import shlex
import traceback
from pathlib import Path

_PACKAGE = Path(__file__).parent


class KodeverkError(Exception):
    """Something a person can act on.

    `message` says what is wrong, naming file and line where there is one; `hint` says what to do.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadInput(KodeverkError):
    """A file, a value or an option cannot be used as it is."""


class NoTranscript(BadInput):
    """A file to import is sound, and something else than a transcript."""


class BadProject(KodeverkError):
    """The file or address given as PROJECT cannot be opened as one."""


class BadAddress(BadProject):
    """The address of a database is not written as one: a wrong use of the program."""


class Damaged(BadProject):
    """The file given as PROJECT holds what no program has written."""


class NotFound(KodeverkError):
    """A name fits nothing in the project, or more than one thing."""


class UnclearCoder(NotFound):
    """A name that fits two coders, or is like the name of one: a person has to say who is meant.

    `fitting` are names and ids. With `alike` none of them has exactly this name, or exactly this
    id, and somebody new may be meant as well. `answer` is the option that says who is meant.
    """

    def __init__(
        self,
        name: str,
        fitting: tuple[tuple[str, str], ...],
        *,
        alike: bool = False,
        answer: str = "--coder {id}",
    ) -> None:
        listed = "; ".join(f"{known} {identity}" for known, identity in fitting)
        first, last = fitting[0][1], fitting[-1][1]
        if all(known == name for known, _ in fitting):
            both = shlex.quote(f"{name}={name}")
        else:
            both = f"{last}={first}"
        super().__init__(
            f"there is no coder who is exactly {name!r}, but like that: {listed}"
            if alike
            else f"{name!r} fits several coders: {listed}",
            f"Say by the id who is meant, as in {answer.format(name=name, id=first)}; "
            + (
                f"somebody else is made by: kodeverk coders PROJECT --add {name!r}"
                if alike
                else f"or that they are one: kodeverk coders PROJECT --join {both}"
            ),
        )
        self.name = name
        self.fitting = fitting
        self.alike = alike


class StaleWrite(KodeverkError):
    """Somebody changed the same thing since it was read."""


class Refused(KodeverkError):
    """The project is sound and the request clear, but carrying it out would lose something."""


class Busy(Refused):
    """Somebody else has been at work in the project's database for longer than one waits."""


class Unconfirmed(KodeverkError):
    """The connection was lost while a step was saved, and whether it was is not known."""

    def __init__(self) -> None:
        super().__init__(
            "the connection to the database was lost while this was being saved, and nobody can "
            "say yet whether it was",
            "When the server answers again, look before you do it again: kodeverk log",
        )


class Question(KodeverkError):
    """Something a person must say yes to first.

    `question` asks; a yes is handed back as `about`, the id of what it is about.
    """

    def __init__(self, message: str, question: str, about: str) -> None:
        super().__init__(message, "Say --yes to do it.")
        self.question = question
        self.about = about


def program_fault(error: BaseException) -> str:
    """Name a fault of the program by its kind and place: what it says may quote an interview."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _PACKAGE in Path(frame.filename).parents]
    place = ours[-1] if ours else frames[-1]
    where = place.filename if not ours else Path(place.filename).relative_to(_PACKAGE.parent)
    return (
        f"a fault in Kodeverk itself: {type(error).__name__} in {Path(where).as_posix()}, "
        f"line {place.lineno}"
    )
