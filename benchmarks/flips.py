"""Damage: `python -m benchmarks.flips [--files N] [--seed S]`.

A project file has bits turned over, stretches emptied or copied elsewhere, or its end cut off.
Each such file is named by `verify`, refused, or holds the same texts, codings and figures as
before; no command quotes a word of an interview or has a fault. Prints what became of them, and
ends with 1 when a file did anything else.
"""

import argparse
import gc
import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from benchmarks.kill_jobs import ENVIRONMENT, PROJECT, TALK, begin
from kodeverk.cli.commands import kodeverk

_PAGE = 4096
_LOOKS = (
    ("frequencies", "--scope", "started", "--json"),
    ("status", "--json"),
    ("memos", "--json"),
)
_FAULT = "a fault in Kodeverk itself"
_WORDS = re.compile(r"\w{6,}")


class Outcome(NamedTuple):
    """What was done to a file, and what became of it: `named`, `refused`, `harmless` or a harm."""

    damage: str
    became: str
    harm: str = ""


def damaged(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Return what was done, and the file as it is then."""
    changed = bytearray(data)
    way = chance.choice(("bit", "bit", "bit", "bits", "emptied", "moved", "cut"))
    at = chance.randrange(len(data))
    if way == "cut":
        return f"cut at {at}", data[:at]
    if way == "emptied":
        length = chance.choice((16, 512, _PAGE))
        changed[at : at + length] = bytes(min(length, len(data) - at))
        return f"{length} bytes emptied at {at}", bytes(changed)
    if way == "moved":
        one, other = (chance.randrange(len(data) // _PAGE) * _PAGE for _ in range(2))
        changed[one : one + _PAGE] = data[other : other + _PAGE]
        return f"page at {other} written at {one}", bytes(changed)
    places = [at, *(chance.randrange(len(data)) for _ in range(7 if way == "bits" else 0))]
    for place in places:
        changed[place] ^= 1 << chance.randrange(8)
    return f"bits at {places}", bytes(changed)


class Damage:
    """A project, and what its commands say of it while it is whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        begun = folder / "begun"
        begun.mkdir()
        begin(begun)
        self._whole = begun / PROJECT
        self.data = self._whole.read_bytes()
        self._said = self._looked(self._whole)
        self._exported = self._csv(self._whole)
        self._words = {*_WORDS.findall(TALK)}

    def outcome(self, damage: str, data: bytes) -> Outcome:
        """Return what became of a damaged file."""
        work = self._folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        project = work / PROJECT
        project.write_bytes(data)
        code, told = _call("verify", str(project))
        looked = self._looked(project)
        errors = [told, *(said for ended, said in looked if ended)]
        quoted = sorted(word for word in self._words if any(word in one for one in errors))
        if quoted:
            return Outcome(damage, "quoted", f"quotes {', '.join(quoted)}")
        if any(_FAULT in one for one in errors):
            return Outcome(damage, "fault", next(one for one in errors if _FAULT in one))
        if code:
            return Outcome(damage, "named" if "error" not in told.partition("\n")[0] else "refused")
        if looked != self._said or self._csv(project) != self._exported:
            return Outcome(damage, "unseen", "verify finds it sound, and it says something else")
        return Outcome(damage, "harmless")

    def _looked(self, project: Path) -> list[tuple[int, str]]:
        return [_call(name, str(project), *options) for name, *options in _LOOKS]

    def _csv(self, project: Path) -> dict[str, str]:
        tables = project.parent / "tables"
        _call("export", "csv", str(project), str(tables), "--scope", "started", "--memos")
        found = {one.name: one.read_text(encoding="utf-8") for one in sorted(tables.iterdir())}
        return {name: words for name, words in found.items() if name != "export_info.csv"}


def _call(*arguments: str) -> tuple[int, str]:
    done = CliRunner(env=ENVIRONMENT).invoke(kodeverk, [*arguments])
    return done.exit_code, done.output if done.exit_code else done.stdout


def campaign(files: int, seed: int) -> Iterator[Outcome]:
    """Yield what became of so many damaged files."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        damage = Damage(Path(name))
        for _ in range(files):
            gc.unfreeze()  # what each command froze
            gc.collect()
            yield damage.outcome(*damaged(damage.data, chance))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign as the command line says; return 1 when a file did harm."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("`")[0])
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    found: Counter[str] = Counter()
    for one in campaign(given.files, given.seed):
        found[one.became] += 1
        if one.harm:
            print(f"{one.damage}: {one.harm}", flush=True)
    print(", ".join(f"{became} {count}" for became, count in found.most_common()))
    return int(any(found[harm] for harm in ("quoted", "fault", "unseen")))


if __name__ == "__main__":
    raise SystemExit(main())
