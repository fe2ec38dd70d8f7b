"""Where settings come from, what they cover, and what is wrong with wrong ones."""

from __future__ import annotations

import ntpath
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from labcoat.core import paths
from labcoat.core.config import Config, ConfigError, check_config, forget_configs, load_config
from labcoat.core.globs import compile_globs
from labcoat.core.rule import Rule
from labcoat.core.selection import is_named, reaches, rule_selection

TABLE = '[tool.labcoat]\nselect = ["remote-code"]\n'
RULES = ("trust-remote-code", "torch-hub-trust-repo", "openai-key")
FAMILIES = {"remote-code": {"allow": list, "strict": bool, "depth": int}, "find-keys": {}}


@pytest.fixture(autouse=True)
def _fresh():
    forget_configs()


def put(path, text=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def config_of(tmp_path, text):
    return load_config(str(put(tmp_path / "pyproject.toml", text).parent), str(tmp_path))


def test_the_nearest_file_with_the_table_counts(tmp_path):
    (tmp_path / ".git").mkdir()
    put(tmp_path / "pyproject.toml", TABLE)
    put(tmp_path / "a/pyproject.toml", "[project]\nname = 'labcoat-user'\n")
    inner = put(tmp_path / "a/b/c/pyproject.toml", "[tool.labcoat]\n")
    found = [load_config(str(tmp_path / "a/b")), load_config(str(tmp_path / "a/b/c")), load_config(str(tmp_path))]
    assert [config.select for config in found] == [["remote-code"], None, ["remote-code"]]
    assert [config.path for config in found] == [str(tmp_path / "pyproject.toml"), str(inner), found[0].path]
    assert found[0].root == str(tmp_path)


@pytest.mark.parametrize("marker", ["directory", "file"])
def test_the_git_root_is_the_last_directory_looked_at(tmp_path, marker):
    put(tmp_path / "pyproject.toml", TABLE)
    put(tmp_path / "repo/sub/x.py")
    git = tmp_path / "repo/.git"
    git.mkdir() if marker == "directory" else put(git, "gitdir: elsewhere\n")
    assert load_config(str(tmp_path / "repo/sub")).path == ""
    put(tmp_path / "repo/pyproject.toml", TABLE)
    forget_configs()
    assert load_config(str(tmp_path / "repo/sub")).path == str(tmp_path / "repo/pyproject.toml")


def test_without_a_git_root_stop_is_the_last_directory(tmp_path):
    put(tmp_path / "pyproject.toml", TABLE)
    put(tmp_path / "a/b/x.py")
    assert load_config(str(tmp_path / "a/b"), stop=str(tmp_path / "a")).path == ""
    assert load_config(str(tmp_path / "a/b"), stop=str(tmp_path)).path
    assert load_config(str(tmp_path / "a/b")).path


def test_a_relative_directory_and_one_that_does_not_exist(tmp_path, monkeypatch):
    config_of(tmp_path, TABLE)
    monkeypatch.chdir(tmp_path)
    assert (
        load_config("").path == load_config(".").path == load_config("no/such").path == str(tmp_path / "pyproject.toml")
    )


def test_directories_are_remembered_until_told(tmp_path):
    first = config_of(tmp_path, TABLE)
    put(tmp_path / "pyproject.toml", "[tool.labcoat]\n")
    assert load_config(str(tmp_path / "x/y"), str(tmp_path)) is first
    assert load_config(str(tmp_path), str(tmp_path)) is first
    forget_configs()
    assert load_config(str(tmp_path), str(tmp_path)).select is None


def test_a_very_deep_directory(tmp_path):
    put(tmp_path / "pyproject.toml", TABLE)
    assert load_config(str(tmp_path) + "/d" * 1500, str(tmp_path)).select == ["remote-code"]


def test_all_keys(tmp_path):
    config = config_of(
        tmp_path,
        '[tool.labcoat]\nselect = ["all"]\nignore = ["openai-key"]\nmin-severity = "high"\nexclude = ["old/"]\n'
        'per-file-ignores = { "*.ipynb" = ["find-keys"] }\n[tool.labcoat.remote-code]\nallow = ["org/name"]\n',
    )
    check_config(config, RULES, FAMILIES)
    assert (config.select, config.ignore, config.min_severity) == (["all"], ["openai-key"], "high")
    assert config.options("remote-code") == {"allow": ["org/name"]}
    assert config.options("find-keys") == {}


def test_no_settings():
    config = Config()
    check_config(config, RULES, FAMILIES)
    assert (config.path, config.root, config.select, config.ignore, config.min_severity) == ("", "", None, None, "")
    assert not config.is_excluded("x.py")
    assert config.ignored_rules("x.py") == []
    assert config.options("remote-code") == {}


INVALID = {
    "a typo in a key": ("selct = []", 'unknown key "selct", did you mean "select"?'),
    "an underscore": ('min_severity = "low"', 'unknown key "min_severity", did you mean "min-severity"?'),
    "a typo in a family": ("[tool.labcoat.remote-cod]", 'unknown key "remote-cod", did you mean "remote-code"?'),
    "a key of a family": (
        "[tool.labcoat.remote-code]\nalow = []",
        '[tool.labcoat.remote-code]: unknown key "alow", did you mean "allow"?',
    ),
    "a family without keys": ("[tool.labcoat.find-keys]\nallow = []", 'find-keys]: unknown key "allow"'),
    "a family that is no table": ("remote-code = 1", "remote-code: must be a table"),
    "a string for a list": ('select = "all"', "select: must be a list of strings"),
    "numbers in a list": ("ignore = [1]", "ignore: must be a list of strings"),
    "no bytes": ("max-bytes = 0", "max-bytes: must be at least 1"),
    "a list for a string": ('min-severity = ["low"]', "min-severity: must be a string"),
    "a list for a table": ('per-file-ignores = ["x"]', "per-file-ignores: must be a table"),
    "a string in the table": ('per-file-ignores = {"*.py" = "x"}', "per-file-ignores: *.py: must be a list of strings"),
    "a family's type": ("[tool.labcoat.remote-code]\nstrict = 1", "remote-code.strict: must be true or false"),
    "true for a number": ("[tool.labcoat.remote-code]\ndepth = true", "remote-code.depth: must be a whole number"),
    "a severity": ('min-severity = "hihg"', 'min-severity: unknown severity "hihg", did you mean "high"?'),
    "no severity": ('min-severity = ""', 'min-severity: unknown severity ""'),
    "a rule": ('select = ["trust-remote"]', 'select: unknown rule "trust-remote", did you mean "trust-remote-code"?'),
    "an ignored family": ('ignore = ["find-key"]', 'ignore: unknown rule "find-key", did you mean "find-keys"?'),
    "a rule for a file": (
        'per-file-ignores = {"*.py" = ["openai-keys"]}',
        'per-file-ignores: *.py: unknown rule "openai-keys", did you mean "openai-key"?',
    ),
    "nothing selected": ("select = []", "select: the list is empty"),
    "an empty pattern": ('exclude = [""]', "exclude: an empty pattern"),
    "only a slash": ('exclude = ["/"]', "exclude: an empty pattern"),
    "an empty glob": ('per-file-ignores = {"!" = ["all"]}', "per-file-ignores: an empty pattern"),
    "broken TOML": ("select = [\n'a'\n\n", "(at line 5)"),
    "a key without a value": ("select\n", "(at line 2, column 7)"),
    "the same key twice": ("ignore = []\nignore = []", "(at line 3"),
    "nested too deeply": ("select = " + "[" * 5000, "nested too deeply"),
}


@pytest.mark.parametrize(("text", "message"), INVALID.values(), ids=INVALID)
def test_what_is_wrong_is_named_with_its_file(tmp_path, text, message):
    with pytest.raises(ConfigError) as caught:
        check_config(config_of(tmp_path, "[tool.labcoat]\n" + text), RULES, FAMILIES)
    assert str(caught.value).startswith(str(tmp_path / "pyproject.toml"))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[tool]\nlabcoat = 3\n", "tool.labcoat: must be a table"),
        (b'[tool.labcoat]\nselect = ["\xff"]\n', "not UTF-8 (at line 2)"),
        ("[tool.labcoat]\n".encode("utf-16"), "not UTF-8 (at line 1)"),
        ("[tool.labcoat]\n".encode("utf-16-be"), "(at line 1"),
    ],
)
def test_bytes_that_are_no_settings(tmp_path, data, message):
    (tmp_path / "pyproject.toml").write_bytes(data)
    with pytest.raises(ConfigError) as caught:
        load_config(str(tmp_path), str(tmp_path))
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ["", "tool = 3 # labcoat", "[project]\nname = 'labcoat'\n", "[tool.other]\nx = ["])
def test_files_that_have_nothing_for_us(tmp_path, text):
    assert config_of(tmp_path, text).path == ""


