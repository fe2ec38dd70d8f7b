"""pipe-to-shell: what a server sends is run as it arrives."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.running import CommandLine

FETCHERS = ("curl", "wget", "wget2", "fetch", "iwr", "irm", "Invoke WebRequest", "Invoke RestMethod", "DownloadString")
RUNNERS = (
    "sh bash zsh dash ksh ash python python2 python3 perl ruby node php Rscript iex source eval SHELL Invoke BASH "
    "PYTHON executable stdin"
)
WORDS = (
    *[f"{fetcher} {runner}" for fetcher in FETCHERS for runner in RUNNERS.split()],
    *[f"{fetcher} <(" for fetcher in FETCHERS[:2]],
    *[f"exec {client}" for client in ("requests get", "httpx get", "urlopen")],
    *[f"eval {client}" for client in ("requests get text", "httpx get text", "urlopen read")],
)


@rule("medium", words=WORDS)
def pipe_to_shell(module: Module, options: Options) -> Iterator[Hit]:
    """A downloaded script runs before anybody has seen it.

    What it does
    ------------
    Reports what `curl`, `wget` or PowerShell's `iwr` and `irm` download where it goes to a shell or another interpreter
    at once: `curl … | sh`, `curl … | sudo python3 -`, `bash <(curl …)`, `sh -c "$(curl …)"`, `eval "$(wget …)"`,
    `source <(curl …)`, `irm … | iex`; in scripts, Dockerfiles, Makefiles, YAML, notebooks and in the commands that
    Python runs. In Python, also `exec(requests.get(url).text)` and its like.

    It is quiet about data for a program that is written down (`curl … | jq`, `| tar xz`, `| python3 -c "…"`,
    `| bash script.sh`), about a script that is saved first, about this machine (`localhost`), and about text that is
    only shown.

    The place is that of both programs where they stand on one line, else that of the one that runs the script.

    Why is this bad?
    ----------------
    Whoever controls the server, or its name, or a connection on the way, runs commands with your rights, and may send
    everybody else something harmless. Nothing is left to look at afterwards; where the connection breaks, half of the
    script has run.

    Example
    -------
        curl -LsSf https://astral.sh/uv/install.sh | sh

    Use instead
    -----------
    Name a version, download it, check it, run it:

        curl -LsSf -o install.sh https://astral.sh/uv/0.9.11/install.sh
        echo "$INSTALLER_SHA256  install.sh" | sha256sum --check
        sh install.sh

    or install the package: `pip install uv==0.9.11`.

    References
    ----------
    - https://cwe.mitre.org/data/definitions/494.html
    - https://docs.docker.com/build/building/best-practices/#run
    """
    from labcoat.core.rule import Hit
    from labcoat.unsafe_defaults.pipes.calls import executed_downloads

    for place, name in executed_downloads(module):
        message = f"`{name}` runs what a server sends, before anybody has seen it"
        yield Hit(*module.span(place), message, "keep the code in the repository, or download it, check it, run it")


@pipe_to_shell.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.core.rule import Hit
    from labcoat.unsafe_defaults.pipes.commands import run_download

    found = run_download(command)
    if found:
        message = f"`{found.runner}` runs what `{found.fetcher}` downloads, before anybody has seen it"
        advice = "download a version of it, check its sha256, then run it; or install a package"
        yield Hit(command.segment, found.start, found.end, message, advice)


RULES = [pipe_to_shell]
