"""What is remembered between scans changes no answer, and does not grow."""

from __future__ import annotations

import json
import time

import pytest

from labcoat.core.arguments import Arguments
from labcoat.core.families import CHECKERS
from labcoat.core.hook import make_checker
from labcoat.core.keys.engine import Finder
from labcoat.core.keys.memory import ClueMemory
from labcoat.core.keys.providers import load_detectors
from tests.cases import notebook
from tests.jupyter.worker.asking import CORPUS, KEY, Worker

NOTEBOOKS = sorted(CORPUS.rglob("*.ipynb"))


def found(path, data, memory):
    before, Finder.memory = Finder.memory, memory
    try:
        checker = make_checker(CHECKERS, Arguments())
        checker.follows = False
        checker.check_bytes(path, data)
    finally:
        Finder.memory = before
    assert checker.outcome.errors == []
    return checker.outcome.findings


def changed(data, number):
    """The notebook with a key in one of its cells, and one less in another."""
    made = json.loads(data)
    cells = [cell for cell in made["cells"] if cell["cell_type"] == "code"]
    if cells:
        cells[number % len(cells)]["source"] = f'x = "{KEY}"\nimport torch\ntorch.load(x)\n' + "# word\n" * 100
        cells[number * 7 % len(cells)]["outputs"] = [{"output_type": "stream", "text": f"token={KEY} " + "a b " * 200}]
    return json.dumps(made).encode()


@pytest.mark.parametrize("part", range(4))
def test_a_memory_changes_no_answer(monkeypatch, part):
    monkeypatch.chdir(CORPUS)
    memory = ClueMemory()
    seen = 0
    for number, path in enumerate(NOTEBOOKS[part::12]):
        data = path.read_bytes()
        name = path.relative_to(CORPUS).as_posix()
        found(name, data, memory)
        try:
            saves = [data, changed(data, number), data]
        except (ValueError, KeyError, TypeError):
            saves = [data]
        for save in saves:
            expected = found(name, save, None)
            assert found(name, save, memory) == expected
            seen += len(expected)
    assert seen > 20
    assert len(memory) > 20


def test_texts_are_told_apart_by_what_looks_for_keys(monkeypatch):
    memory = ClueMemory()
    monkeypatch.setattr(Finder, "memory", memory)
    text = f"{KEY} " * 20
    rows = load_detectors()
    everything, nothing = Finder(rows), Finder([row for row in rows if row.name != "huggingface-token"])
    for finder, count in ((everything, 20), (nothing, 0), (everything, 20), (Finder(rows), 20)):
        assert len(list(finder.find([text], ["text"]))) == count
    assert len(memory) == 2


def test_a_thousand_saves_take_no_more_room_than_there_is(monkeypatch):
    memory = ClueMemory(most_bytes=100_000)
    monkeypatch.setattr(Finder, "memory", memory)
    finder = Finder(load_detectors())
    sizes = []
    for number in range(1_000):
        texts = [f'api_key_{number} = "{KEY}" ' * 20, f"quiet words {number} " * 40, "the same words " * 40]
        assert len(finder.clues(texts)) >= 1
        sizes.append((len(memory), memory.size))
    assert max(size for _, size in sizes) <= 100_000
    assert max(count for count, _ in sizes) < 400
    assert sizes[500:].count(sizes[-1]) > 1


def test_what_is_seen_often_stays():
    memory = ClueMemory(most_bytes=3_000)
    looked = []

    def look(texts):
        looked.extend(texts)
        return {}

    for number in range(100):
        memory.clues(b"a", ["often " * 100, f"once {number} " * 100], look)
    assert looked.count("often " * 100) == 1
    assert len(memory) == 10


def big(cells, changed_cell):
    """A notebook of logs of ten thousand characters a cell."""
    made = json.loads(notebook(*[f"print({number})" for number in range(cells)]))
    for number, cell in enumerate(made["cells"]):
        words = [f"{number * line % 9973 / 7} loss={line * 31 % 997 / 13}\n" for line in range(1, 400)]
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": words}]
    made["cells"][changed_cell]["source"] = f'x = "{KEY}"'
    return json.dumps(made)


def test_a_changed_cell_costs_much_less_than_the_notebook(tmp_path):
    times = []
    with Worker(tmp_path) as worker:
        worker.scan("a.ipynb", notebook("import torch"))
        for number in range(6):
            content = big(300, number * 3)
            start = time.perf_counter()
            report = worker.scan("a.ipynb", content)
            times.append(time.perf_counter() - start)
            assert [finding["cell"] for finding in report["findings"]] == [number * 3 + 1]
    assert min(times[1:]) < times[0] / 2
