"""A run that is killed at any instant leaves every file old or new, and the next run leaves no temporary file.

`LABCOAT_KILLS` says how many runs to kill; without it there are few, so that the suite stays quick.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING

from labcoat.strip_outputs import Options, strip

if TYPE_CHECKING:
    from pathlib import Path

KILLS = int(os.environ.get("LABCOAT_KILLS", "40"))
FILES = 50
COMMAND = [sys.executable, "-u", "-m", "labcoat.strip_outputs"]


def dirty_notebook(number: int) -> str:
    output = {"name": "stdout", "output_type": "stream", "text": [f"{number}\n"] * (40 * (number % 7 + 1))}
    cell = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [output], "source": [f"{number}"]}
    return json.dumps({"cells": [cell] * 3, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, indent=1)


OLD = {f"{number}.ipynb": dirty_notebook(number) for number in range(FILES)}
NEW = {name: strip(text, Options({})).text for name, text in OLD.items()}


def start(directory: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*COMMAND, *OLD], cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def kill_at_random(directory: Path, random: Random) -> None:
    """Kill a run after some of its lines and a moment more: while it starts, reads, writes, renames or ends."""
    with start(directory) as process:
        assert process.stdout is not None
        for _ in range(random.randint(-5, FILES)):
            process.stdout.readline()
        for _ in range(random.randrange(60_000)):
            pass
        process.kill()


def test_every_file_is_old_or_new(tmp_path: Path) -> None:
    halfway = 0
    for seed in range(KILLS):
        for name, text in OLD.items():
            (tmp_path / name).write_text(text)
        kill_at_random(tmp_path, Random(seed))
        found = {name: (tmp_path / name).read_text() for name in OLD}
        assert [name for name in OLD if found[name] not in (OLD[name], NEW[name])] == [], seed
        halfway += len({found[name] == NEW[name] for name in OLD}) == 2
        with start(tmp_path) as process:
            process.communicate()
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == NEW, seed
    assert halfway > KILLS / 4, "most of the runs were killed before or after all the work"
