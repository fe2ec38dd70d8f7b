"""A models.lock read: what it says, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from labcoat.core.lockfile.lookup import find_lock, forget_locks, load_lock, lock_for
from labcoat.core.lockfile.reader import MOST_PROBLEMS, read_lock

COMMIT = "0123456789abcdef" * 2 + "01234567"
DIGEST = "ab" * 32
FILE = f'[[model.file]]\npath = "m/a.pt"\nsha256 = "{DIGEST}"\nsize = 3\n'
MODEL = '[[model]]\nname = "m"\nsource = "local"\n'
GOOD = f"""\
version = 1

[[model]]
name = "bert"
source = "hf:google-bert/bert-base-uncased"
revision = "{COMMIT}"

[[model.file]]
path = "models/bert/model.safetensors"
sha256 = "{DIGEST}"
size = 440449768
format = "safetensors"
signature = "models/bert/model.sig"
identity = "a@example.org"
issuer = "https://accounts.example.org"

[[model]]
name = "code-only"
source = "hf:datasets/org/data"
revision = "{COMMIT}"
"""


@pytest.fixture(autouse=True)
def fresh():
    forget_locks()
    yield
    forget_locks()


def problems(text: str) -> list[str]:
    return [problem.message for problem in read_lock("models.lock", text).problems]


def test_models_and_files() -> None:
    lock = read_lock("/r/models.lock", GOOD)
    assert lock.problems == []
    bert, data = lock.models
    assert (bert.name, bert.source, bert.revision) == ("bert", "hf:google-bert/bert-base-uncased", COMMIT)
    [file] = bert.files
    assert (file.path, file.sha256, file.size) == ("models/bert/model.safetensors", DIGEST, 440449768)
    assert (file.format, file.signed.signature, file.signed.identity) == (
        "safetensors",
        "models/bert/model.sig",
        "a@example.org",
    )
    assert (data.name, data.files) == ("code-only", [])


def test_look_ups() -> None:
    lock = read_lock("/r/models.lock", GOOD)
    assert lock.model_of_source("hf:Google-BERT/bert-base-uncased") is lock.models[0]
    assert lock.model_of_source("hf:org/data") is None
    assert lock.model_of_source("hf:datasets/org/data") is lock.models[1]
    assert lock.file_at("/r/models/bert/model.safetensors") == (lock.models[0], lock.models[0].files[0])
    assert lock.file_at("/r/models/bert/other.bin") is None
    assert lock.file_at("/other/models/bert/model.safetensors") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version = 1\nmodel = [\n", "not valid TOML: "),
        ("<<<<<<< HEAD\n", "not valid TOML: "),
        ("x = " + "[" * 5000, "not valid TOML: nested too deeply"),
        ("", "`version` is missing"),
        ("version = 2\n", "version 2 is not known here: this labcoat reads version 1"),
        ("version = true\n", "`version` must be a whole number"),
        ("version = 1\nmodels = []\n", 'unknown key "models", did you mean "model"?'),
        ("version = 1\nmodel = 3\n", "`model` must be an array of tables"),
        ("version = 1\nmodel = [3]\n", "`model` must be an array of tables: `[[model]]`"),
        ('version = 1\n[[model]]\nname = "m"\nsource = "local"\nfile = [3]\n', "… `[[model.file]]`"),
        ("version = 1\n[[model]]\n", "`name` is missing"),
        ('version = 1\n[[model]]\nname = "m"\n', "`source` is missing"),
        (f'version = 1\n{MODEL}revison = "main"\n', 'unknown key "revison", did you mean "revision"?'),
        (f"version = 1\n{MODEL}revision = 3\n", "`revision` must be a string"),
        (f'version = 1\n{MODEL}revision = ""\n', "`revision` must not be empty"),
        (f"version = 1\n{MODEL}{MODEL}", 'model "m" is there twice'),
        (f"version = 1\n{MODEL}{FILE}{FILE}", 'path "m/a.pt" is there twice'),
        (f"version = 1\n{MODEL}{FILE}sha265 = 3", 'unknown key "sha265", did you mean "sha256"?'),
        (f"version = 1\n{MODEL}{FILE}".replace("size = 3", "size = -3"), "`size` must not be negative"),
        (f"version = 1\n{MODEL}{FILE}".replace("size = 3", ""), "`size` is missing"),
        (f"version = 1\n{MODEL}{FILE}".replace("size = 3", 'size = "3"'), "`size` must be a whole number"),
        (f"version = 1\n{MODEL}{FILE}".replace("abab", "AB", 1), "`sha256` must be 64 lower-case hex digits"),
        (f"version = 1\n{MODEL}{FILE}".replace("m/a.pt", "../a.pt"), "`path` leaves the lock's folder"),
        (f"version = 1\n{MODEL}{FILE}".replace("m/a.pt", "/a.pt"), "`path` must be relative to the lock's folder"),
        (f"version = 1\n{MODEL}{FILE}".replace("m/a.pt", "C:/a.pt"), "`path` must be relative to the lock's folder"),
        (f"version = 1\n{MODEL}{FILE}".replace("m/a.pt", "m\\\\a.pt"), "`path` must be written with forward slashes"),
        (f"version = 1\n{MODEL}{FILE}".replace("m/a.pt", "m//a.pt"), "`path` must be written in its shortest form"),
        (f"version = 1\n{MODEL}{FILE}".replace("m/a.pt", "a/" * 20000), "`path` is longer than 4,096 characters"),
        (f"version = 1\n{MODEL}{FILE}".replace("m/a.pt", "\\u0000"), "`path` has a zero byte"),
        (f'version = 1\n{MODEL}{FILE}signature = "../model.sig"\n', "`signature` leaves the lock's folder"),
        ('version = 1\n[[model]]\nname = "m"\nsource = "bert"\n', '"bert" is no source: '),
        ('version = 1\n[[model]]\nname = "m"\nsource = "hf:a/b/c"\n', '"hf:a/b/c" is no source: '),
        ('version = 1\n[[model]]\nname = "m"\nsource = "hf:a/b@main"\n', '"hf:a/b@main" is no source: '),
        ('version = 1\n[[model]]\nname = "m"\nsource = "url:ftp"\n', '"url:ftp" is no source: '),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    assert [one for one in problems(text) if one.startswith(message) or one.endswith(message.removeprefix("… "))]


@pytest.mark.parametrize("source", ["local", "hf:gpt2", "hf:org/name", "hf:datasets/org/name", "url:https://x.org/m"])
def test_sources(source: str) -> None:
    assert problems(f'version = 1\n[[model]]\nname = "m"\nsource = "{source}"\n') == []


def test_a_problem_leaves_the_other_entries() -> None:
    lock = read_lock("models.lock", f"version = 1\n{MODEL}{FILE}" + FILE.replace("a.pt", "b.pt").replace("ab", "xy", 1))
    assert [file.path for model in lock.models for file in model.files] == ["m/a.pt"]
    assert len(lock.problems) == 1


def test_problems_are_not_told_without_end() -> None:
    assert len(problems("version = 1\n" + "".join([f"k{number} = 1\n" for number in range(5000)]))) == MOST_PROBLEMS


def test_the_nearest_lock_is_found_up_to_the_git_root(tmp_path: Path) -> None:
    root, inner = tmp_path / "repo", tmp_path / "repo" / "packages" / "a"
    (inner / "models").mkdir(parents=True)
    (root / ".git").mkdir()
    (tmp_path / "models.lock").write_text("version = 1\n")
    assert find_lock(str(inner / "models" / "m.pt")) == ""
    assert lock_for(str(inner)) is None
    forget_locks()
    (root / "models.lock").write_text(GOOD)
    assert find_lock(str(inner / "models" / "m.pt")) == str(root / "models.lock")
    assert find_lock(str(root)) == str(root / "models.lock")
    forget_locks()
    (inner / "models.lock").write_text("version = 1\n")
    assert find_lock(str(inner / "models" / "m.pt")) == str(inner / "models.lock")


def test_a_lock_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "models.lock"
    path.write_text(GOOD)
    assert load_lock(str(path)) is load_lock(str(path))


def test_a_lock_that_cannot_be_read_has_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "models.lock"
    path.write_bytes(b"version = \xff")
    assert [problem.message for problem in load_lock(str(path)).problems] == ["not UTF-8"]
    forget_locks()
    assert [problem.message for problem in load_lock(str(tmp_path / "none.lock")).problems] == [
        "cannot be read: No such file or directory"
    ]
