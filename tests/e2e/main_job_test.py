"""The main job, on real notebooks: outputs are stripped, and every `trust_remote_code` is reported at its place."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.runners import Done, Repo, Runner

CORPUS = Path(os.environ.get("LABCOAT_CORPUS", Path(__file__).parents[3] / "shared" / "corpus")) / "notebooks"
HOOKS = ("labcoat-strip-outputs", "labcoat-remote-code")
PLANTED = '# 模型 🙂\nname = "org/name"\nmodel = AutoModel.from_pretrained(\n    "模型", trust_remote_code=True\n)\n'
KEEP_TAGS = {"keep_output", "keep-output"}  # a cell with one of these says that its outputs are meant to be there

Place = tuple[str, int, int, int]


@pytest.fixture(scope="session")
def job(runner: Runner, env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Repo, Done, Done]:
    """A repository of real notebooks, and two runs of the hooks over it."""
    repo = Repo(tmp_path_factory.mktemp("job") / "notebooks", env)
    shutil.copytree(CORPUS, repo.root, dirs_exist_ok=True)
    plant(repo.root)
    runner.configure(repo, *HOOKS, labcoat_remote_code=["--format=concise", "--ignore=unparsed-cell"])
    repo.commit()
    return repo, runner.run(repo, "--all-files"), runner.run(repo, "labcoat-strip-outputs", "--all-files")


def plant(root: Path) -> None:
    """Copies of 40 of the notebooks, in several formats, with remote code in a cell in the middle."""
    (root / "planted").mkdir()
    real = [path for path in notebooks(root) if "cells" in json.loads(path.read_bytes())]
    for number, path in enumerate(real[:: len(real) // 40]):
        data = json.loads(path.read_bytes())
        cell = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": PLANTED}
        data["cells"].insert(len(data["cells"]) // 2, cell)
        text = json.dumps(data, indent=(1, 2, None, "\t")[number % 4], ensure_ascii=number % 3 == 0)
        (root / "planted" / f"{number} é {path.name}").write_text(text, encoding="utf-8")


def notebooks(root: Path) -> list[Path]:
    """All notebooks in a directory, sorted."""
    return sorted(root.rglob("*.ipynb"))


def code_cells(path: Path) -> Iterator[tuple[int, dict[str, object], str]]:
    """(number, cell, source) of a notebook's code cells."""
    data = json.loads(path.read_bytes())
    sheets = [data] if "cells" in data else data.get("worksheets", [])
    cells = [cell for sheet in sheets for cell in sheet.get("cells", [])]
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] == "code":
            yield number, cell, "".join(cell.get("source", cell.get("input", "")))


def remote_code(root: Path) -> list[Place]:
    """Where the notebooks say `trust_remote_code=True`, as Python itself sees it."""
    found = []
    for path in notebooks(root):
        for number, _, source in code_cells(path):
            if "trust_remote_code" in source:
                found += [(path.relative_to(root).as_posix(), number, *place) for place in keywords(source)]
    return sorted(found)


def keywords(source: str) -> Iterator[tuple[int, int]]:
    """(line, column) of the keyword in a cell whose magics are left out."""
    lines = ["pass" if line.startswith(("%", "!")) else line for line in source.split("\n")]
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.keyword) and node.arg == "trust_remote_code" and ast.unparse(node.value) == "True":
            yield node.lineno, len(lines[node.lineno - 1].encode()[: node.col_offset].decode()) + 1


def test_every_place_is_reported_and_nothing_else(job: tuple[Repo, Done, Done]) -> None:
    repo, first, _ = job
    expected = remote_code(repo.root)
    assert len(expected) >= 40
    assert first.places("trust-remote-code") == expected


def test_both_hooks_fail_on_the_first_run(job: tuple[Repo, Done, Done]) -> None:
    _, first, _ = job
    assert first.code == 1
    assert len(re.findall(r"\.\.Failed$", first.output, re.MULTILINE)) == 2
    assert "Traceback" not in first.output


def test_no_outputs_remain(job: tuple[Repo, Done, Done]) -> None:
    repo, _, _ = job
    left = [
        (path.name, number) for path in notebooks(repo.root) for number, cell, _ in code_cells(path) if has_run(cell)
    ]
    assert left == []


def has_run(cell: dict[str, object]) -> bool:
    """Whether a cell has outputs or a count that it does not say it keeps."""
    metadata = cell.get("metadata", {})
    kept = metadata.get("keep_output") or KEEP_TAGS & set(metadata.get("tags") or ())
    return not kept and bool(cell.get("outputs") or cell.get("execution_count") or cell.get("prompt_number"))


def test_the_second_run_is_clean(job: tuple[Repo, Done, Done]) -> None:
    _, _, second = job
    assert second.code == 0, second.output


def test_the_diff_shows_only_what_stripping_needs(job: tuple[Repo, Done, Done]) -> None:
    repo, first, _ = job
    changed = repo.git("-c", "core.quotePath=false", "diff", "--name-only", "-z").split("\0")[:-1]
    assert sorted(changed) == sorted(re.findall(r"^ *(.+): stripped ", first.output, re.MULTILINE))
    assert len(changed) >= 100
    added = [line for name in changed for line in added_lines(repo, name)]
    assert [line for line in added if not is_needed(line)] == []


def added_lines(repo: Repo, name: str) -> Iterator[str]:
    """The lines that a notebook has gained; a notebook on one line is all of it."""
    old = repo.git("show", f"HEAD:{name}").splitlines()
    if len(old) > 1:
        known = {line.rstrip(",") for line in old}  # the last of several keys has no comma
        yield from (line for line in repo.read(name).splitlines() if line.rstrip(",") not in known)


def is_needed(line: str) -> bool:
    return line.strip().rstrip(",") in {
        '"execution_count": null',
        '"prompt_number": null',
        '"outputs": []',
        '"metadata": {}',
    }


def test_odd_notebooks_are_stripped_or_named(runner: Runner, repo: Repo) -> None:
    shutil.copytree(CORPUS.parent / "notebooks-odd", repo.root, dirs_exist_ok=True)
    runner.configure(repo, *HOOKS)
    repo.commit()
    output = runner.run(repo, "--all-files").output
    assert "Traceback" not in output
    assert "internal error" not in output
    unstripped = [path.relative_to(repo.root).as_posix() for path in notebooks(repo.root) if not is_stripped(path)]
    assert [name for name in unstripped if f"{name}: " not in output or f"--> {name}:" not in output] == []
    assert sorted(Path(name).name for name in unstripped) == ["invalid_extension.ipynb", "not_json.ipynb"]


def is_stripped(path: Path) -> bool:
    """Whether a file is JSON without outputs."""
    try:
        return not any(has_run(cell) for _, cell, _ in code_cells(path))
    except ValueError:
        return False
