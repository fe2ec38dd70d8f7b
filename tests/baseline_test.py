"""What a baseline covers, what is in its file, and that git merges it."""

from __future__ import annotations

import json
import os
import random
import subprocess

import pytest

from labcoat.core.baseline import BaselineError, load_baseline, write_baseline
from labcoat.core.finding import Finding
from labcoat.core.fingerprint import fingerprint
from labcoat.core.hook import BASELINE

ATTRIBUTE = ".labcoat-baseline.json merge=union\n"
RULE = "trust-remote-code"


def find(path, excerpt="load(x)", rule=RULE, line=1):
    empty = dict.fromkeys(Finding._fields, "")
    mark = fingerprint(rule, os.path.basename(path), None, excerpt, 0)
    return Finding(**{**empty, "path": str(path), "rule": rule, "line": line, "excerpt": excerpt, "fingerprint": mark})


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project that is the working directory, with git's own defaults."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    settings = {"GLOBAL": os.devnull, "NOSYSTEM": "1"}
    for name, value in settings.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "a@example.org")
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def write(findings, path=BASELINE):
    old = load_baseline(path) if os.path.exists(path) else None
    return write_baseline(path, findings, old)


def covered(findings, path=BASELINE):
    baseline = load_baseline(path)
    return [baseline.covers(finding) for finding in findings]


def lines(path=BASELINE):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read().splitlines()


def test_what_was_written_is_covered_and_nothing_else(project):
    accepted = [find("a.py"), find("nb.ipynb"), find("a.py", "load(y)")]
    assert write(accepted)
    others = [find("b.py"), find("a.py", "load(z)"), find("a.py", rule="torch-hub-trust-repo")]
    assert covered(accepted + others) == [True] * 3 + [False] * 3


def test_lines_and_whitespace_do_not_matter(project):
    write([find("a.py", "load(x)", line=3)])
    assert covered([find("a.py", "  load(x)", line=40)]) == [True]


def test_equal_findings_need_an_entry_each(project):
    write([find("a.py"), find("a.py")])
    assert covered([find("a.py")] * 3) == [True, True, False]
    assert len(lines()) == 5


def test_the_plain_part_of_an_entry_must_be_true(project):
    write([find("a.py"), find("b.py")])
    text = "\n".join(lines()).replace('"a.py"', '"tests/a.py"')
    (project / BASELINE).write_text(text, "utf-8")
    assert covered([find("a.py"), find("b.py")]) == [False, True]


def test_the_file_is_sorted_and_says_little(project):
    write([find("b.py"), find("a/é.py", "token = '[redacted]'", "openai-key", 7), find("a/é.py")])
    text = lines()
    rows = json.loads("\n".join(text))
    assert [list(row) for row in rows[1:-1]] == [["path", "rule", "hmac"]] * 3
    assert [(row["path"], row["rule"]) for row in rows[1:-1]] == [
        ("a/é.py", "openai-key"),
        ("a/é.py", RULE),
        ("b.py", RULE),
    ]
    assert all(line.endswith(",") for line in text[1:-1])
    assert (text[0], text[-1]) == ("[", '{"end": true}]')
    assert rows[0].keys() == {"version", "salt"}
    assert find("b.py").fingerprint not in "".join(text)


def test_each_project_has_a_salt_of_its_own_and_keeps_it(project):
    write([find("a.py"), find("b.py")])
    write([find("a.py")], "other.json")
    salt, first = lines()[1:3]
    assert lines("other.json")[1:3] != [salt, first]
    assert not write([find("b.py"), find("a.py")])
    assert write([find("a.py"), find("c.py")])
    assert lines()[1:3] == [salt, first]
    assert covered([find("b.py"), find("c.py")]) == [False, True]


