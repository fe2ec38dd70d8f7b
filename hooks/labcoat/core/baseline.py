"""The baseline: findings that a project has accepted, in a file that shows no secret and that git can merge.

A JSON array with one element a line. Every line between the first and the last stands on its own and ends in a comma,
so any union of two versions' lines is a baseline again. An entry holds an HMAC of the finding's fingerprint, keyed
with the project's own salt.
"""

from __future__ import annotations

import os

from labcoat.core.paths import relative, slashes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from labcoat.core.finding import Finding

    Entry = tuple[str, str, str]  # path, rule, HMAC
    Seen = dict[tuple[str, str, str], int]  # path, rule and fingerprint of findings, and how often they were met

VERSION = 1


class BaselineError(Exception):
    """The baseline cannot be used. The message names the file and what is wrong in it."""


class Baseline:
    """Accepted findings, for one run: each entry of (path, rule, HMAC) is good for one finding.

    Paths are relative to `root`, the directory of the file. There are several salts after a merge.
    """

    __slots__ = ("_seen", "entries", "root", "salts")

    def __init__(self, root: str, salts: list[str], entries: set[Entry]) -> None:
        self.root = root
        self.salts = salts
        self.entries = entries
        self._seen: Seen = {}

    def covers(self, finding: Finding) -> bool:
        """Whether an entry that is not used up stands for the finding; uses it up."""
        nth = _count(self._seen, finding)
        return not self.entries.isdisjoint([_entry(self.root, salt, finding, nth) for salt in self.salts])


def load_baseline(path: str) -> Baseline:
    """Read a baseline. Raises BaselineError where it cannot be read or is none."""
    from json import JSONDecodeError

    from labcoat.core.write import WriteError, read_file

    try:
        text = read_file(path)[0].decode("utf-8-sig")
        return _read(path, _rows(text))
    except OSError as error:
        raise BaselineError(f"{path}: cannot be read: {error.strerror}") from None
    except WriteError as error:
        raise BaselineError(f"{path}: {error}") from None
    except JSONDecodeError as error:
        reason = f"{error.msg} (at line {error.lineno})"
        reason = "it has merge-conflict markers: keep the lines of both sides" if "\n<<<<<<< " in text else reason
        raise BaselineError(f"{path}: not a baseline: {reason}") from None
    except (RecursionError, ValueError):
        raise BaselineError(f"{path}: not a baseline: nested too deeply, or not in UTF-8") from None


def _rows(text: str) -> list[Any]:
    """The elements of the array, or of all arrays where there are several.

    That is how git joins the baselines of two branches that each began one, with merge.conflictStyle=diff3.
    """
    from json import JSONDecodeError, JSONDecoder

    from labcoat.core.spans import skip_space

    rows: list[Any] = []
    start = skip_space(text, 0)
    while start < len(text) or not rows:
        part, end = JSONDecoder().raw_decode(text, start)
        if not isinstance(part, list) or not part:
            raise JSONDecodeError("expected an array of a salt and entries", text, start)
        rows += part
        start = skip_space(text, end)
    return rows


def _read(path: str, rows: list[Any]) -> Baseline:
    salts: list[str] = []
    entries: set[Entry] = set()
    for number, row in enumerate(rows, 1):
        fields = row if isinstance(row, dict) else {}
        if fields.get("version", VERSION) != VERSION:
            raise BaselineError(f"{path}: not a version that this labcoat reads: {fields['version']}")
        if _is_text(fields, "salt"):
            salts.append(fields["salt"])
        elif _is_text(fields, "path", "rule", "hmac"):
            entries.add((fields["path"], fields["rule"], fields["hmac"]))
        elif "end" not in fields:
            raise BaselineError(f"{path}: not a baseline: element {number} is neither a salt nor an entry")
    if not salts:
        raise BaselineError(f"{path}: not a baseline: it has no salt")
    return Baseline(os.path.dirname(os.path.abspath(path)), list(dict.fromkeys(salts)), entries)


def _is_text(fields: dict[str, Any], *names: str) -> bool:
    return all(isinstance(fields.get(name), str) for name in names)


def write_baseline(
    path: str, findings: Iterable[Finding], old: Baseline | None = None, keep: Callable[[str, str], bool] | None = None
) -> bool:
    """Make the file the baseline of these findings, with the salt of the old one; whether it changed.

    Old entries stay for what `keep` names: the files (absolute paths) and rules that this run did not look at.
    Has git merge it by union, through the .gitattributes beside it. Raises BaselineError.
    """
    from labcoat.core.write import WriteError, put_file

    root = os.path.dirname(os.path.abspath(path))
    salt = old.salts[0] if old else os.urandom(16).hex()
    seen: Seen = {}
    entries = {_entry(root, salt, finding, _count(seen, finding)) for finding in findings}
    if old and keep:
        entries |= {entry for entry in old.entries if keep(os.path.join(root, entry[0]), entry[1])}
    try:
        changed = put_file(path, _render(salt, sorted(entries)))
        _merge_by_union(os.path.join(root, ".gitattributes"), os.path.basename(path))
    except OSError as error:
        raise BaselineError(f"{path}: cannot be written: {error.strerror}") from None
    except WriteError as error:
        raise BaselineError(f"{path}: {error}") from None
    return changed


def _count(seen: Seen, finding: Finding) -> int:
    """How many findings with the same fingerprint came before this one."""
    key = (finding.path, finding.rule, finding.fingerprint)
    seen[key] = seen.get(key, -1) + 1
    return seen[key]


def _entry(root: str, salt: str, finding: Finding, nth: int) -> Entry:
    import hmac

    key = salt.encode("utf-8", "surrogatepass")
    digest = hmac.digest(key, f"{finding.fingerprint} {nth}".encode(), "sha256").hex()
    return _stored_path(finding.path, root), finding.rule, digest


def _stored_path(path: str, root: str) -> str:
    inside = relative(path, root)
    try:
        return inside or slashes(os.path.relpath(os.path.realpath(path), os.path.realpath(root)))
    except ValueError:  # another drive
        return slashes(os.path.abspath(path))


def _render(salt: str, entries: list[Entry]) -> bytes:
    import json

    rows: list[dict[str, object]] = [{"version": VERSION, "salt": salt}]
    rows += [{"path": path, "rule": rule, "hmac": digest} for path, rule, digest in entries]
    return ("[\n" + "".join(f"{json.dumps(row)},\n" for row in rows) + '{"end": true}]\n').encode()


def _merge_by_union(path: str, name: str) -> None:
    """Let git keep both sides' lines: https://git-scm.com/docs/gitattributes#_built_in_merge_drivers."""
    from labcoat.core.write import put_file, read_or_empty, with_lines

    put_file(path, with_lines(read_or_empty(path), [f"{name} merge=union".encode()]))
