"""The app as its screens know it: where the project is, what stays chosen, the ways elsewhere."""

from contextlib import AbstractContextManager
from typing import Protocol

from kodeverk.model.text import Span
from kodeverk.tui.gateway import Gateway


class Workspace(Protocol):
    """What every screen is given; the app is one.

    `sticky` maps a facet to the values that new codings get, until they are changed.
    """

    gateway: Gateway
    sticky: dict[str, list[str]]

    def key_of(self, name: str) -> str:
        """Return the first key of the binding with this id, as people write it."""

    def errors_shown(self) -> AbstractContextManager[None]:
        """Show what the gateway raises within."""

    def forget_keys(self) -> None:
        """Drop the keys typed ahead."""

    def tell_unclean(self) -> None:
        """Say that words that were withdrawn still lie in the file, and why, if they do."""

    async def open_transcript(
        self, transcript: str, place: str, passage: Span | None = None, back: str = "project"
    ) -> None:
        """Go to the coding screen with a transcript, a passage of it selected.

        From there one goes `back` to a screen by its mode.
        """

    async def move_borders(self, coding: str) -> None:
        """Let movements move the borders of a coding on the coding screen, where one is now."""

    async def find_passages(self, typed: str) -> None:
        """Go to the passages that a line as people type it asks for; nothing: ask for a line."""

    async def list_memos(self, transcript: str | None = None, name: str = "") -> None:
        """Go to the memos of a transcript, or of all, and back to this screen from there."""

    async def show_transcripts(self, words: str) -> None:
        """Go to the project screen, its transcripts narrowed to those that fit some words."""

    async def show_log(self, transcript: str | None = None, name: str = "") -> None:
        """Go to the steps made in a transcript, or to all, and back to this screen from there."""

    async def show_codebook(self, code: str | None = None) -> None:
        """Go to the codebook, a code by id highlighted, and back to this screen from there."""

    async def review_placements(self, transcript: str | None, record: str | None = None) -> None:
        """Go to the review of placements, and back to this screen from there."""

    async def show_versions(self, transcript: str, name: str) -> None:
        """Go to the versions of a transcript's text."""
