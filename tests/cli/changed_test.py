"""`--changed-lines`: only what a commit adds, in real repositories."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from random import Random

import pytest

from labcoat.cli import main
from labcoat.core.differences import MOST_COMPARED, difference
from tests.cases import notebook


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("PRE_COMMIT_FROM_REF", "PRE_COMMIT_TO_REF"):
        monkeypatch.delenv(name, raising=False)
    git("init", "--quiet", "--initial-branch=main")
    git("config", "user.email", "a@b.c")
    git("config", "user.name", "n")
    return tmp_path


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout.strip()


def commit(**files: str) -> str:
    """Write files (`a__b` is `a.b`), and commit all; the commit."""
    write(**files)
    git("add", "--all")
    git("commit", "--quiet", "--message", "m", "--no-verify")
    return git("rev-parse", "HEAD")


def write(**files: str) -> None:
    for name, text in files.items():
        Path(name.replace("__", ".")).write_text(text, encoding="utf-8")


def check(capsys: pytest.CaptureFixture[str], *arguments: str, rule: str = "unpinned-requirement") -> list[str]:
    code = main(["check", "--format", "jsonl", "--changed-lines", "--select", rule, *arguments])
    out = capsys.readouterr().out
    found = [f"{finding['path']}:{finding['line']}" for finding in map(json.loads, out.splitlines())]
    assert code == bool(found)
    return found


def test_old_lines_are_quiet_and_new_ones_are_not(project, capsys):
    commit(requirements__txt="numpy\ntorch\n")
    write(requirements__txt="scipy\nnumpy\n# c\ntorch>=2\n")
    git("add", "--all")
    assert check(capsys, ".") == ["requirements.txt:1", "requirements.txt:4"]


def test_what_is_not_staged_counts_too(project, capsys):
    commit(requirements__txt="numpy\n")
    write(requirements__txt="numpy\nscipy\n")
    assert check(capsys, "requirements.txt") == ["requirements.txt:2"]


def test_a_new_file_is_all_new(project, capsys):
    commit(a__txt="x\n")
    write(requirements__txt="numpy\n")
    assert check(capsys, ".") == ["requirements.txt:1"]


def test_before_the_first_commit_all_is_new(project, capsys):
    write(requirements__txt="numpy\n")
    git("add", "--all")
    assert check(capsys, ".") == ["requirements.txt:1"]


def test_a_renamed_file_keeps_its_old_lines(project, capsys):
    commit(requirements__txt="numpy\ntorch\nscipy\npandas\n")
    git("mv", "requirements.txt", "requirements-dev.txt")
    with open("requirements-dev.txt", "a") as file:
        file.write("seaborn\n")
    git("add", "--all")
    assert check(capsys, ".") == ["requirements-dev.txt:5"]


def test_a_repeated_line_is_new(project, capsys):
    commit(requirements__txt="numpy\n# a\n")
    write(requirements__txt="numpy\n# a\nnumpy\n")
    assert check(capsys, ".") == ["requirements.txt:3"]


def test_cells_of_a_notebook(project, capsys):
    settings = "[tool.labcoat.pinned-requirements]\nnotebooks = true\n"
    commit(pyproject__toml=settings, nb__ipynb=notebook("%%writefile requirements.txt\nnumpy"))
    write(nb__ipynb=notebook("%%writefile requirements.txt\nnumpy\ntorch"))
    assert check(capsys, "nb.ipynb") == ["nb.ipynb:3"]


def test_from_one_commit_to_another(project, capsys):
    first = commit(requirements__txt="numpy\n")
    second = commit(requirements__txt="numpy\ntorch\n")
    commit(requirements__txt="numpy\ntorch\nscipy\n")
    assert check(capsys, "--from-ref", first, "--to-ref", "HEAD", ".") == ["requirements.txt:2", "requirements.txt:3"]
    assert check(capsys, "--from-ref", second, ".") == ["requirements.txt:3"]


def test_a_branch_is_compared_with_where_it_began(project, capsys):
    commit(requirements__txt="numpy\n")
    git("checkout", "--quiet", "-b", "topic")
    commit(other__txt="x\n", requirements_dev__txt="torch\n")
    git("checkout", "--quiet", "main")
    commit(requirements__txt="scipy\n")
    git("checkout", "--quiet", "topic")
    assert check(capsys, "--from-ref", "main", ".") == ["requirements_dev.txt:1"]


def test_the_runner_says_from_where_to_where(project, capsys, monkeypatch):
    first = commit(requirements__txt="numpy\n")
    commit(requirements__txt="numpy\ntorch\n")
    assert check(capsys, ".") == []
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", first)
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")
    assert check(capsys, ".") == ["requirements.txt:2"]


def test_a_branch_that_is_pushed_for_the_first_time_is_all_new(project, capsys):
    commit(requirements__txt="numpy\n")
    assert check(capsys, "--from-ref", "0" * 40, ".") == ["requirements.txt:1"]


def test_in_a_folder_of_the_repository(project, capsys, monkeypatch):
    (project / "sub").mkdir()
    (project / "sub" / "requirements.txt").write_text("numpy\n")
    commit()
    monkeypatch.chdir(project / "sub")
    write(requirements__txt="numpy\ntorch\n")
    assert check(capsys, ".") == ["requirements.txt:2"]


def test_an_unreadable_file_is_reported_when_it_changes(project, capsys):
    commit(nb__ipynb="{")
    assert check(capsys, ".") == []
    write(nb__ipynb='{"cells')
    assert check(capsys, ".") == ["nb.ipynb:1"]


def test_the_summary_counts_what_is_hidden(project, capsys):
    commit(requirements__txt="numpy\n")
    assert main(["check", "--changed-lines", "--select", "unpinned-requirement", "."]) == 0
    assert capsys.readouterr().out == "All clear: 1 file checked. (1 unchanged)\n"


HASHED = "idna==3.11 --hash=sha256:" + "a" * 64 + "\n"
CAUSES = [  # a rule, the old and the new text, the lines that are reported
    ("hidden-requirement", "idna==3.11  # c\nurllib3==2.5.0\n", "idna==3.11  # c \\\nurllib3==2.5.0\n", [2]),
    ("hidden-requirement", "a==1  # c \\\n# d\nb==2\n", "a==1  # c \\\nb==2\n", [2]),
    ("hidden-requirement", "a==1  # c \\\nb==2\nc==3\n", "a==1  # c \\\nb==2\nc==3\nd==4\n", []),
    ("mixed-hashes", "numpy==2.0.0\n", f"numpy==2.0.0\n{HASHED}", [1]),
    ("mixed-hashes", f"numpy==2.0.0\n{HASHED}", f"numpy==2.0.0\n{HASHED}scipy==1.15.0\n", [1]),
    ("mixed-hashes", f"numpy==2.0.0\n{HASHED}", f"numpy==2.0.0\n{HASHED}{HASHED.replace('idna', 'six')}", []),
    ("pip-will-reject", "a b c\n" * 5, "a b c\n" * 5 + "d e f\n", [1]),
    ("unpinned-requirement", "numpy>=1, \\\n  !=1.5, \\\n  <2\n", "numpy>=1, \\\n  <2\n", [1]),
    ("unpinned-requirement", "numpy\n# c\nscipy\n", "numpy\nscipy\n", []),
]


@pytest.mark.parametrize(("rule", "old", "new", "lines"), CAUSES)
def test_a_new_cause_makes_a_finding_new(project, capsys, rule, old, new, lines):
    commit(requirements__txt=old)
    write(requirements__txt=new)
    assert check(capsys, ".", rule=rule) == [f"requirements.txt:{line}" for line in lines]


def test_a_private_package_makes_an_old_index_new(project, capsys):
    settings = '[tool.labcoat.pinned-requirements]\nprivate-packages = ["acme-*"]\n'
    index = "--extra-index-url https://pypi.acme.dev/simple\n"
    commit(pyproject__toml=settings, requirements__txt=index)
    assert check(capsys, ".", rule="extra-index-url") == []
    write(requirements__txt=f"{index}acme-x==1\n")
    assert check(capsys, ".", rule="extra-index-url") == ["requirements.txt:1"]
    commit()
    write(requirements__txt=f"{index}acme-x==1\nidna==3.11\n")
    assert check(capsys, ".", rule="extra-index-url") == []


SEPARATORS = ["\f", "\v", "\x85", "\u2028"]


@pytest.mark.parametrize("mark", SEPARATORS)
def test_lines_are_counted_as_findings_count_them(project, capsys, mark):
    commit(requirements__txt=f"# a{mark}# b{mark}# c\nnumpy\nscipy\n")
    write(requirements__txt=f"# a{mark}# b{mark}# c\nnumpy\nscipy\ntorch\n")
    assert check(capsys, ".") == ["requirements.txt:4"]


def test_other_ends_of_lines_are_no_change(project, capsys):
    Path("requirements.txt").write_bytes(b"numpy\nscipy\n")
    commit()
    Path("requirements.txt").write_bytes(b"numpy\r\nscipy\r\ntorch\r\n")
    assert check(capsys, ".") == ["requirements.txt:3"]


def test_encodings(project, capsys):
    Path("requirements.txt").write_bytes("# é\nnumpy  # é\n".encode("utf-16"))
    Path("latin-requirements.txt").write_bytes(b"numpy  # \xe9\n")
    commit()
    Path("requirements.txt").write_bytes("# é\nnumpy  # é\nscipy\n".encode("utf-16"))
    Path("latin-requirements.txt").write_bytes(b"numpy  # \xe9\nscipy\n")
    found = check(capsys, ".")
    assert {"requirements.txt:2", "requirements.txt:3", "latin-requirements.txt:2"}.intersection(found) == {
        "requirements.txt:3",
        "latin-requirements.txt:2",
    }


def test_a_deleted_line_can_make_a_file_unreadable(project, capsys):
    commit(environment__yml="dependencies:\n  - a: [\n    ]\n  - pip\n")
    write(environment__yml="dependencies:\n  - a: [\n  - pip\n")
    assert check(capsys, ".")


def test_a_file_that_is_too_large(project, capsys):
    commit(pyproject__toml="[tool.labcoat]\nmax-bytes = 1000\n", requirements__txt="# c\n" * 300, nb__ipynb=" " * 2000)
    assert check(capsys, ".") == []
    write(requirements__txt="# c\n" * 301, nb__ipynb=" " * 2000)
    assert check(capsys, ".") == ["requirements.txt:1"]
    write(requirements__txt="# d\n" * 300, environment__yml="# c\n" * 300)
    assert check(capsys, ".") == ["environment.yml:1", "requirements.txt:1"]


WORD = "# trust_remote_code\n"
CELLS = [
    (f"{WORD}x = (\n1,\n)\ny = 1\n", f"{WORD}x = (\n1,\ny = 1\n", True),
    (f"{WORD}x = (\n1,\n)\n", f"{WORD}x = (\n1,\n", True),
    (f"{WORD}x = (\n", f"{WORD}y = 1\nx = (\n", True),
    (f"{WORD}x = (\n", f"{WORD}x = (\n", False),
]


@pytest.mark.parametrize(("old", "new", "is_new"), CELLS)
def test_an_unparsed_cell(project, capsys, old, new, is_new):
    commit(nb__ipynb=notebook("a = 1", old))
    write(nb__ipynb=notebook("a = 2", new))
    found = check(capsys, "nb.ipynb", rule="trust-remote-code")
    assert bool(found) == is_new


def test_a_file_that_a_new_line_brings_in_is_new(project, capsys):
    commit(old__list="numpy\n-r older.list\n", older__list="scipy\n", requirements__txt="idna==3.11\n")
    write(requirements__txt="idna==3.11\n-r old.list\n")
    assert check(capsys, "requirements.txt") == ["old.list:1", "older.list:1"]
    commit()
    write(requirements__txt="idna==3.11\n# c\n-r old.list\n", old__list="numpy\n-r older.list\ntorch\n")
    assert check(capsys, "requirements.txt") == ["old.list:3"]


def test_an_old_name_of_a_file_that_is_not_there_is_quiet(project, capsys):
    commit(requirements__txt="-r gone.txt\n")
    write(requirements__txt="-r gone.txt\nnumpy\n-r away.txt\n")
    assert check(capsys, ".") == ["requirements.txt:2", "requirements.txt:3"]


def test_a_typing_error_outside_of_a_repository(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write(requirements__txt="idna==3.11\n")
    assert main(["check", "--changed-lines", "."]) == 2


def test_links(project, capsys):
    (project / "base").mkdir()
    Path("base/all.txt").write_text("numpy\n")
    Path("requirements.txt").symlink_to("base/all.txt")
    Path("linked").symlink_to("base")
    commit(dev__txt="x\n", requirements_dev__txt="idna==3.11\n")
    assert check(capsys, "requirements.txt", "linked/all.txt") == []
    Path("base/all.txt").write_text("numpy\nscipy\n")
    assert check(capsys, "requirements.txt") == ["requirements.txt:2"]
    Path("requirements_dev.txt").unlink()
    Path("requirements_dev.txt").symlink_to("base/all.txt")
    assert check(capsys, "requirements_dev.txt") == ["requirements_dev.txt:1", "requirements_dev.txt:2"]


def test_a_worktree_without_a_branch(project, capsys, monkeypatch, tmp_path_factory):
    commit(requirements__txt="numpy\n")
    place = tmp_path_factory.mktemp("trees") / "tree"
    git("worktree", "add", "--quiet", "--detach", str(place))
    monkeypatch.chdir(place)
    write(requirements__txt="numpy\nscipy\n")
    assert check(capsys, ".") == ["requirements.txt:2"]


def test_a_submodule_is_compared_with_the_commit_it_was_at(project, capsys, monkeypatch, tmp_path_factory):
    module = tmp_path_factory.mktemp("module")
    git("init", "--quiet", str(module))
    monkeypatch.chdir(module)
    git("config", "user.email", "a@b.c")
    git("config", "user.name", "n")
    commit(requirements__txt="numpy\n")
    monkeypatch.chdir(project)
    git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(module), "sub")
    commit(a__txt="x\n")
    Path("sub/requirements.txt").write_text("numpy\nscipy\n")
    assert check(capsys, "sub/requirements.txt") == ["sub/requirements.txt:2"]


def test_in_the_middle_of_a_merge(project, capsys):
    commit(requirements__txt="numpy\n")
    git("checkout", "--quiet", "-b", "topic")
    commit(other__txt="x\n", requirements_dev__txt="torch\n")
    git("checkout", "--quiet", "main")
    commit(requirements__txt="numpy\nscipy\n")
    git("merge", "--quiet", "--no-commit", "topic")
    assert check(capsys, ".") == ["requirements_dev.txt:1"]


ODD = ["a b", "ä", "[x]", "-x", "a:b", "$(x)", "'", "\t"]


@pytest.mark.parametrize("odd", ODD)
def test_odd_names(project, capsys, odd):
    Path(odd).mkdir()
    Path(odd, "requirements.txt").write_text("numpy\n")
    commit()
    git("mv", "--", odd, f"{odd}2")
    Path(f"{odd}2", "requirements.txt").write_text("numpy\nscipy\n")
    assert len(check(capsys, ".")) == 1


def test_no_program_of_the_repository_is_started(project, capsys):
    commit(requirements__txt="numpy\nscipy\ntorch\n", __gitattributes="* filter=f diff=f\n")
    git("config", "filter.f.clean", "touch started; cat")
    git("config", "diff.f.textconv", "touch started; cat")
    git("mv", "requirements.txt", "requirements_dev.txt")
    Path("requirements_dev.txt").write_text("numpy\nscipy\ntorch\nidna\n")
    Path("started").unlink(missing_ok=True)
    assert check(capsys, "requirements_dev.txt") == ["requirements_dev.txt:4"]
    assert not Path("started").exists()


def test_one_look_at_each_file(project, capsys, monkeypatch):
    asked = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda command, **kw: asked.append(command) or run(command, **kw))
    commit(requirements__txt="numpy\nscipy\n", requirements_dev__txt="idna==3.11\n")
    assert check(capsys, ".") == []
    assert len([command for command in asked if "cat-file" in command]) == 1


def test_a_typing_error_is_an_error_where_nothing_is_found(project, capsys):
    commit(requirements__txt="idna==3.11\n", b__txt="x\n")
    for jobs in ("1", "2"):
        assert main(["check", "--changed-lines", "--from-ref", "typo", "--jobs", jobs, "."]) == 2
        assert "no commit is called typo" in capsys.readouterr().err


WRONG = [
    (["--from-ref", "nowhere"], "--changed-lines: no commit is called nowhere"),
    (["--from-ref", "main", "--to-ref=--output=x"], "--changed-lines: no commit is called --output=x"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_a_name_that_is_no_commit_is_an_error(project, capsys, arguments, said):
    commit(requirements__txt="numpy\n")
    assert main(["check", "--changed-lines", *arguments, "."]) == 2
    assert said in capsys.readouterr().err


def test_without_a_repository_it_is_an_error(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write(requirements__txt="numpy\n")
    assert main(["check", "--changed-lines", "."]) == 2
    assert "not in a git repository" in capsys.readouterr().err


def test_refs_alone_are_an_error(project, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--from-ref", "HEAD", "."])
    assert stopped.value.code == 2
    assert "go with --changed-lines" in capsys.readouterr().err


NEW = [
    ("", "a", {1}),
    ("a", "a", set()),
    ("a b c", "a x b c", {2}),
    ("a b c", "a c", set()),
    ("a b c", "a B c", {2}),
    ("a", "a a", {2}),
    ("", "", set()),
]


@pytest.mark.parametrize(("old", "new", "expected"), NEW)
def test_new_lines(old, new, expected):
    assert difference(old.split(), new.split()).new == sorted(expected)


GAPS = [
    ("a b c", "a c", [2]),
    ("a b", "a", [2]),
    ("a b", "b", [1]),
    ("a b c", "a b c d", []),
    ("a b c d", "b d", [1, 2]),
]


@pytest.mark.parametrize(("old", "new", "expected"), GAPS)
def test_gaps(old, new, expected):
    assert difference(old.split(), new.split()).gaps == expected


def test_as_many_lines_are_kept_as_can_be():
    draw = Random(4)
    for _ in range(300):
        old, new = ([draw.choice("abcd") for _ in range(draw.randrange(12))] for _ in range(2))
        found = difference(old, new)
        kept = [line for number, line in enumerate(new, 1) if number not in found.new]
        assert len(kept) == longest(old, new)
        rest = iter(old)
        assert all(line in rest for line in kept)


def longest(old: list[str], new: list[str]) -> int:
    row = [0] * (len(new) + 1)
    for one in old:
        before = [*row]
        for at, other in enumerate(new):
            row[at + 1] = before[at] + 1 if one == other else max(row[at], before[at + 1])
    return row[-1]


def test_new_lines_of_long_texts():
    old = [str(number) for number in range(10_000)]
    assert difference(old, ["x", *old[:5000], "y", *old[5001:-1], "z"]).new == [1, 5002, 10_001]


class Counted(str):
    """A line that counts how often it is looked at."""

    __slots__ = ()
    looks = 0

    def __eq__(self, other: object) -> bool:
        Counted.looks += 1
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        Counted.looks += 1
        return str.__hash__(self)


@pytest.mark.parametrize("count", [3000, 40_000])
def test_repeated_lines_are_not_compared_each_with_each(count):
    old = [Counted(line) for line in ["x", "y"] * (count // 2)]
    new = [Counted(line) for line in ["y", *["x"] * (count - 1)]]
    Counted.looks = 0
    found = difference(old, new)
    assert Counted.looks < 20 * count
    assert len(found.new) in (count // 2 - 1, count // 2, count - 1)


def test_what_is_too_long_to_be_compared_is_counted():
    count = MOST_COMPARED // 2 + 1
    old = ["p", *["a", "b"] * count, "q"]
    new = ["p2", *["b", "a"] * count, "new", "q2"]
    found = difference(old, new)
    assert found.new == [1, 2 * count + 2, 2 * count + 3]
    assert found.touches(5, 6)
    assert not found.touches(5, 5)


def test_a_model_is_new_when_it_has_changed(project, capsys):
    Path("a.pt").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(100))
    commit()
    assert check(capsys, ".", rule="uninspectable-model") == []
    Path("a.pt").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(101))
    assert check(capsys, ".", rule="uninspectable-model") == ["a.pt:1"]
