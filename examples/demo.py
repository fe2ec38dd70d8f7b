"""`make demo`: build a small machine-learning repository in `demo/`, and let labcoat look at it.

Every command is run, and what is printed below it is what it said. An argument is another directory than `demo/`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ml_repo import build

DEMO = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "demo")
COLOR = "always" if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else "never"
GIT = ("git", "-c", "user.name=demo", "-c", "user.email=demo@example.org", "-c", "commit.gpgsign=false")
ISOLATED = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_PAGER": "cat", "PYTHONUTF8": "1"}


def main() -> int:
    """Run the demo. 0, although there are findings, because they are what it shows."""
    set_up()
    find_keys()
    check()
    unsafe()
    packages()
    models()
    everything()
    explain()
    share()
    replace_keys()
    strip()
    start()
    heading("Next")
    say("Run `labcoat init` in a repository of your own. `labcoat baseline .` accepts what is there today,")
    say("so that only new findings are reported.")
    return 0


def set_up() -> None:
    """Recreate the repository, with everything committed."""
    shutil.rmtree(DEMO, ignore_errors=True)
    build(DEMO)
    for command in ("init --quiet", "add --all", "commit --quiet --message Start"):
        run(*GIT, *command.split())
    heading("A small ML repository, as people commit them")
    show("git", "ls-files")


def find_keys() -> None:
    heading("1. Are there keys in it?")
    expect(1, hook("labcoat-find-keys", ".env", "train.ipynb"))
    say("Exit code 1: there are findings. No key is shown, here or in any other format; all of these are fake.")
    say("They are in .env, a cell, a traceback, an output, two pieces that make one key, and the notebook's metadata.")


def check() -> None:
    heading("2. What runs code that somebody else can change?")
    expect(1, hook("labcoat-remote-code", "Dockerfile", "config.yaml", "evaluate.py", "train.py"))
    say("Not listed: train.py line 7, which a comment accepts; evaluate.py, whose commit pyproject.toml allows.")


def unsafe() -> None:
    heading("3. What else is unsafe: files, services, logs, roles?")
    families = "cloud-policy,secret-logging,unsafe-defaults,unsafe-load"
    expect(1, labcoat("check", "app.py", "cluster.sh", "role.json", "--select", families))
    say("The Ray dashboard is critical: whoever reaches it runs code. `key` is a secret: see where it comes from.")


def packages() -> None:
    heading("4. What does it install, and from where?")
    expect(1, hook("labcoat-pinned-requirements", "Dockerfile", "requirements.txt", "serve.py", "setup.sh"))
    say("bitsandbytes is never installed, whatever the file seems to say. uv.lock has a version for what it names:")
    print()
    expect(1, labcoat("fix", "Dockerfile", "requirements.txt", "--select", "pinned-requirements", "--diff"))
    say("In a repository with many unpinned packages, begin with `labcoat baseline`, or with `--changed-lines`.")


def models() -> None:
    heading("5. What would a checkpoint run, and is it the one that we agreed on?")
    expect(1, hook("labcoat-model-files", "encoder.pt"))
    say("torch.load would have run it. labcoat reads the opcodes and loads nothing. The token is among the arguments.")
    print()
    expect(0, labcoat("lock"))
    show("cat", "models.lock")
    with open(DEMO / "encoder.pt", "ab") as file:
        file.write(b"\n")
    expect(1, hook("labcoat-model-lock", "encoder.pt"))
    say("One byte more than when it was locked.")
    run(*GIT, "checkout", "--quiet", "encoder.pt")


def everything() -> None:
    heading("6. All of it, one line each, with the comments that ignore nothing")
    expect(1, labcoat("check", ".", "--pedantic", "--format", "concise"))
    say("Cell 3 takes TRUST from cell 2. The last line: a comment accepts a risk that is not there any more.")
    say("For CI there are --format github, gitlab, sarif and junit; for scripts json and jsonl.")


def explain() -> None:
    heading("7. Why is that bad, and what should I write?")
    expect(0, labcoat("explain", "torch-hub-trust-repo"))


def share() -> None:
    heading("8. Share a copy of the notebook, without its keys")
    expect(0, labcoat("redact", "train.ipynb", "-o", "share.ipynb"))
    expect(0, labcoat("check", "share.ipynb", "--select", "find-keys"))
    say("The copy keeps its outputs. `--all` takes paths, user names and IP addresses out of it, too.")


def replace_keys() -> None:
    heading("9. Read keys from the environment instead")
    expect(1, labcoat("fix", "train.ipynb", "--select", "find-keys", "--diff"))
    say("Without --diff, the changes are made. Revoke the keys that were there: git's history still has them.")


def strip() -> None:
    heading("10. Take the outputs out of the notebooks")
    notebook = DEMO / "train.ipynb"
    before = notebook.stat().st_size
    expect(2, labcoat("fix", "."))
    say("Exit code 2: one notebook cannot be stripped until its merge conflict is resolved. The other one is done:")
    say(
        f"{before:,} bytes before, {notebook.stat().st_size:,} now. An image, a traceback with the token, widget state,"
    )
    say("timings and counts are gone; every other byte is as it was.")
    print()
    show("git", "diff", "--stat")
    say("The keys in .env, in the cells' sources and in git's history are still there: revoke such keys.")


def start() -> None:
    heading("11. Set it up: hooks, settings and a job for CI")
    expect(0, labcoat("init", "--ci", "github", "--no-check"))
    show("cat", ".pre-commit-config.yaml")
    say("pyproject.toml has a table [tool.labcoat] already, so it was left alone. Nothing is overwritten.")


def labcoat(*arguments: str) -> int:
    """Run labcoat as a user would."""
    color = ("--color", COLOR) if arguments[0] == "check" else ()
    return show("labcoat", *arguments, run_as=(sys.executable, "-m", "labcoat", *arguments, *color))


def hook(name: str, *paths: str) -> int:
    """Run one of the hooks as a user would."""
    module = name.removeprefix("labcoat-").replace("-", "_")
    code = f"from labcoat.{module} import main; raise SystemExit(main())"
    return show(name, *paths, run_as=(sys.executable, "-c", code, *paths, "--color", COLOR))


def show(*command: str, run_as: tuple[str, ...] = ()) -> int:
    """Print a command, run it, print what it says; its exit code."""
    print(paint(f"$ {' '.join(command)}", "1;32"), flush=True)
    done = run(*(run_as or command))
    print(done.stdout.rstrip(), end="\n\n", flush=True)
    return done.returncode


def run(*command: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))}
    return subprocess.run(
        command,
        cwd=DEMO,
        env=environment | ISOLATED,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def expect(code: int, got: int) -> None:
    """Stop where labcoat did not do what the text around it says."""
    if got != code:
        raise SystemExit(f"demo: expected exit code {code}, got {got}")


def heading(text: str) -> None:
    print(paint(f"\n=== {text} ===", "1"), end="\n\n")


def say(text: str) -> None:
    print(paint(f"# {text}", "36"))


def paint(text: str, sgr: str) -> str:
    return f"\x1b[{sgr}m{text}\x1b[0m" if COLOR == "always" else text


if __name__ == "__main__":
    raise SystemExit(main())
