"""Which files a path stands for, and that nothing is passed over in silence."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from types import SimpleNamespace

import pytest

from labcoat.core import files
from labcoat.core.files import find_files


def nothing(path):
    return False


def find(*paths, is_excluded=nothing):
    return find_files(list(paths), is_excluded)


def put(*names):
    for name in names:
        if os.path.dirname(name):
            os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, "w", encoding="utf-8") as file:
            file.write("x = 1\n")


def git(*arguments, cwd="."):
    subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True)


def begin(directory="."):
    git("init", "-q", "-b", "main", directory)


def commit(cwd="."):
    git("add", "-A", cwd=cwd)
    git("commit", "-q", "-m", "x", cwd=cwd)


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """An empty directory that is the working directory, with git's own defaults."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "a@example.org")
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def no_git(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))


def test_files_are_taken_as_given_in_order_and_once(project):
    put("b.py", "a.py", ".git/x.py", ".hidden", "-dash.ipynb")
    given = ["b.py", "./a.py", "a.py", ".git/x.py", str(project / "b.py"), ".hidden", "-dash.ipynb"]
    assert find(*given, is_excluded=lambda path: True) == (
        ["b.py", "./a.py", ".git/x.py", ".hidden", "-dash.ipynb"],
        [],
    )


def test_a_link_given_is_a_file_of_its_own():
    put("a.py")
    os.symlink("a.py", "link.py")
    assert find("link.py", "a.py") == (["link.py", "a.py"], [])


def test_no_paths():
    assert find() == ([], [])


def test_paths_that_are_a_problem():
    os.symlink("nowhere", "broken")
    os.mkdir("empty")
    put("a.py")
    given = ["no.py", "broken", "empty", "a.py", "a.py/b", os.devnull, "", "a\0b"]
    found, problems = find(*given)
    assert found == ["a.py"]
    assert problems == [
        "no such file: no.py",
        "broken symbolic link: broken",
        "no files in empty",
        "cannot read: a.py/b (Not a directory)",
        f"not a regular file: {os.devnull}",
        "no such file: ",
        "cannot read: 'a\\x00b' (embedded null byte)",
    ]


def test_files_and_directories_that_may_not_be_read(monkeypatch):
    def listdir(path):
        raise PermissionError(13, "Permission denied")

    put("a.py", "directory/b.py")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    monkeypatch.setattr(os, "listdir", listdir)
    assert find("a.py", "directory") == (
        [],
        ["cannot read: a.py (Permission denied)", "cannot read: directory/ (Permission denied)"],
    )


@pytest.mark.parametrize("name", ["new\nline.py", "\x1b[31mred.py", "\udcff.py"])
def test_a_name_cannot_break_a_message(name):
    problems = find(name)[1]
    assert problems == [f"no such file: {name!a}"]


TREE = ("b.py", "a/c.ipynb", "a/.d.py", "Z.md", "-dash.py", "ünï.py", "new\nline.py")
JUNK = (".venv/x.py", "a/node_modules/x.js", "__pycache__/x.pyc", ".ipynb_checkpoints/b.ipynb", "a/.tox/x.py")
SORTED = ["-dash.py", "Z.md", "a/.d.py", "a/c.ipynb", "b.py", "new\nline.py", "ünï.py"]


def test_a_directory_without_git():
    put(*TREE, *JUNK)
    assert find(".") == (SORTED, [])


@pytest.mark.parametrize("state", ["untracked", "staged", "committed"])
def test_a_directory_in_git(state):
    put(*TREE, "ignored/x.py", "x.pyc", ".ipynb_checkpoints/b.ipynb", "a/.ipynb_checkpoints/c.ipynb")
    begin()
    put(".gitignore")
    with open(".gitignore", "w", encoding="utf-8") as file:
        file.write("*.pyc\nignored/\n")
    if state != "untracked":
        git("add", "-A")
    if state == "committed":
        commit()
    assert find(".") == (sorted([*SORTED, ".gitignore"]), [])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a", ["a/b.py", "a/c/d.py"]),
        ("a/", ["a/b.py", "a/c/d.py"]),
        ("./a", ["./a/b.py", "./a/c/d.py"]),
        ("./", ["a/b.py", "a/c/d.py", "e.py"]),
        ("../project/a/c", ["../project/a/c/d.py"]),
    ],
)
@pytest.mark.parametrize("with_git", [True, False])
def test_paths_are_shown_as_given(with_git, given, expected):
    put("a/b.py", "a/c/d.py", "e.py")
    if with_git:
        begin()
    assert find(given) == (expected, [])


