"""The only errors a user is shown: one line what, one line what to do."""


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


class NotFound(KodeverkError):
    """A name fits nothing in the project, or more than one thing."""


class StaleWrite(KodeverkError):
    """Somebody changed the same thing since it was read."""


class Refused(KodeverkError):
    """The project is sound and the request clear, but carrying it out would lose something."""