def test_a_directory_called_pyproject_toml(tmp_path):
    (tmp_path / "pyproject.toml").mkdir()
    assert load_config(str(tmp_path), str(tmp_path)).path == ""


GLOBS = [
    # pattern, covered, not covered
    ("*.py", ["a.py", "x/a.py", ".py"], ["a.pyc", "a/py"]),
    ("build", ["build", "build/a", "x/build/y/a"], ["rebuild", "build2/a"]),
    ("build/", ["build/a", "x/build/y/a", "build/"], ["build", "x/build"]),
    ("/build", ["build", "build/a"], ["x/build"]),
    ("x/build", ["x/build/a"], ["y/x/build"]),
    ("x/*.py", ["x/a.py"], ["x/y/a.py"]),
    ("x/**", ["x/a", "x/y/a"], ["x", "y/x/a"]),
    ("x/**/a.py", ["x/a.py", "x/y/z/a.py"], ["x/y/b.py"]),
    ("**/old", ["old", "x/y/old/a"], ["older"]),
    ("**/old/*.ipynb", ["old/a.ipynb", "x/old/a.ipynb"], ["x/old/y/a.ipynb"]),
    ("**", ["a", "x/a"], []),
    ("a?c", ["abc", "x/abc"], ["ac", "a/c"]),
    ("[ab].py", ["a.py", "b.py"], ["c.py"]),
    ("[!ab].py", ["c.py"], ["a.py"]),
    ("[^ab].py", ["c.py"], ["a.py"]),
    ("[a-c]x", ["bx"], ["dx"]),
    (r"\*.py", ["*.py"], ["a.py"]),
    (r"\!important", ["!important"], ["important"]),
    ("Straße/*", ["Straße/ä.ipynb"], ["straße/ä.ipynb"]),
    ("with space/", ["with space/a"], ["with/space/a"]),
]


