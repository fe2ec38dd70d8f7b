"""Standard output and error: colors, encodings, readers that leave, Ctrl-C; and the file for GitHub's step summary."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Project
from tests.e2e.notebooks import REMOTE, notebook
from tests.e2e.runners import tool

ESCAPE = "\x1b["
WIDE = 'load("模型🙂", trust_remote_code=True)\n'


@pytest.mark.parametrize(
    ("arguments", "variables", "colored"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": ""}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ([], {"FORCE_COLOR": "1", "TERM": "dumb"}, False),
        (["--color=auto"], {}, False),
        (["--color=always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color=never"], {"FORCE_COLOR": "1"}, False),
        (["--color=always", "--format=json"], {}, False),
        (["--color=always", "--format=github"], {}, False),
    ],
)
def test_color(project: Project, arguments: list[str], variables: dict[str, str], colored: bool) -> None:
    project.write("a.py", REMOTE)
    done = project.labcoat("check", "a.py", *arguments, **{"TERM": "xterm"} | variables)
    assert (ESCAPE in done.out, ESCAPE in done.err) == (colored, False)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-16", "cp1252:strict"])
@pytest.mark.parametrize("format_", ["text", "concise", "json", "sarif", "junit"])
def test_a_console_that_lacks_characters(project: Project, encoding: str, format_: str) -> None:
    project.write("模型.py", WIDE)
    command = [tool("labcoat"), "check", f"--format={format_}", "."]
    env = project.env | {"PYTHONIOENCODING": encoding}
    done = subprocess.run(command, cwd=project.root, env=env, capture_output=True)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "trust" in done.stdout.decode(encoding.partition(":")[0])


@pytest.mark.parametrize("command", [["explain", "trust-remote-code"], ["rules"], ["--help"], ["check", "--help"]])
def test_help_on_a_console_that_lacks_characters(project: Project, command: list[str]) -> None:
    done = project.labcoat(*command, PYTHONIOENCODING="ascii")
    assert (done.code, done.err) == (0, "")


def test_fix_on_a_console_that_lacks_characters(project: Project) -> None:
    project.write("模型.ipynb", notebook(WIDE))
    for arguments in (["--diff", "--unsafe-fixes"], ["--check", "--unsafe-fixes"], ["--unsafe-fixes"]):
        done = project.labcoat("fix", *arguments, PYTHONIOENCODING="ascii")
        assert (done.code, done.err) == (1, "")


def start(project: Project, *command: str, **streams: object) -> subprocess.Popen[bytes]:
    """Start a command that has a lot to say."""
    project.write("a.py", REMOTE * 3000)
    return subprocess.Popen([tool(command[0]), *command[1:]], cwd=project.root, env=project.env, **streams)


@pytest.mark.parametrize(
    "command",
    [
        ["labcoat", "check", "a.py"],
        ["labcoat", "check", "--jobs=2", "--format=json", "a.py", "."],
        ["labcoat-remote-code", "a.py"],
        ["labcoat", "fix", "--diff", "--unsafe-fixes", "a.py"],
        ["labcoat", "explain", "remote-code"],
        ["labcoat", "rules"],
        ["labcoat", "--help"],
        ["labcoat", "check", "--help"],
        ["labcoat-strip-outputs", "--help"],
    ],
    ids=" ".join,
)
def test_a_reader_that_leaves(project: Project, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = start(project, *command, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (process.communicate(timeout=60)[1], process.returncode) == (b"", 2)


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed(project: Project, closed: str) -> None:
    project.write("a.py", REMOTE)
    project.write("nb.ipynb", notebook("x = 1\n"))
    for command in (
        "labcoat check a.py missing",
        "labcoat-remote-code a.py missing",
        "labcoat-strip-outputs nb.ipynb missing",
    ):
        done = project.run("sh", "-c", f"exec {command} {closed}")
        assert done.code == 2
        assert "Traceback" not in done.output
    assert project.read("nb.ipynb") == notebook("x = 1\n", outputs=False)


@pytest.mark.parametrize("command", ["labcoat check a.py", "labcoat rules", "labcoat-remote-code a.py"])
def test_a_full_disk(project: Project, command: str) -> None:
    project.write("a.py", REMOTE)
    done = project.run("sh", "-c", f"exec {command} >/dev/full")
    assert (done.code, done.output) == (2, "labcoat: No space left on device\n")


@pytest.mark.parametrize("arguments", [["labcoat", "check", "--stdin-filename=a.py", "-"], ["labcoat-strip-outputs"]])
def test_control_c(project: Project, arguments: list[str]) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    process = start(project, *arguments, **pipes)
    wait_until_it_reads(process)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60)[0] == b""
    assert process.returncode == 130


def wait_until_it_reads(process: subprocess.Popen[bytes]) -> None:
    """Fill the pipe to the process; there is room for more only once it has read from it."""
    os.set_blocking(process.stdin.fileno(), False)
    written = 0
    while written < 2**21:
        try:
            written += os.write(process.stdin.fileno(), b"#" * 2**16)
        except BlockingIOError:  # noqa: PERF203
            os.sched_yield()
    os.set_blocking(process.stdin.fileno(), True)


def test_control_c_in_many_processes(project: Project) -> None:
    for number in range(300):
        project.write(f"{number}.py", REMOTE * 300)
    process = start(
        project,
        "labcoat",
        "check",
        "--jobs=2",
        ".",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    wait_for_workers(process)
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=120)[0] == b""
    assert process.returncode == 130


def test_a_process_that_is_killed(project: Project) -> None:
    for number in range(300):
        project.write(f"{number}.py", REMOTE * 300)
    process = start(project, "labcoat", "check", "--jobs=2", ".", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    os.kill(wait_for_workers(process)[-1], signal.SIGKILL)
    told = b"a process was killed before it had checked its files: try with fewer --jobs\n"
    assert (process.communicate(timeout=120)[1], process.returncode) == (told, 2)


def wait_for_workers(process: subprocess.Popen[bytes]) -> list[int]:
    """The process ids of two workers, once they are there, behind that of Python's own that tidies up after them."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while len(found := children.read_text().split()) < 3:
        os.sched_yield()
    return [int(pid) for pid in found]


def test_the_step_summary_is_appended(project: Project) -> None:
    project.write("a.py", REMOTE)
    project.write("summary.md", "# before\n")
    done = project.labcoat("check", "--format=github", "a.py", GITHUB_STEP_SUMMARY="summary.md")
    assert (done.code, done.out.count("::error ")) == (1, 1)
    assert project.read("summary.md").startswith("# before\n### labcoat\n")
    assert "trust" in project.read("summary.md")


def test_a_step_summary_that_cannot_be_written(project: Project) -> None:
    project.write("a.py", REMOTE)
    done = project.labcoat("check", "--format=concise", "a.py", GITHUB_STEP_SUMMARY="no/such/file")
    assert (done.code, done.out.count("a.py:1:26")) == (2, 1)
    assert (
        done.err == "labcoat check: GITHUB_STEP_SUMMARY: no/such/file: cannot be written: No such file or directory\n"
    )