@pytest.mark.parametrize("start", [".", "sub", "sub/deeper"])
def test_the_working_directory_does_not_matter(project, monkeypatch, start):
    write([find("sub/nb.ipynb")])
    (project / "sub/deeper").mkdir(parents=True)
    monkeypatch.chdir(project / start)
    baseline = os.path.relpath(project / BASELINE)
    for path in (project / "sub/nb.ipynb", os.path.relpath(project / "sub/nb.ipynb")):
        assert covered([find(path)], baseline) == [True]
    assert covered([find(project / "nb.ipynb")], baseline) == [False]


def test_a_baseline_in_a_directory_of_its_own(project):
    (project / "ci").mkdir()
    write([find("src/a.py")], "ci/accepted.json")
    assert json.loads("".join(lines("ci/accepted.json")))[1]["path"] == "../src/a.py"
    assert covered([find("src/a.py")], "ci/accepted.json") == [True]
    assert lines("ci/.gitattributes") == ["accepted.json merge=union"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, ATTRIBUTE),
        ("", ATTRIBUTE),
        ("*.ipynb diff=jupyter", "*.ipynb diff=jupyter\n" + ATTRIBUTE),
        ("*.ipynb text\r\n", "*.ipynb text\r\n" + ATTRIBUTE.replace("\n", "\r\n")),
        (ATTRIBUTE + "*.x -text\n", ATTRIBUTE + "*.x -text\n"),
        ("  " + ATTRIBUTE.replace("\n", "\r\n"), "  " + ATTRIBUTE.replace("\n", "\r\n")),
    ],
)
def test_gitattributes_is_completed_once(project, before, after):
    path = project / ".gitattributes"
    if before is not None:
        path.write_bytes(before.encode())
    for name in ("a.py", "b.py"):
        write([find(name)])
        assert path.read_bytes().decode() == after


def test_mode_and_symlink_stay(project):
    write([find("a.py")], "real.json")
    os.chmod("real.json", 0o640)
    os.symlink("real.json", BASELINE)
    write([find("b.py")])
    assert os.path.islink(BASELINE)
    assert os.stat("real.json").st_mode & 0o777 == 0o640
    assert covered([find("b.py")], "real.json") == [True]
    assert sorted(os.listdir()) == [".gitattributes", BASELINE, "real.json"]


SALT = '{"version": 1, "salt": "00"}'
INVALID = {
    "empty": ("", "Expecting value (at line 1)"),
    "no JSON": ("[\n" + SALT + ",\n{", "(at line 3)"),
    "an object": ("{}", "expected an array"),
    "an empty array": ("[]", "expected an array"),
    "no salt": ('[{"end": true}]', "it has no salt"),
    "a number": (f"[{SALT}, 3]", "element 2 is neither a salt nor an entry"),
    "half an entry": (f'[{SALT}, {{"path": "a", "rule": "b"}}]', "element 2 is neither"),
    "a path that is no text": (f'[{SALT}, {{"path": 1, "rule": "b", "hmac": "c"}}]', "element 2 is neither"),
    "a later version": ('[{"version": 2, "salt": "00"}]', "not a version that this labcoat reads: 2"),
    "merge conflict": (f"[\n{SALT},\n<<<<<<< HEAD\n=======\n>>>>>>> x\n]", "merge-conflict markers"),
    "nested too deeply": ("[" * 100_000, "nested too deeply"),
    "no UTF-8": (b"[\xff]", "not in UTF-8"),
}


@pytest.mark.parametrize(("data", "message"), INVALID.values(), ids=INVALID)
def test_a_file_that_is_no_baseline(project, data, message):
    (project / BASELINE).write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(BaselineError) as caught:
        load_baseline(BASELINE)
    assert str(caught.value).startswith(f"{BASELINE}: ")
    assert message in str(caught.value)


def test_a_salt_may_be_any_text(project):
    (project / BASELINE).write_text('[{"version": 1, "salt": "\\ud800"}]')
    found = [find("a.py")]
    assert not covered(found)[0]
    write(found)
    assert covered(found)[0]


