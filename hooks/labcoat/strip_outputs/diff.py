"""A unified diff made of the edits themselves: linear in the size of the file, which difflib is not."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.strip_outputs.splice import Edit

    Change = tuple[int, int, list[str]]  # lines of the old text from (0-based) to, and what takes their place

_CONTEXT = 3


def unified_diff(name: str, text: str, edits: list[Edit]) -> str:
    """What the edits do to the file called `name`, as `git diff` shows it."""
    old = text.split("\n")
    hunks = [f"--- a/{name}\n+++ b/{name}\n"]
    shift = 0
    for group in _groups(_changes(text, edits)):
        hunk, grown = _hunk(old, group, shift)
        hunks.append(hunk)
        shift += grown
    return "".join(hunks)


def _changes(text: str, edits: list[Edit]) -> list[Change]:
    """The edits as changes of whole lines; neighbours on one line are one change."""
    changes: list[Change] = []
    line = at = 0
    pending: list[Edit] = []
    for edit in [*sorted(edits), None]:
        if pending and (edit is None or "\n" in text[pending[-1][1] : edit[0]]):
            start = text.rfind("\n", 0, pending[0][0]) + 1
            end = text.find("\n", pending[-1][1])
            end = len(text) if end < 0 else end
            line += text.count("\n", at, start)
            at = start
            _add(changes, _trimmed(line, text[start:end].split("\n"), _new_lines(text, start, end, pending)))
            pending = []
        if edit is not None:
            pending.append(edit)
    return changes


def _add(changes: list[Change], change: Change) -> None:
    """Changes that touch are one."""
    if changes and changes[-1][1] == change[0]:
        start, _, new = changes.pop()
        change = (start, change[1], new + change[2])
    changes.append(change)


def _new_lines(text: str, start: int, end: int, edits: list[Edit]) -> list[str]:
    pieces = []
    for edit_start, edit_end, replacement in edits:
        pieces += [text[start:edit_start], replacement]
        start = edit_end
    return "".join([*pieces, text[start:end]]).split("\n")


def _trimmed(line: int, old: list[str], new: list[str]) -> Change:
    """Without the lines at either end that stay as they are."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return line + same, line + len(old) - tail, new[same : len(new) - tail]


def _groups(changes: list[Change]) -> list[list[Change]]:
    """Changes whose contexts touch make one hunk."""
    groups: list[list[Change]] = []
    for change in changes:
        if groups and change[0] - groups[-1][-1][1] <= 2 * _CONTEXT:
            groups[-1].append(change)
        else:
            groups.append([change])
    return groups


def _hunk(old: list[str], group: list[Change], shift: int) -> tuple[str, int]:
    last_line = len(old) - 1 if old[-1] == "" else len(old)
    first = max(group[0][0] - _CONTEXT, 0)
    last = min(group[-1][1] + _CONTEXT, last_line)
    lines: list[str] = []
    at = first
    for start, end, new in group:
        lines += [f" {line}" for line in old[at:start]]
        lines += [f"-{line}" for line in old[start:end]]
        lines += [f"+{line}" for line in new]
        at = end
    lines += [f" {line}" for line in old[at:last]]
    grown = sum([len(new) - (end - start) for start, end, new in group])
    head = f"@@ -{first + 1},{last - first} +{first + 1 + shift},{last - first + grown} @@"
    return "\n".join([head, *_marked(lines, last == len(old))]) + "\n", grown


def _marked(lines: list[str], reaches_end: bool) -> list[str]:
    """Where the file does not end with a newline, diffs say so after its last line, the old and the new one."""
    if not reaches_end:
        return lines
    note = "\\ No newline at end of file"
    if lines[-1].startswith(" "):
        return [*lines, note]
    ends = [max([i for i, line in enumerate(lines) if line.startswith(sign)], default=-1) for sign in "-+"]
    return [part for i, line in enumerate(lines) for part in ((line, note) if i in ends else (line,))]
