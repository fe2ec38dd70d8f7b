"""HCL settings: Terraform, Packer, Nomad. Blocks and objects are taken apart; expressions stay as they are written.

`resource "a" "b" { c = 1 }` is `resource.a.b.c`; blocks that are repeated in their place have an index, `statement.0`.
What is known to hand on its argument (`jsonencode`, `toset` …) is passed over.
"""

from __future__ import annotations

import textwrap
from collections import Counter

from labcoat.core.settings.hcl_tokens import tokens_of
from labcoat.core.settings.hcl_values import typed, unescaped
from labcoat.core.settings.setting import MAX_DEPTH, Setting, SettingsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Path = tuple[str, ...]
    Item = tuple[Path, int, int, bool]  # labels, where it starts, where its value or body starts, whether it is a block

TRANSPARENT = frozenset(
    "jsonencode yamlencode toset tolist tomap merge concat flatten distinct compact sensitive nonsensitive trimspace "
    "chomp base64encode one".split()
)


def hcl_settings(text: str) -> Iterator[Setting]:
    """The settings of an HCL text. Raises SettingsError."""
    reader = _Reader(text)
    return reader.body((), 0, len(reader.tokens))


class _Reader:
    """Places below are indexes of tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)

    def body(self, path: Path, at: int, end: int) -> Iterator[Setting]:
        """The attributes and blocks of a file or a block."""
        items = list(self._items(at, end))
        repeated = Counter([labels for labels, _, _, is_block in items if is_block])
        indexes: Counter[Path] = Counter()
        for labels, start, value, is_block in items:
            inner = self._deeper(path, labels, start)
            if not is_block:
                yield from self.value(inner, self._key(start), value, self._extent(value, end, "\n"))
                continue
            if repeated[labels] > 1:
                inner = (*inner, str(indexes[labels]))
                indexes[labels] += 1
            yield from self.body(inner, value + 1, self.tokens[value].pair)

    def _deeper(self, path: Path, labels: Path, at: int) -> Path:
        if len(path) + len(labels) > MAX_DEPTH:
            raise SettingsError("nested too deeply", self.tokens[at].start)
        return path + labels

    def _items(self, at: int, end: int) -> Iterator[Item]:
        """What stands in a body, not yet read."""
        while (at := self._skip(at, end, "\n")) < end:
            start, labels = at, [self._name(at)]
            at += 1
            while at < end and self.tokens[at].kind in ("name", "string") and len(labels) <= MAX_DEPTH:
                labels.append(self._name(at))
                at += 1
            mark = self._mark(at, end)
            if mark not in ("=", "{") or (mark == "=" and len(labels) > 1):
                self._refuse(at, "expected '=' or '{'")
            yield tuple(labels), start, at + (mark == "="), mark == "{"
            at = self._extent(at + 1, end, "\n") if mark == "=" else self.tokens[at].pair + 1

    def _refuse(self, at: int, reason: str) -> None:
        raise SettingsError(reason, self.tokens[at].start if at < len(self.tokens) else len(self.text))

    def _mark(self, at: int, end: int) -> str:
        """The mark here, a line's end included; empty for any other token."""
        token = self.tokens[at] if at < end else None
        return self.text[token.start : token.end] if token and token.kind in ("mark", "newline") else ""

    def _skip(self, at: int, end: int, marks: str) -> int:
        while at < end and self._mark(at, end) and self._mark(at, end) in marks:
            at += 1
        return at

    def _name(self, at: int) -> str:
        token = self.tokens[at]
        if token.kind not in ("name", "string", "number"):
            self._refuse(at, "expected a name")
        written = self.text[token.start : token.end]
        return unescaped(written[1:-1]) if token.kind == "string" else written

    def _key(self, at: int) -> tuple[int, int]:
        token = self.tokens[at]
        return token.start, token.end

    def _extent(self, at: int, end: int, stops: str) -> int:
        """Where the expression ends that starts at `at`: at one of these marks."""
        while at < end:
            token = self.tokens[at]
            if token.kind in ("mark", "newline") and self.text[token.start] in stops:
                break
            at = (token.pair if token.pair >= 0 else at) + 1
        return at

    def value(self, path: Path, key: tuple[int, int], at: int, end: int) -> Iterator[Setting]:
        """The expression of these tokens."""
        at, end = self._stripped(at, end)
        if at >= end:
            self._refuse(at, "expected a value")
        token, is_call = self.tokens[at], self._is_call(at, end)
        mark = self._mark(at, end)
        if is_call and self.text[token.start : token.end] in TRANSPARENT:
            yield from self._arguments(path, key, at + 2, end - 1)
        elif token.pair == end - 1 and mark == "(":
            yield from self.value(path, key, at + 1, end - 1)
        elif token.pair == end - 1 and mark == "[" and not self._is_for(at):
            yield from self._list(path, at + 1, end - 1)
        elif token.pair == end - 1 and mark == "{" and not self._is_for(at):
            yield from self._object(path, at + 1, end - 1)
        elif token.pair == end - 1 and (made := self._made_by_for(at, end - 1)):
            yield from self.value(self._deeper(path, ("?",), at), key, made, end - 1)
        else:
            yield self._scalar(path, key, at, end)

    def _made_by_for(self, at: int, end: int) -> int:
        """Where the object or list starts that `{ for … : key => {…} }` makes; 0 where it makes anything else."""
        if self._mark(at, end) not in ("[", "{"):
            return 0
        made = self._extent(at + 1, end, ":") + 1
        if self._mark(at, end) == "{":
            while (made := self._extent(made, end, "=") + 1) < end and self._mark(made - 1, end) != "=>":
                pass
        made = self._skip(made, end, "\n")
        is_whole = made < end and self.tokens[made].pair == self._stripped(made, end)[1] - 1
        return made if is_whole and self._mark(made, end) in ("[", "{") else 0

    def _stripped(self, at: int, end: int) -> tuple[int, int]:
        at = self._skip(at, end, "\n")
        while end > at and self._mark(end - 1, end) == "\n":
            end -= 1
        return at, end

    def _is_call(self, at: int, end: int) -> bool:
        opener = self.tokens[at + 1] if at + 1 < end else None
        return self.tokens[at].kind == "name" and self._mark(at + 1, end) == "(" and opener.pair == end - 1  # type: ignore[union-attr]

    def _is_for(self, at: int) -> bool:
        token = self.tokens[self._skip(at + 1, len(self.tokens), "\n")]
        return token.kind == "name" and self.text[token.start : token.end] == "for"

    def _arguments(self, path: Path, key: tuple[int, int], at: int, end: int) -> Iterator[Setting]:
        while (at := self._skip(at, end, "\n,")) < end:
            stop = self._extent(at, end, ",")
            yield from self.value(path, key, at, stop)
            at = stop

    def _list(self, path: Path, at: int, end: int) -> Iterator[Setting]:
        index = 0
        while (at := self._skip(at, end, "\n,")) < end:
            stop = self._extent(at, end, ",")
            start = self.tokens[at].start
            yield from self.value(self._deeper(path, (str(index),), at), (start, start), at, stop)
            index, at = index + 1, stop

    def _object(self, path: Path, at: int, end: int) -> Iterator[Setting]:
        while (at := self._skip(at, end, "\n,")) < end:
            start, separator = at, self._extent(at, end, "=:")
            if separator >= end:
                self._refuse(at, "expected '='")
            name = self._name(start) if separator == start + 1 and self.tokens[start].pair < 0 else "?"
            at = self._extent(separator + 1, end, "\n,")
            key = (self.tokens[start].start, self.tokens[separator - 1].end)
            yield from self.value(self._deeper(path, (name,), start), key, separator + 1, at)

    def _scalar(self, path: Path, key: tuple[int, int], at: int, end: int) -> Setting:
        token = self.tokens[at]
        start, stop = token.start, self.tokens[end - 1].end
        if end == at + 1 and token.kind == "string":
            return Setting(path, unescaped(self.text[start + 1 : stop - 1]), key, (start + 1, stop - 1), '"')
        if token.kind == "heredoc" and end == at + 1:
            body = self.text[slice(*token.body)]
            is_indented = self.text.startswith("<<-", start)
            return Setting(path, textwrap.dedent(body) if is_indented else body, key, token.body, "|")
        return Setting(path, typed(self.text[start:stop]), key, (start, stop))