def test_an_absolute_directory_and_a_sub_directory(project, monkeypatch):
    put("a/b.py", "c.py")
    begin()
    assert find(str(project)) == ([f"{project}/a/b.py", f"{project}/c.py"], [])
    monkeypatch.chdir("a")
    assert find("..", ".") == (["../a/b.py", "../c.py"], [])


def test_a_file_in_several_paths_is_there_once():
    put("a/b.py", "c.py")
    assert find("c.py", ".", "a", "./c.py") == (["c.py", "a/b.py"], [])


def test_deleted_and_unmerged_files():
    begin()
    put("a.py", "gone.py", "kept.py")
    commit()
    for branch, text in (("other", "y"), ("main", "z")):
        git("checkout", "-q", "-B", branch, "main")
        with open("a.py", "w", encoding="utf-8") as file:
            file.write(text)
        commit()
    git("checkout", "-q", "-B", "third", "main~1")
    with open("a.py", "w", encoding="utf-8") as file:
        file.write("third")
    commit()
    subprocess.run(["git", "merge", "-q", "other"], capture_output=True)
    os.unlink("gone.py")
    assert b"a.py" in subprocess.run(["git", "ls-files", "-u"], capture_output=True).stdout
    assert find(".") == (["a.py", "kept.py"], [])


def test_repositories_inside_the_repository(tmp_path):
    begin()
    put("a.py", "nested/n.py", "nested/ignored.py", "empty/e.py")
    begin("nested")
    with open("nested/.gitignore", "w", encoding="utf-8") as file:
        file.write("ignored.py\n")
    commit("nested")
    begin("empty")
    put("../library/l.py")
    begin("../library")
    commit("../library")
    git("-c", "protocol.file.allow=always", "submodule", "add", "-q", "../library", "sub")
    expected = [".gitmodules", "a.py", "empty/e.py", "nested/.gitignore", "nested/n.py", "sub/l.py"]
    assert find(".") == (expected, [])
    git("submodule", "deinit", "-q", "-f", "sub")
    assert find(".") == (expected[:-1], [])
    assert find("sub") == ([], ["no files in sub"])


def test_repositories_below_a_directory_without_git():
    put("a.py", "one/b.py", "one/x.log", "one/.gitignore", "two/c.py", "two/x.log")
    begin("one")
    with open("one/.gitignore", "w", encoding="utf-8") as file:
        file.write("*.log\n")
    assert find(".") == (["a.py", "one/.gitignore", "one/b.py", "two/c.py", "two/x.log"], [])


def test_an_ignored_directory_is_walked_when_it_is_asked_for():
    begin()
    put("a.py", "models/m.py", "models/deep/n.py", "models/__pycache__/m.pyc")
    with open(".gitignore", "w", encoding="utf-8") as file:
        file.write("models/\n")
    assert find(".") == ([".gitignore", "a.py"], [])
    assert find("models") == (["models/deep/n.py", "models/m.py"], [])


def test_a_work_tree_and_an_environment():
    begin()
    put("a.py")
    commit()
    git("worktree", "add", "-q", "../other")
    assert find("../other") == (["../other/a.py"], [])
    put("../plain/a.py", "../plain/my-env/pyvenv.cfg", "../plain/my-env/lib/b.py")
    assert find("../plain") == (["../plain/a.py"], [])
    assert find("../plain/my-env")[0] == ["../plain/my-env/lib/b.py", "../plain/my-env/pyvenv.cfg"]


@pytest.mark.parametrize("with_git", [True, False])
def test_links_are_followed_only_to_files_inside(with_git):
    put("tree/a.py", "tree/.venv/v.py", "tree/blobs/1", "outside/o.py")
    if with_git:
        begin("tree")
    for link, target in {
        "model.bin": "blobs/1",
        "same.py": "a.py",
        "outside.py": "../outside/o.py",
        "absolute.py": os.path.abspath("outside/o.py"),
        "directory": "../outside",
        "parent": "..",
        "loop": "loop",
        "broken": "nowhere",
        "environment.py": ".venv/v.py",
        "git.py": ".git/HEAD",
    }.items():
        os.symlink(target, f"tree/{link}")
    found, problems = find("tree", is_excluded=lambda path: path.startswith("tree/blobs"))
    assert problems == []
    assert [path for path in found if ".venv/" not in path] == ["tree/a.py"]
    with_blobs, _ = find("tree")
    assert "tree/model.bin" not in with_blobs
    os.rename("tree/blobs", "tree/.tox")
    os.unlink("tree/model.bin")
    os.symlink("tree", "link-to-tree")
    assert "link-to-tree/a.py" in find("link-to-tree")[0]


