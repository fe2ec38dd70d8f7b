"""The command labcoat-strip-outputs: what it reads, prints and returns."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from labcoat import __version__
from labcoat.strip_outputs import main, strip_files
from labcoat.strip_outputs.options import OptionError, parse_size

if TYPE_CHECKING:
    from pathlib import Path

CLEAN = """\
{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": null,
   "metadata": {},
   "outputs": [],
   "source": []
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
"""
OUTPUT = """[
    {
     "name": "stdout",
     "output_type": "stream",
     "text": "x"
    }
   ]"""
DIRTY = CLEAN.replace("[]", OUTPUT, 1).replace("null", "3")
NOTE = '{\n  "paragraphs": [\n    {\n      "results": {"msg": 1},\n      "text": "x"\n    }\n  ]\n}\n'
SAVED = len(DIRTY) - len(CLEAN)

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PRE_COMMIT", raising=False)
    for name, text in (("dirty.ipynb", DIRTY), ("clean.ipynb", CLEAN), ("note.zpln", NOTE), ("bad.ipynb", "{")):
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def read(name: str) -> str:
    with open(name, encoding="utf-8", newline="") as file:
        return file.read()


def give_input(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        (["clean.ipynb"], 0),
        (["dirty.ipynb"], 1),
        (["note.zpln"], 1),
        (["dirty.ipynb", "clean.ipynb"], 1),
        (["bad.ipynb"], 2),
        (["bad.ipynb", "dirty.ipynb", "clean.ipynb"], 2),
        (["missing.ipynb"], 2),
        (["."], 2),
    ],
)
@pytest.mark.parametrize("option", ["", "--check", "--diff", "--dry-run", "--verify"])
def test_the_worst_of_all_files_is_the_exit_code(paths: list[str], code: int, option: str) -> None:
    assert main([*([option] if option else []), *paths]) == code
    assert (read("dirty.ipynb") == CLEAN) == (not option and "dirty.ipynb" in paths)


def test_one_line_a_file(capsys: Capture) -> None:
    assert main(["dirty.ipynb", "clean.ipynb", "missing.ipynb", "note.zpln"]) == 2
    out, err = capsys.readouterr()
    assert out == f"dirty.ipynb: stripped 1 output, {SAVED} bytes\nnote.zpln: stripped 1 output, 8 bytes\n"
    assert err == "missing.ipynb: No such file or directory\n"


def test_check_lists(capsys: Capture) -> None:
    assert main(["--check", "dirty.ipynb", "clean.ipynb"]) == 1
    assert capsys.readouterr().out == f"dirty.ipynb: would strip 1 output, {SAVED} bytes\n"


@pytest.mark.parametrize("option", ["--dry-run", "--verify"])
def test_dry_run_says_it_in_the_words_of_nbstripout(option: str, capsys: Capture) -> None:
    assert main([option, "dirty.ipynb"]) == 1
    assert capsys.readouterr().out == "Dry run: would have stripped dirty.ipynb\n"


@pytest.mark.parametrize("name", ["dirty.ipynb", "note.zpln"])
@pytest.mark.parametrize("change", [None, ("\n", "\r\n"), ("\n}\n", "\n}"), ("\n", "")])
def test_git_can_apply_the_diff(name: str, change: tuple[str, str] | None, directory: Path, capsys: Capture) -> None:
    (directory / name).write_bytes(read(name).replace(*(change or ("", ""))).encode())
    assert main(["--diff", name]) == 1
    patch = capsys.readouterr().out.encode()
    subprocess.run(["git", "apply", "-p1", "--whitespace=nowarn", "-"], input=patch, check=True, cwd=directory)
    applied = read(name)
    subprocess.run(["git", "apply", "-R", "--whitespace=nowarn", "-"], input=patch, check=True, cwd=directory)
    assert main([name]) == 1
    assert read(name) == applied


def test_diff_is_as_git_shows_it(capsys: Capture) -> None:
    assert main(["--diff", "dirty.ipynb", "clean.ipynb"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["--- a/dirty.ipynb", "+++ b/dirty.ipynb", "@@ -2,15 +2,9 @@"]
    assert [line for line in lines[3:] if line.startswith("+")] == [
        '+   "execution_count": null,',
        '+   "outputs": [],',
    ]


@pytest.mark.parametrize(("name", "expected"), [("dirty.ipynb", CLEAN), ("clean.ipynb", CLEAN)])
def test_textconv_prints_the_stripped_file_whatever_it_was(name: str, expected: str, capfdbinary) -> None:
    assert main(["-t", name]) == 0
    sys.stdout.flush()
    assert capfdbinary.readouterr() == (expected.encode(), b"")


def test_textconv_of_a_broken_file(capfdbinary) -> None:
    assert main(["--textconv", "bad.ipynb"]) == 2
    assert capfdbinary.readouterr().out == b""


@pytest.mark.parametrize(
    ("given", "arguments", "expected"),
    [
        (DIRTY, [], CLEAN),
        (CLEAN, [], CLEAN),
        ("\ufeff" + CLEAN.replace("\n", "\r\n"), [], "\ufeff" + CLEAN.replace("\n", "\r\n")),
        (NOTE, ["--mode", "zeppelin"], NOTE.replace('{"msg": 1}', "{}")),
        (NOTE, ["--stdin-filename", "dir/x y.zpln"], NOTE.replace('{"msg": 1}', "{}")),
    ],
)
def test_standard_input_to_standard_output(
    given: str, arguments: list[str], expected: str, monkeypatch, capfdbinary
) -> None:
    give_input(monkeypatch, given)
    assert main(arguments) == 0
    sys.stdout.flush()
    assert capfdbinary.readouterr() == (expected.encode(), b"")


@pytest.mark.parametrize(("given", "code"), [(DIRTY, 1), (CLEAN, 0), ("{", 2)])
def test_standard_input_can_be_checked(given: str, code: int, monkeypatch, capsys: Capture) -> None:
    give_input(monkeypatch, given)
    assert main(["--dry-run"]) == code
    assert capsys.readouterr().out == ("Dry run: would have stripped input from stdin\n" if code == 1 else "")


def test_broken_input_gives_no_output(monkeypatch, capsys: Capture) -> None:
    """As a required git filter, exit code 2 and an empty output stop `git add`."""
    give_input(monkeypatch, DIRTY[:-9])
    assert main(["--stdin-filename", "nb.ipynb"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("nb.ipynb: not a readable notebook: ")


def test_a_terminal_is_no_notebook(monkeypatch, capsys: Capture) -> None:
    give_input(monkeypatch, "")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert main([]) == 2
    assert "no files given" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["-x.ipynb", "--check.ipynb", "a b.ipynb", "é\u4e2d.ipynb", "new\nline.ipynb"])
def test_any_file_name(name: str, directory: Path, capsys: Capture) -> None:
    (directory / name).write_text(DIRTY)
    assert main([name]) == 1
    assert main(["--max-size=1", name]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_name_that_the_terminal_cannot_show(directory: Path) -> None:
    (directory / "\u4e2d.ipynb").write_text(DIRTY)
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-c", "from labcoat.strip_outputs import main; raise SystemExit(main())"]
    done = subprocess.run([*command, "\u4e2d.ipynb"], capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.startswith(b"\\u4e2d.ipynb: stripped")


def test_output_types_do_not_swallow_the_files() -> None:
    """nbstripout would take the file for a type, and wait for standard input."""
    assert main(["--drop-output-type", "error", "stream:stderr", "dirty.ipynb"]) == 1
    assert read("dirty.ipynb") == CLEAN


@pytest.mark.parametrize("option", ["-f", "--force", "--unix-newlines", "--keep-id", "--mode=jupyter"])
def test_options_of_nbstripout_that_change_nothing_here(option: str) -> None:
    assert main([option, "dirty.ipynb"]) == 1
    assert read("dirty.ipynb") == CLEAN


def test_version(capsys: Capture) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"{__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--extra-keys", "kernelspec"], "extra-keys: 'kernelspec' starts neither with 'metadata.' nor with 'cell.'"),
        (["--extra-keys", "cell.source"], "extra-keys: 'cell.source' would remove what the cell is about"),
        (["--max-size", "lots"], "max-size: 'lots' is not a size such as 500, 10k or 64KiB"),
    ],
)
def test_options_that_make_no_sense(arguments: list[str], message: str, capsys: Capture) -> None:
    assert main([*arguments, "dirty.ipynb"]) == 2
    assert capsys.readouterr().err == f"labcoat-strip-outputs: {message}\n"
    assert read("dirty.ipynb") == DIRTY


SIZES = [("0", 0), ("12", 12), ("1k", 1000), ("2M", 2_000_000), ("1G", 10**9), ("64KiB", 65536), ("3kB", 3000), (7, 7)]


@pytest.mark.parametrize(("size", "characters"), SIZES)
def test_sizes(size: str | int, characters: int) -> None:
    assert parse_size(size) == characters


@pytest.mark.parametrize("size", ["", "k", "1x", "-1", "1.5k", "1KMi"])
def test_what_is_no_size(size: str) -> None:
    with pytest.raises(OptionError):
        parse_size(size)


def configure(directory: Path, text: str) -> None:
    (directory / "pyproject.toml").write_text(text)


@pytest.mark.parametrize(
    ("settings", "arguments", "code"),
    [
        ("keep-output = true\nkeep-count = true", [], 0),
        ("keep-output = true", [], 1),
        ('keep-count = true\nkeep-output-type = ["stream"]', [], 0),
        ('keep-count = true\nkeep-output-type = ["stream"]', ["--keep-output-type=error"], 1),
        ('keep-count = true\nmax-size = "1k"', [], 0),
    ],
)
def test_pyproject_gives_the_defaults(directory: Path, settings: str, arguments: list[str], code: int) -> None:
    configure(directory, f"[tool.labcoat.strip-outputs]\n{settings}\n")
    assert main([*arguments, "dirty.ipynb"]) == code


def test_the_nearest_pyproject_of_each_file_counts(directory: Path) -> None:
    configure(directory, "[tool.labcoat.strip-outputs]\nkeep-output = true\nkeep-count = true\n")
    (directory / "sub").mkdir()
    (directory / "sub" / "nb.ipynb").write_text(DIRTY)
    configure(directory / "sub", "[tool.labcoat.strip-outputs]\n")
    assert main(["dirty.ipynb", "sub/nb.ipynb"]) == 1
    assert (read("dirty.ipynb"), read("sub/nb.ipynb")) == (DIRTY, CLEAN)


@pytest.mark.parametrize(
    "settings", ['exclude = ["dirty.ipynb"]', 'per-file-ignores = { "dirty.ipynb" = ["strip-outputs"] }']
)
def test_pyproject_can_exempt_files(directory: Path, settings: str) -> None:
    configure(directory, f"[tool.labcoat]\n{settings}\n")
    assert main(["dirty.ipynb"]) == 0
    assert main(["dirty.ipynb", "note.zpln"]) == 1


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            "[tool.labcoat.strip-output]\nkeep-id = true",
            'unknown key "strip-output", did you mean "strip-outputs"?',
        ),
        ("keep-outputs = true", 'unknown key "keep-outputs", did you mean "keep-output"?'),
        ("extra-keys = 1", "strip-outputs.extra-keys: must be a list of strings"),
        ("keep-output = [", "pyproject.toml"),
        ('id = "random"', "id: 'random' is neither keep nor sequential"),
    ],
)
def test_settings_that_make_no_sense(directory: Path, settings: str, message: str, capsys: Capture) -> None:
    configure(directory, settings if settings.startswith("[") else f"[tool.labcoat.strip-outputs]\n{settings}\n")
    assert main(["dirty.ipynb"]) == 2
    assert message in capsys.readouterr().err
    assert read("dirty.ipynb") == DIRTY


def test_a_file_named_twice_was_stripped_all_the_same(directory: Path) -> None:
    assert main(["dirty.ipynb", "dirty.ipynb"]) == 1


def test_strip_files_is_for_other_commands(capsys: Capture) -> None:
    assert strip_files(["dirty.ipynb"], "check") == 1
    assert strip_files(["dirty.ipynb", "clean.ipynb"]) == 1
    assert strip_files(["dirty.ipynb", "clean.ipynb"]) == 0
    assert strip_files([]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


HEAVY = {
    *("argparse", "json", "re", "typing", "pathlib", "subprocess", "tempfile", "dataclasses", "collections", "enum"),
    *("contextlib", "functools", "tomli", "tomllib", "nbformat", "nbstripout", "detect_secrets", "jsonschema", "yaml"),
    *("requests", "packaging", "rich", "labcoat.core.config", "labcoat.strip_outputs.verify"),
}


@pytest.mark.parametrize("arguments", [["clean.ipynb"], ["-t", "clean.ipynb"], ["--keep-output", "clean.ipynb"]])
def test_a_clean_run_imports_nothing_that_is_slow(arguments: list[str]) -> None:
    program = (
        "import sys; before = set(sys.modules); from labcoat.strip_outputs import main; code = main(sys.argv[1:]); "
    )
    program += "print(*sorted(set(sys.modules) - before), file=sys.stderr); raise SystemExit(code)"
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "labcoat.strip_outputs.command" in loaded
    assert loaded & HEAVY == set()
