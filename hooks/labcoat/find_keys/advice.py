"""What to write in place of a key: in the language of its line, with the variable that the line itself names."""

from __future__ import annotations

import re

from labcoat.core.keys.messages import is_password
from labcoat.core.keys.names import is_secret_name
from labcoat.core.kinds import kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.document import Document
    from labcoat.core.keys.detector import Detector, Match
    from labcoat.core.segment import Segment

MARKERS = ("username", "identified", "api", "access")  # secret names only together with other words
LINE = 300  # characters before a key in which its name is looked for
HOME_FILES = frozenset(
    "netrc _netrc kaggle.json pypirc git-credentials pgpass pgpass.conf my.cnf s3cfg boto dockercfg".split()
)
HOME_FOLDERS = (".aws", ".kaggle", ".docker", ".huggingface", ".ssh")
SHELLS = ("bash", "sh", "script", "system", "!", "cmd", "ksh", "zsh")
NOT_PYTHON = {"r": "r", "javascript": "javascript", "js": "javascript", "markdown": "markdown"}
PYTHON = ("time", "timeit", "capture", "prun", "python", "python3", "pypy", "debug", "snakeviz", "memray_flamegraph")

_WORD = re.compile(r"[A-Za-z_][\w-]{0,99}")
_SET = re.compile(
    r"""(?:\benviron(?:\.setdefault\(|\.__setitem__\(|\[)|\bputenv\()\s?["'](?P<name>[A-Za-z_]\w{0,99})["']
    (?:\s?\]\s{0,4}=|\s?,)[^=]{0,40}$""",
    re.VERBOSE,
)
_COMMAND = re.compile(
    r"""(?:^|[\s!;&])(?:(?P<name>[A-Z_][A-Z0-9_]{0,99})=
    |(?:ENV|setenv|%env|%set_env)[ \t]{1,8}(?P<other>[A-Z_][A-Z0-9_]{0,99})[ \t]{1,8})["']?$""",
    re.VERBOSE,
)
_MAGIC = re.compile(r"\s{0,20}%%(?P<magic>[\w!]+)[ \t]{0,8}(?:-\w+[ \t]{1,8}){0,3}(?P<argument>[^\s]{0,200})")


def variable(detector: Detector) -> str:
    """The environment variable that such a key is read from, by its provider's own library or by habit."""
    return detector.env or ("PASSWORD" if is_password(detector) else "API_KEY")


def instead(document: Document, segment: Segment, start: int, match: Match) -> str:
    """What to do about the line that holds the key, once the key is of no use any more."""
    if segment.part == "output":
        return "redact it in the output with `labcoat fix --select find-keys`, or clear the output"
    if segment.part == "metadata":
        return "redact it in the metadata with `labcoat fix --select find-keys`"
    if segment.part == "attachment":
        return "give the attachment another name"
    language, path = _language(document, segment, start)
    before = _line_before(segment, start)
    is_set = _SET.search(before) if language == "python" else None
    env = is_set["name"] if is_set else _variable(match, before, language)
    if segment.cell is None and segment.text.strip() == match.secret:
        return "keep this file out of git: list it in `.gitignore`"
    return _of_file(path) or _in_language(document, segment, language, env, bool(is_set))


def _language(document: Document, segment: Segment, start: int) -> tuple[str, str]:
    """The language that a place is in, and the name of the file that it is, or becomes."""
    if segment.cell is None:
        path = document.path
        return ("r" if path.lower().endswith((".r", ".rmd")) else segment.language), path
    magic = _MAGIC.match(segment.parent) if segment.language == "python" else None
    if magic:
        name = magic["magic"]
        if name in ("writefile", "file"):
            path = magic["argument"].strip("\"'")
            return ("r" if path.lower().endswith(".r") else kind_of(path)), path
        if name in SHELLS:
            return "shell", ""
        if name not in PYTHON:
            return NOT_PYTHON.get(name.lower(), "other"), ""
    line = _line_before(segment, start).lstrip()
    is_shell = segment.language == "python" and line.startswith(("!", "%"))
    return ("shell" if is_shell else segment.language), ""


def _line_before(segment: Segment, start: int) -> str:
    at = start + segment.offset
    before = segment.parent[max(0, at - LINE) : at]
    return before.rpartition("\n")[2]


def _variable(match: Match, before: str, language: str) -> str:
    """The provider's own variable; else the one for the secret name on the line before the key."""
    from labcoat.find_keys.variables import FILES, as_variable

    detector = match.detector
    if detector.pattern and language == "python":  # as the fix does
        return detector.env if detector.env and detector.env not in FILES else as_variable(detector.name)
    command = _COMMAND.search(before) if language in ("shell", "dockerfile", "makefile") else None
    if command or detector.env:
        return (command["name"] or command["other"]) if command else detector.env
    names = [word for word in _WORD.findall(before) if word.lower() not in MARKERS and is_secret_name(word)]
    return (as_variable(names[-1]) if names else "") or variable(detector)


def _of_file(path: str) -> str:
    """What is to be said about files that are there to hold keys."""
    folder, _, name = path.replace("\\", "/").lower().rpartition("/")
    if name.lstrip(".") in HOME_FILES or folder.rpartition("/")[2] in HOME_FOLDERS:
        return "keep this file in your home folder, out of the repository"
    if name.startswith(".env") or (name == "secrets.toml" and folder.endswith(".streamlit")):
        return "keep this file out of git: list it in `.gitignore`"
    return ""


def _in_language(document: Document, segment: Segment, language: str, env: str, is_set: bool) -> str:
    where = "notebook" if segment.cell else "file"
    if language == "python":
        return _in_python(document, segment, env, is_set)
    if language == "r":
        return f'use `Sys.getenv("{env}")`, and set it outside of the {where}, as in `~/.Renviron`'
    if language == "dockerfile":
        return f"give it to the container when it runs, as `docker run -e {env}`; what a build needs, as a build secret"
    if language in ("shell", "makefile"):
        return f"use `${env}`, and set it outside of the {where}"
    if language in ("yaml", "toml", "ini", "json", "hcl"):
        return f"read `{env}` from the environment, or keep the {where} out of git"
    if language == "markdown":
        return f"write a placeholder, such as `<{env}>`"
    return (
        f"keep it outside of the notebook, as `{env}`"
        if segment.cell
        else f"keep it in a file outside of git, as `{env}`"
    )


def _in_python(document: Document, segment: Segment, env: str, is_set: bool) -> str:
    where = "notebook" if segment.cell else "file"
    if document.notebook is None:
        return f"set `{env}` outside of the file" if is_set else f'read `os.environ["{env}"]`'
    if "colab" in document.notebook.metadata:
        return f'use `google.colab.userdata.get("{env}")`'
    if is_set:
        return f"set `{env}` outside of the {where}, or use `getpass.getpass()`"
    return f'use `os.environ["{env}"]`, or `getpass.getpass()`'