def test_a_pipe_is_no_baseline(project):
    os.mkfifo(BASELINE)
    with pytest.raises(BaselineError, match="not a regular file"):
        load_baseline(BASELINE)


def test_a_file_that_is_not_there_or_cannot_be_written(project):
    with pytest.raises(BaselineError, match="cannot be read: No such file"):
        load_baseline(BASELINE)
    with pytest.raises(BaselineError, match="cannot be written: No such file"):
        write_baseline("no/such/directory.json", [])
    assert os.listdir() == []


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_other_bytes_that_mean_the_same(project, change):
    write([find("a.py")])
    (project / BASELINE).write_bytes(change("\n".join(lines())).encode())
    assert covered([find("a.py")]) == [True]


def test_a_formatter_may_have_been_there(project):
    write([find("a.py")])
    (project / BASELINE).write_text(json.dumps(json.loads("".join(lines())), indent=4, sort_keys=True), "utf-8")
    assert covered([find("a.py")]) == [True]
    write([find("a.py"), find("b.py")])
    assert len(lines()) == 5


def git(*arguments):
    done = subprocess.run(["git", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def commit(findings, branch=""):
    if branch:
        git("checkout", "-q", "-b", branch, "main")
    write(findings)
    git("add", "-A")
    git("commit", "-q", "--allow-empty", "-m", branch or "base")


def begin(style):
    git("init", "-q", "-b", "main")
    git("config", "merge.conflictStyle", style)


STYLES = pytest.mark.parametrize("style", ["merge", "diff3"])
JOIN = pytest.mark.parametrize("join", [("merge", "-q", "--no-edit"), ("rebase", "-q"), ("cherry-pick",)])


@STYLES
@JOIN
def test_branches_that_each_add_a_finding_merge(project, style, join):
    begin(style)
    commit([find("m.py")])
    commit([find("m.py"), find("n.py")], "theirs")
    commit([find("m.py"), find("o.py")], "ours")
    git(*join, "theirs")
    assert json.loads("".join(lines()))[-1] == {"end": True}
    assert covered([find(name) for name in ("m.py", "n.py", "o.py", "p.py")]) == [True, True, True, False]


@STYLES
@JOIN
def test_branches_that_each_begin_a_baseline_merge(project, style, join):
    begin(style)
    git("commit", "-q", "--allow-empty", "-m", "base")
    commit([find("a.py"), find("b.py"), find("c.py")], "theirs")
    commit([find("b.py"), find("d.py")], "ours")
    git(*join, "theirs")
    findings = [find(name) for name in ("a.py", "b.py", "c.py", "d.py")]
    assert covered([*findings, find("e.py")]) == [True] * 4 + [False]
    assert len(load_baseline(BASELINE).salts) == 2
    assert lines(".gitattributes") == [ATTRIBUTE.strip()]
    write(findings)
    assert len(load_baseline(BASELINE).salts) == 1
    assert covered(findings) == [True] * 4


@pytest.mark.parametrize("seed", range(12))
def test_whatever_two_branches_do_the_merge_is_a_baseline_of_both(project, seed):
    rng = random.Random(seed)
    names = [f"{number:02}.py" for number in range(20)]
    sides = {side: set(rng.sample(names, rng.randrange(1, 18))) for side in ("base", "theirs", "ours")}
    begin(rng.choice(["merge", "diff3", "zdiff3"]))
    for side, chosen in sides.items():
        commit([find(name) for name in chosen], side if side != "base" else "")
    git("merge", "-q", "--no-edit", "theirs")
    kept = {name for name, is_covered in zip(names, covered([find(name) for name in names]), strict=True) if is_covered}
    assert kept >= (sides["ours"] | sides["theirs"]) - (sides["base"] - (sides["ours"] & sides["theirs"]))
    assert kept <= sides["ours"] | sides["theirs"] | sides["base"]