@pytest.mark.parametrize(("pattern", "covered", "free"), GLOBS, ids=[pattern for pattern, _, _ in GLOBS])
def test_patterns_mean_what_they_mean_in_a_gitignore(pattern, covered, free):
    match = compile_globs((pattern,))
    assert [path for path in covered if not match(path)] == []
    assert [path for path in free if match(path)] == []


def test_git_itself_agrees_about_the_patterns(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("GIT_DIR", raising=False)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    for pattern, covered, free in GLOBS:
        (tmp_path / ".gitignore").write_text(pattern + "\n", "utf-8")
        names = [*covered, *free]
        stdin = "\0".join(name.rstrip("/") + "/x" * name.endswith("/") for name in names).encode()
        asked = subprocess.run(
            ["git", "check-ignore", "--no-index", "-z", "--stdin"], cwd=tmp_path, input=stdin, capture_output=True
        )
        assert asked.stdout.count(b"\0") == len(covered), pattern


def test_the_last_pattern_counts_but_not_below_a_covered_directory():
    match = compile_globs(("*.ipynb", "!keep.ipynb", "old", "!old/keep.ipynb"))
    found = {path: match(path) for path in ("a.ipynb", "keep.ipynb", "x/keep.ipynb", "old/keep.ipynb")}
    assert found == {"a.ipynb": True, "keep.ipynb": False, "x/keep.ipynb": False, "old/keep.ipynb": True}


def test_hostile_patterns_and_paths_take_a_bounded_number_of_steps():
    assert not compile_globs(("**/a/" * 30 + "b",))("/".join("a" * 200))
    assert not compile_globs(("*a" * 40 + "b",))("a" * 250)


def test_exclude_takes_absolute_and_relative_paths(tmp_path, monkeypatch):
    config = config_of(tmp_path, '[tool.labcoat]\nexclude = ["data/", "/*.py"]\n')
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    covered = ["../data/x.ipynb", "data/x.ipynb", str(tmp_path / "data/x.ipynb"), "../a.py", "data/"]
    free = ["a.py", "../data", "../../data/x.ipynb", str(tmp_path.parent / "data/x"), "notebook.ipynb", ".."]
    assert [path for path in covered if not config.is_excluded(path)] == []
    assert [path for path in free if config.is_excluded(path)] == []


def test_exclude_sees_through_a_linked_project(tmp_path):
    project = put(tmp_path / "real/pyproject.toml", '[tool.labcoat]\nexclude = ["data/"]\n').parent
    (tmp_path / "link").symlink_to(project, target_is_directory=True)
    config = load_config(str(project), str(tmp_path))
    assert config.is_excluded(str(tmp_path / "link/data/x.ipynb"))
    assert not config.is_excluded(str(tmp_path / "link/x.ipynb"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"C:\repo\notebooks\a.ipynb", "notebooks/a.ipynb"),
        ("c:/Repo/notebooks/a.ipynb", "notebooks/a.ipynb"),
        (r"C:\repo\..\other\a.ipynb", None),
        (r"D:\repo\a.ipynb", None),
    ],
)
def test_windows_paths(monkeypatch, path, expected):
    def realpath(path):
        return path

    flavour = SimpleNamespace(abspath=ntpath.normpath, relpath=ntpath.relpath, realpath=realpath)
    monkeypatch.setattr(paths, "os", SimpleNamespace(path=flavour, sep="\\"))
    assert paths.relative(path, r"C:\repo") == expected
    assert paths.slashes(r"a\b") == "a/b"


