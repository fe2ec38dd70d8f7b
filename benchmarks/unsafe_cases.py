"""Labelled files: which rules have to report something in them, written from how people write, before the rules were.

`unsafe_cases/*.txt`: `=== path | rules` and the file's text; no rule for a file that is fine. A notebook's cells are
separated by `----`. `<KEY>` stands for a key, which is put together here.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from benchmarks.unsafe_rows import Case, write_case
from labcoat.core.families import load_rules
from tests.all_rows import FAMILIES
from tests.cases import notebook

DIRECTORY = Path(__file__).parent / "unsafe_cases"
KEY = sha256(b"labcoat").hexdigest()[:40]


def write_cases(scratch: Path) -> list[Case]:
    """Write every labelled file below `scratch`."""
    blocks = [block for path in sorted(DIRECTORY.glob("*.txt")) for block in _blocks(path)]
    return [write_case(scratch, number, *block) for number, block in enumerate(blocks)]


def _blocks(path: Path) -> list[tuple[frozenset[str], frozenset[str], str, str]]:
    every = frozenset([rule.name for rules in load_rules(FAMILIES).values() for rule in rules if not rule.opt_in])
    found = []
    for block in f"\n{path.read_text(encoding='utf-8')}".split("\n=== ")[1:]:
        head, _, text = block.partition("\n")
        file, _, rules = head.partition(" |")
        text = text.replace("<KEY>", KEY)
        text = notebook(*text.rstrip("\n").split("\n----\n")) if file.endswith(".ipynb") else f"{text.rstrip()}\n"
        expected = frozenset(rules.split())
        found.append((expected, every - expected, file, text))
    return found
