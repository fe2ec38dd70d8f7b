"""A models.lock written: sorted, stable, with what people have written into it; and merged by git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from labcoat.core.lockfile.lock import LockedFile, LockedModel
from labcoat.core.lockfile.reader import read_lock
from labcoat.core.lockfile.writer import HEADER, lock_text

COMMIT = "0123456789abcdef" * 2 + "01234567"


def model(name: str, *paths: str, source: str = "local", revision: str = "") -> LockedModel:
    made = LockedModel(name, source, revision)
    made.files = [LockedFile(path, f"{len(path):064x}", len(path)) for path in paths]
    return made


def test_a_new_lock() -> None:
    text = lock_text([model("b", "b/x.pt", "b/a.pt"), model("a", source="hf:org/a", revision=COMMIT)])
    assert text == (
        f'{HEADER}version = 1\n\n[[model]]\nname = "a"\nsource = "hf:org/a"\nrevision = "{COMMIT}"\n\n'
        '[[model]]\nname = "b"\nsource = "local"\n\n'
        f'[[model.file]]\npath = "b/a.pt"\nsha256 = "{6:064x}"\nsize = 6\n\n'
        f'[[model.file]]\npath = "b/x.pt"\nsha256 = "{6:064x}"\nsize = 6\n'
    )
    assert lock_text(read_lock("", text).models, text) == text


@pytest.mark.parametrize("name", ['quo"te', "back\\slash", "new\nline", "ünï", "del\x7f", "tab\t"])
def test_any_text_can_be_written(name: str) -> None:
    text = lock_text([model(name)])
    assert [one.name for one in read_lock("", text).models] == [name]
    assert lock_text(read_lock("", text).models, text) == text


HAND_WRITTEN = f"""\
# Reviewed by the platform team.
version = 1  # of the format

# Ours.
[[model]]
name = "b"
source = "local" # trained here
signature = "b/model.sig"

# The weights.
[[model.file]]
path = "b/x.pt"
sha256 = "{1:064x}" # of May
size = 1
format = "torch"

[[model]]
name = 'c'
source = "hf:org/c"
revision = "{COMMIT}"
# see issue 12
"""


def test_what_people_have_written_stays() -> None:
    models = read_lock("", HAND_WRITTEN).models
    models[0].files[0].sha256, models[0].files[0].size = f"{2:064x}", 20
    models[0].files.append(LockedFile("b/y.pt", f"{3:064x}", 3))
    text = lock_text([*models, model("a", "a/a.pt")], HAND_WRITTEN)
    expected = HAND_WRITTEN.replace(f"{1:064x}", f"{2:064x}").replace("size = 1\n", "size = 20\n")
    new_file = f'\n[[model.file]]\npath = "b/y.pt"\nsha256 = "{3:064x}"\nsize = 3\n'
    expected = expected.replace('format = "torch"\n', f'format = "torch"\n{new_file}')
    new_model = '[[model]]\nname = "a"\nsource = "local"\n'
    new_model += f'\n[[model.file]]\npath = "a/a.pt"\nsha256 = "{6:064x}"\nsize = 6\n'
    assert text == expected.replace("# Ours.", f"{new_model}\n# Ours.")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_unchanged_lock_stays_as_it_is(end: str) -> None:
    text = HAND_WRITTEN.replace("\n", end)
    assert lock_text(read_lock("", text).models, text) == text


def test_a_form_that_cannot_be_kept_is_written_anew() -> None:
    old = f'# Ours.\nversion = 1\nmodel = [{{name = "a", source = "hf:org/a", revision = "{COMMIT}"}}]\n'
    text = lock_text(read_lock("", old).models, old)
    assert [(one.name, one.source, one.revision) for one in read_lock("", text).models] == [("a", "hf:org/a", COMMIT)]
    blocks = '[[model]]\nname = """\na"""\nsource = "local"\n'
    text = lock_text(read_lock("", f"version = 1\n{blocks}").models, f"version = 1\n{blocks}")
    assert [one.name for one in read_lock("", text).models] == ["a"]


def test_what_is_gone_is_left_out_with_its_comments() -> None:
    models = read_lock("", HAND_WRITTEN).models
    text = lock_text(models[1:], HAND_WRITTEN)
    assert "Ours" not in text
    assert "weights" not in text
    assert text.startswith("# Reviewed by the platform team.\nversion = 1  # of the format\n\n[[model]]\nname = 'c'\n")


# --- merges


def git(root: Path, *arguments: str, may_fail: bool = False) -> subprocess.CompletedProcess[str]:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(command, cwd=root, check=not may_fail, capture_output=True, encoding="utf-8")


def merge(root: Path, first: list[LockedModel], second: list[LockedModel], attributes: str = "") -> tuple[int, str]:
    """What git makes of two branches that each add models to a lock with `m` and `p`: its exit code, and the text."""
    path = root / "models.lock"
    base = [model("m", "m/m.pt"), model("p", "p/p.pt")]
    git(root, "init", "--quiet", "--initial-branch=main")
    (root / ".gitattributes").write_text(attributes)
    for branch, added in (("main", []), ("first", first), ("second", second)):
        if branch != "main":
            git(root, "checkout", "--quiet", "-b", branch, "main")
        path.write_text(lock_text(base + added))
        git(root, "add", "-A")
        git(root, "commit", "--quiet", "--allow-empty", "-m", branch)
    done = git(root, "merge", "--quiet", "first", may_fail=True)
    return done.returncode, path.read_text()


@pytest.mark.parametrize(("first", "second"), [("a", "n"), ("a", "z"), ("n", "z"), ("z", "a")])
def test_models_that_two_branches_add_in_two_places_merge(tmp_path: Path, first: str, second: str) -> None:
    code, text = merge(tmp_path, [model(first, f"{first}/x.pt")], [model(second, f"{second}/x.pt")])
    assert code == 0
    assert [one.name for one in read_lock("", text).models] == sorted([first, second, "m", "p"])
    assert lock_text(read_lock("", text).models, text) == text


def test_the_same_model_on_both_branches_merges(tmp_path: Path) -> None:
    code, text = merge(tmp_path, [model("n", "n/x.pt")], [model("n", "n/x.pt")])
    assert (code, [one.name for one in read_lock("", text).models]) == (0, ["m", "n", "p"])


def test_models_in_one_place_conflict_and_what_is_left_of_that_is_no_valid_lock(tmp_path: Path) -> None:
    code, text = merge(tmp_path, [model("n", "n/x.pt")], [model("o", "o/x.pt")])
    assert code == 1
    assert read_lock("", text).problems


def test_a_union_of_lines_is_not_taken_for_a_lock(tmp_path: Path) -> None:
    """The reason why `merge=union` is not what this file is for: a table gets the lines of two."""
    newer = [[model("n", "n/x.pt"), model("n2", source="hf:o/n", revision=end * 40)] for end in "ab"]
    code, text = merge(tmp_path, *newer, attributes="models.lock merge=union\n")
    assert code == 0
    assert read_lock("", text).problems