def test_per_file_ignores_add_up(tmp_path):
    config = config_of(
        tmp_path,
        "[tool.labcoat.per-file-ignores]\n"
        '"tests/" = ["find-keys"]\n"*_test.py" = ["all"]\n"!src/**" = ["openai-key"]\n',
    )
    found = [config.ignored_rules(str(tmp_path / path)) for path in ("tests/a_test.py", "src/a.py", "b.py")]
    assert found == [["find-keys", "all", "openai-key"], [], ["openai-key"]]
    assert config.ignored_rules(str(tmp_path.parent / "b.py")) == []


def make(name, opt_in=False):
    rule = Rule.__new__(Rule)
    rule.name, rule.opt_in, rule.severity, rule.switch, rule.wider = name, opt_in, "high", "", None
    return rule


GROUPS = {
    "remote-code": [make("trust-remote-code"), make("torch-hub-trust-repo"), make("unpinned-revision", opt_in=True)],
    "find-keys": [make("openai-key")],
}
TRUST, HUB, PIN, KEY = "trust-remote-code", "torch-hub-trust-repo", "unpinned-revision", "openai-key"


@pytest.mark.parametrize(
    ("table", "select", "ignore", "expected"),
    [
        ({}, None, None, [TRUST, HUB, KEY]),
        ({"select": ["all"]}, None, None, [TRUST, HUB, PIN, KEY]),
        ({"select": ["remote-code"]}, None, None, [TRUST, HUB]),
        ({"select": ["remote-code", PIN]}, None, None, [TRUST, HUB, PIN]),
        ({"ignore": ["remote-code"]}, None, None, [KEY]),
        ({"ignore": ["all"]}, None, None, []),
        ({"select": ["find-keys"]}, [TRUST], None, [TRUST]),
        ({"ignore": [KEY]}, None, [TRUST], [HUB, KEY]),
        ({"ignore": [KEY]}, None, [], [TRUST, HUB, KEY]),
        ({"ignore": [TRUST]}, [TRUST], None, [TRUST]),
        ({"ignore": ["remote-code"]}, [TRUST], None, [TRUST]),
        ({"ignore": ["remote-code"]}, ["remote-code"], None, [TRUST, HUB]),
        ({"ignore": [TRUST]}, ["remote-code"], None, [HUB]),
        ({}, ["remote-code"], [HUB], [TRUST]),
        ({}, [TRUST], ["all"], []),
        ({}, [], None, []),
    ],
)
def test_the_command_line_replaces_the_project(table, select, ignore, expected):
    assert [rule.name for rule in rule_selection(GROUPS, Config("", table), select, ignore)] == expected


def test_names_and_severities():
    assert is_named(["x", "remote-code"], TRUST, "remote-code")
    assert is_named(["all"], TRUST, "remote-code")
    assert not is_named(["find-keys", "trust"], TRUST, "remote-code")
    order = ("low", "medium", "high", "critical")
    assert [reaches(severity, "high") for severity in order] == [False, False, True, True]
    assert all(reaches(severity, "") for severity in order)


HEAVY = ("tomli", "re", "fnmatch", "pathlib", "typing", "difflib", "collections.abc", "dataclasses", "subprocess")


@pytest.mark.parametrize("text", ["", "[project]\nname = 'something'\n[tool.ruff]\nline-length = 100\n"])
def test_without_settings_nothing_is_imported(tmp_path, text):
    put(tmp_path / "pyproject.toml", text)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from labcoat.core.config import load_config\n"
        "from labcoat.core.selection import rule_selection\n"
        "config = load_config(sys.argv[2], sys.argv[2]); rule_selection({}, config)\n"
        "config.is_excluded('x'), config.ignored_rules('x')\n"
        "print(*[name for name in sys.argv[3:] if name in sys.modules])"
    )
    hooks = os.path.dirname(os.path.dirname(os.path.dirname(paths.__file__)))
    command = [sys.executable, "-I", "-S", "-c", code, hooks, str(tmp_path), *HEAVY]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() == []
