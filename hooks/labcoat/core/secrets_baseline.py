"""`.secrets.baseline`, where teams keep what they have accepted from detect-secrets: read, and never written.

An entry holds the SHA-1 of what a detector took for the secret. It covers a finding where that is the whole secret, or
more of the line. The detectors for GitHub, GitLab and private keys hash the part that all keys have in common (`ghp`):
such an entry covers nothing here, since it would cover the next key, too. Imported only when a key is found.
"""

from __future__ import annotations

import os
import re

from labcoat.core.config import ConfigError
from labcoat.core.paths import readable_root, relative

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from labcoat.core.rule import Hit

NAME = ".secrets.baseline"
SHORTEST_PART = 32  # characters of the beginning of a key that stand for it: some detectors stop before the end
LONGEST = 2_000  # characters of a line that are looked at around a key
COMMON = (  # what the detectors for GitHub, GitLab and private keys hash
    "",
    *"ghp gho ghu ghs ghr glpat gldt glft glsoat glrt PuTTY-User-Key-File-2".split(),
    *[f"BEGIN {kind}PRIVATE KEY" for kind in ("", "DSA ", "EC ", "OPENSSH ", "RSA ")],
    "BEGIN PGP PRIVATE KEY BLOCK",
    "BEGIN SSH2 ENCRYPTED PRIVATE KEY",
)
_RUN = re.compile(r"[^\s\"'`]*")
_LABEL = re.compile(r"\w{0,40}=$", re.ASCII)


class SecretsBaseline:
    """The accepted hashes of one project, by path from `root` on. `common` counts the entries that cover nothing."""

    __slots__ = ("_hashes", "common", "path", "root")

    def __init__(self, path: str, results: dict[str, list[dict[str, Any]]]) -> None:
        self.path = path
        self.root = os.path.dirname(path)
        useless = {_sha1(text) for text in COMMON}
        self.common = 0
        self._hashes: dict[str, set[str]] = {}
        for name, entries in results.items():
            refused = {entry["hashed_secret"] for entry in entries if entry.get("is_secret") is True}
            accepted = {entry["hashed_secret"] for entry in entries} - refused
            self.common += len(accepted & useless)
            self._hashes.setdefault(os.path.normpath(name.replace("\\", "/")), set()).update(accepted - useless)

    def covers(self, path: str, hit: Hit) -> bool:
        """Whether the project has accepted the secret of a hit in this file."""
        hashes = self._hashes.get(os.path.normpath(relative(path, self.root) or path))
        return hashes is not None and any(_sha1(value) in hashes for value in _values(hit))


class SecretsBaselines:
    """The files of all projects that a run looks at: in the git root of a directory, else in the working directory."""

    def __init__(self) -> None:
        self._by_directory: dict[str, SecretsBaseline | None] = {}

    def covers(self, path: str, hit: Hit) -> bool:
        """Whether the project of the file at a path has accepted the secret of a hit. Raises ConfigError."""
        directory = os.path.dirname(path)
        if directory not in self._by_directory:
            self._by_directory[directory] = _find(directory)
        baseline = self._by_directory[directory]
        return baseline is not None and baseline.covers(path, hit)

    def notes(self) -> list[str]:
        """A line for every file with entries that cover nothing."""
        found = {baseline.path: baseline.common for baseline in self._by_directory.values() if baseline}
        return [
            f"{path}: {count} entr{'y holds' if count == 1 else 'ies hold'} only what all keys of a kind begin with: "
            "they cover nothing"
            for path, count in found.items()
            if count
        ]


def _find(directory: str) -> SecretsBaseline | None:
    for folder in (readable_root(directory), os.getcwd()):
        path = os.path.join(folder, NAME)
        if os.path.isfile(path):
            return load_secrets_baseline(path)
    return None


def load_secrets_baseline(path: str) -> SecretsBaseline:
    """Read such a file. Raises ConfigError where it cannot be read or is none."""
    import json

    try:
        with open(path, "rb") as file:
            data = json.loads(file.read().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except json.JSONDecodeError as error:
        raise _broken(path, f"{error.msg} (at line {error.lineno})") from None
    except (RecursionError, ValueError):
        raise _broken(path, "nested too deeply, or not in UTF-8") from None
    return SecretsBaseline(path, _results(path, data))


def _results(path: str, data: Any) -> dict[str, list[dict[str, Any]]]:
    results = data.get("results") if isinstance(data, dict) else None
    if not isinstance(results, dict):
        raise _broken(path, "it has no `results`")
    for name, entries in results.items():
        if not isinstance(entries, list) or not all(map(_is_entry, entries)):
            raise _broken(path, f"an entry of {name} has no `hashed_secret`")
    return results


def _broken(path: str, reason: str) -> ConfigError:
    return ConfigError(f"{path}: no baseline as detect-secrets writes it, {reason}")


def _is_entry(entry: Any) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("hashed_secret"), str)


def _sha1(text: str) -> str:
    from hashlib import sha1

    return sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def _values(hit: Hit) -> Iterator[str]:
    """What detectors may have hashed: the secret, what it is a part of on its line, or a long beginning of it."""
    yield hit.secret
    text, start, end = hit.segment.parent, hit.segment.offset + hit.start, hit.segment.offset + hit.end
    for first in _starts(text, start):
        for last in _ends(text, end):
            yield text[first:last]
    if hit.is_token and "\n" not in hit.secret:
        for length in range(SHORTEST_PART, len(hit.secret)):
            yield hit.secret[:length]


def _starts(text: str, start: int) -> set[int]:
    """Where a value may begin that holds the secret: itself, at a quote, a space, or a label such as `AccountKey=`."""
    least = max(0, start - LONGEST, text.rfind("\n", 0, start) + 1)
    before = text[least:start]
    quoted = least + max(before.rfind(quote) for quote in "\"'`") + 1
    spaced = least + max([at + 1 for at, char in enumerate(before) if char.isspace()], default=0)
    label = _LABEL.search(before[-50:])
    label_start = start - len(label[0]) if label else start
    return {start, max(least, start - 1), quoted, max(quoted, spaced), label_start}


def _ends(text: str, end: int) -> set[int]:
    """Where it may end: itself, at a quote, a space, or the end of the line."""
    stop = text.find("\n", end, end + LONGEST)
    last = end + len(text[end : stop if stop >= 0 else end + LONGEST].rstrip())
    quotes = [at for at in (text.find(quote, end, last) for quote in "\"'`") if at >= 0]
    run = _RUN.match(text, end, last)
    return {end, min(last, end + 1), min(quotes, default=last), run.end() if run else end, last}
