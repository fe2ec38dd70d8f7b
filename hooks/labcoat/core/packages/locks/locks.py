"""Lock files: which one pins what a manifest names, and the few things that are still worth a look in one."""

from __future__ import annotations

from labcoat.core.packages.requirement import MANIFEST, Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment

OTHER = "other"  # of other languages
FORMATS = {  # in the order in which they are looked for
    "uv.lock": "uv",
    "poetry.lock": "poetry",
    "pdm.lock": "pdm",
    "Pipfile.lock": "pipenv",
    "pylock.toml": "pylock",
    "pixi.lock": "pixi",
    "conda-lock.yml": "conda-lock",
    "conda-lock.yaml": "conda-lock",
    "requirements.lock": "requirements",  # of Rye
    "npm-shrinkwrap.json": OTHER,
    "pnpm-lock.yaml": OTHER,
    "yarn.lock": OTHER,
    "Cargo.lock": OTHER,
    "composer.lock": OTHER,
}
ENDINGS = {
    ".py.lock": "uv",  # of a script
    "-64.lock": "conda",  # what `conda create --file` reads
    "conda-lock.yml": "conda-lock",
    "conda-lock.yaml": "conda-lock",
    "-lock.json": OTHER,
}
LOCKS = tuple([name for name, kind in FORMATS.items() if kind != OTHER])
_BY_NAME = {name.lower(): kind for name, kind in FORMATS.items()}
INDEX = {  # how a lock file names the index that a package comes from
    "uv": r'\bregistry = "(http://[^"\s]*)"',
    "poetry": r'\btype = "legacy"\s+url = "(http://[^"\s]*)"',
    "pylock": r'(?m)^index = "(http://[^"\s]*)"',
    "pipenv": r'"url":\s*"(http://[^"\s]*)"',
    "conda-lock": r'(?m)^ *- url: ["\']?(http://[^"\'\s]*)',
}
FILE_URL = r"file://(?:localhost)?/[^\s\"',}]+"


def format_of(path: str) -> str:
    """The format of a lock file by its name; empty for the name of any other file."""
    name = path.replace("\\", "/").rpartition("/")[2].lower()
    if name.startswith("pylock.") and name.endswith(".toml"):
        return "pylock"
    return _BY_NAME.get(name) or next((kind for end, kind in ENDINGS.items() if name.endswith(end)), "")


def is_lock(path: str) -> bool:
    """Whether a file is made by a tool, with every version in it."""
    return bool(format_of(path))


def lock_of(found: Packages, names: Sequence[str] = LOCKS) -> str:
    """The lock file beside a document or above it, up to the project's root: the nearest one's name, or nothing."""
    for folder in found.project.folders(found.path):
        files = found.project.names(folder)
        for name in names:
            if name in files:
                return name
        if "pylock.toml" in names:
            further = sorted([file for file in files if file.startswith("pylock.") and file.endswith(".toml")])
            if further:
                return further[0]
    return ""


def mark_locked(segment: Segment, found: Packages) -> None:
    """What a segment names is pinned where there is a lock file for it."""
    lock = lock_of(found)
    if not lock:
        return
    for requirement in found.requirements:
        if requirement.segment is segment:
            requirement.is_pinned_by = requirement.is_pinned_by or lock


def read_lock(segment: Segment, found: Packages) -> None:
    """Add indexes without TLS, and files of one machine, each once. The file may be large: it is not parsed."""
    text, kind = segment.text, format_of(found.path_of(segment))
    if kind == OTHER:
        return
    if "http://" in text and kind in INDEX:
        _add_indexes(segment, kind, found)
    if "file://" in text:
        _add_files(segment, found)


def _add_indexes(segment: Segment, kind: str, found: Packages) -> None:
    import re

    seen = set()
    for match in re.finditer(INDEX[kind], segment.text):
        if match[1] not in seen:
            seen.add(match[1])
            span = match.span(1)
            found.options.append(Option(segment, "index-url", match[1], span, span, MANIFEST))


def _add_files(segment: Segment, found: Packages) -> None:
    import re

    from labcoat.core.packages.pip.pip_requirement import read_requirement

    seen = set()
    for match in re.finditer(FILE_URL, segment.text):
        if match[0] not in seen and "$" not in match[0]:  # PDM has `${PROJECT_ROOT}`
            seen.add(match[0])
            found.add(read_requirement(segment, match.start(), match[0]), MANIFEST)