def test_a_link_to_a_file_that_git_ignores():
    begin()
    put("blobs/1")
    os.symlink("blobs/1", "model.py")
    with open(".gitignore", "w", encoding="utf-8") as file:
        file.write("blobs/\n")
    assert find(".") == ([".gitignore", "model.py"], [])
    assert find(".", is_excluded=lambda path: path.startswith("blobs/")) == ([".gitignore"], [])


def test_a_directory_that_became_a_link_is_not_entered():
    begin()
    put("a.py", "data/b.py", "../outside/b.py")
    commit()
    os.unlink("data/b.py")
    os.rmdir("data")
    os.symlink("../outside", "data")
    assert find(".") == (["a.py"], [])


@pytest.mark.parametrize("with_git", [True, False])
def test_excluded_files_and_directories(with_git):
    put("a.py", "old/b.py", "old/deep/c.py", "x/d.py")
    if with_git:
        begin()
    asked = []

    def is_excluded(path):
        asked.append(path)
        return path.startswith("old/") or path == "x/d.py"

    assert find(".", is_excluded=is_excluded) == (["a.py"], [])
    assert find("x", is_excluded=is_excluded) == ([], ["no files in x: all are excluded, or links"])
    assert with_git or "old/b.py" not in asked


def test_a_directory_of_special_files_only():
    os.mkdir("pipes")
    os.mkfifo("pipes/p")
    assert find("pipes", "pipes/p") == ([], ["no files in pipes", "not a regular file: pipes/p"])


def test_a_junction_is_not_entered(monkeypatch):
    status = SimpleNamespace(st_mode=stat.S_IFDIR, st_reparse_tag=files._JUNCTION)
    monkeypatch.setattr(os, "lstat", lambda path: status)
    assert files._kind("x", []) == 0


@pytest.mark.usefixtures("no_git")
def test_git_is_not_there():
    put("a.py", ".git/config", "ignored.py")
    assert find(".") == (["a.py", "ignored.py"], [])


def test_git_refuses():
    put("a.py", ".git")
    assert find(".") == (["a.py"], [])


def test_the_repository_of_a_git_hook_is_not_the_one_asked_about(tmp_path, monkeypatch):
    put("a.py", "../other/b.py")
    begin()
    begin("../other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "project/.git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "project"))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index.lock")
    assert find(".", "../other") == (["a.py", "../other/b.py"], [])


def test_a_repository_cannot_have_a_program_started():
    put("a.py")
    begin()
    git("config", "core.fsmonitor", "touch started; false")
    git("-c", "core.fsmonitor=false", "add", "a.py")
    assert find(".") == (["a.py"], [])


def test_a_repository_cannot_have_what_it_lacks_fetched(project):
    put("sub/.gitignore", "sub/a.py")
    begin()
    git("add", "-A")
    git("update-index", "--skip-worktree", "sub/.gitignore")
    os.unlink("sub/.gitignore")
    shutil.rmtree(".git/objects")
    os.makedirs(".git/objects")
    for key, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", str(project)),
        ("remote.origin.uploadpack", f"touch '{project}/started'; false"),
    ):
        git("config", key, value)
    put("sub/new.py")
    assert find(".") == (["sub/a.py", "sub/new.py"], [])
    assert not os.path.exists("started")


def test_git_could_not_read_a_directory(monkeypatch):
    put("a.py")
    begin()
    stderr = b"warning: could not open directory 'locked/': Permission denied\nhint: something else\n"
    done = SimpleNamespace(returncode=0, stdout=b"a.py\0", stderr=stderr)
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: done)
    assert find(".") == (["a.py"], ["cannot read: ./: 'locked/': Permission denied"])


@pytest.fixture
def deep(project):
    """How many directories deep the file `a.py` is; pytest itself could not remove so many."""
    depth = 1500
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    put("a.py")
    os.chdir(project)
    yield depth
    for _ in range(depth):
        os.chdir("d")
    os.unlink("a.py")
    for _ in range(depth):
        os.chdir("..")
        os.rmdir("d")


def test_very_deep_directories(deep):
    assert find(".") == (["d/" * deep + "a.py"], [])


def test_files_alone_cost_no_import():
    put("a.py")
    hooks = os.path.dirname(os.path.dirname(os.path.dirname(files.__file__)))
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from labcoat.core.files import find_files\n"
        "assert find_files(['a.py', 'no.py'], lambda path: False) == (['a.py'], ['no such file: no.py'])\n"
        "heavy = ('subprocess', 're', 'pathlib', 'typing', 'fnmatch', 'collections.abc', 'shutil')\n"
        "print(*[name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code, hooks], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []
