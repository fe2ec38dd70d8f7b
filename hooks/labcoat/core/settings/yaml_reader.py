"""YAML settings from the events of PyYAML: nothing is constructed, and collections behind an alias are not visited.

Scalars mean what YAML 1.1 says (https://yaml.org/type/): `yes`, `on` and `TRUE` are true, `"true"` is a string.
"""

from __future__ import annotations

import re

import yaml

from labcoat.core.settings.setting import MAX_DEPTH, Level, Setting, SettingsError, open_level

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from labcoat.core.settings.setting import Value

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PREFIX = "tag:yaml.org,2002:"
_PROPERTIES = re.compile(r"(?:[&!][^\s]*|\s+|#[^\n]*)*")

_constructor = yaml.constructor.SafeConstructor()
_RESOLVERS = yaml.resolver.Resolver.yaml_implicit_resolvers
_CONSTRUCT: dict[str, Callable[[yaml.ScalarNode], Value]] = {
    _PREFIX + "bool": _constructor.construct_yaml_bool,
    _PREFIX + "int": _constructor.construct_yaml_int,
    _PREFIX + "float": _constructor.construct_yaml_float,
    _PREFIX + "null": _constructor.construct_yaml_null,
}


def yaml_settings(text: str) -> Iterator[Setting]:
    """The settings of all documents of a YAML text, duplicate keys included. Raises SettingsError."""
    bom = 1 if text.startswith("\ufeff") else 0
    walk = _Walk(text, bom)
    try:
        for event in yaml.parse(text[bom:], Loader=_LOADER):
            if setting := walk.step(event):
                yield setting
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SettingsError(error.problem or "not YAML", mark.index + bom if mark else 0) from None
    except yaml.reader.ReaderError as error:
        raise SettingsError("a character that YAML does not allow", min(error.position, len(text))) from None
    except UnicodeEncodeError as error:
        raise SettingsError("half of a surrogate pair", error.start + bom) from None


class _Walk:
    """Where the events are in the tree. `shift` is added to their offsets."""

    def __init__(self, text: str, shift: int) -> None:
        self.text = text
        self.shift = shift
        self.levels: list[Level] = []
        self.anchors: dict[str, Value] = {}
        self.in_key = 0  # depth inside a key that is a collection

    def step(self, event: yaml.Event) -> Setting | None:
        """Take the next event; a scalar that is no key is a setting."""
        if isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
            return None if self.in_key else self._scalar(event)
        if isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.levels.clear()
            self.anchors.clear()
        return None

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        start = _span(event)[0] + self.shift
        if self.in_key or self._wants_key():
            self.in_key += 1
            if len(self.levels) + self.in_key > MAX_DEPTH:
                raise SettingsError("nested too deeply", start)
            if self.in_key == 1:
                self.levels[-1].key_span = (start, start)
            return
        open_level(self.levels, isinstance(event, yaml.MappingStartEvent), start)

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        if not self.in_key:
            self.levels.pop()
            self._advance()
            return
        self.in_key -= 1
        if not self.in_key:
            level = self.levels[-1]
            level.key, level.key_span = "?", (level.key_span[0], _span(event)[1] + self.shift)

    def _wants_key(self) -> bool:
        return bool(self.levels) and self.levels[-1].is_mapping and self.levels[-1].key is None

    def _advance(self) -> None:
        if self.levels:
            self.levels[-1].advance()

    def _scalar(self, event: yaml.ScalarEvent | yaml.AliasEvent) -> Setting | None:
        if isinstance(event, yaml.AliasEvent):
            start, end = _span(event)
            span, style, anchor = (start + self.shift, end + self.shift), "", event.anchor or ""
            name, value, is_known = "*" + anchor, self.anchors.get(anchor), anchor in self.anchors
        else:
            span, style = self._content(event), event.style or ""
            name, value, is_known = event.value, _value(event), True
            if event.anchor:
                self.anchors[event.anchor] = value
        if self._wants_key():
            quote = 1 if style in ("'", '"') else 0
            self.levels[-1].key, self.levels[-1].key_span = name, (span[0] - quote, span[1] + quote)
            return None
        level = self.levels[-1] if self.levels else None
        path, key = (level.child_path(), level.span_at(span[0])) if level else ((), (span[0], span[0]))
        self._advance()
        return Setting(path, value, key, span, style) if is_known else None

    def _content(self, event: yaml.ScalarEvent) -> tuple[int, int]:
        """Where the content is: after anchor and tag, inside quotes, below the line of a block's indicator."""
        start, end = _span(event)
        start, end = start + self.shift, end + self.shift
        if event.anchor or event.tag:
            properties = _PROPERTIES.match(self.text, start, end)
            start = properties.end() if properties else start
        if event.style in ("'", '"'):
            return start + 1, end - 1
        if event.style:
            line_end = self.text.find("\n", start, end)
            start = line_end + 1 if line_end >= 0 else end
        return start, end


def _span(event: yaml.Event) -> tuple[int, int]:
    """Both loaders count characters, and a BOM at the start as none (libyaml) or one (Python): it is cut before."""
    start, end = event.start_mark, event.end_mark
    return (start.index if start else 0), (end.index if end else 0)


def _value(event: yaml.ScalarEvent) -> Value:
    if event.tag and event.tag != "!":
        return _construct(event.tag, event.value)
    if event.implicit[0]:
        for tag, pattern in _RESOLVERS.get(event.value[:1], ()):
            if pattern.match(event.value):
                return _construct(tag, event.value)
    value: str = event.value
    return value


def _construct(tag: str, value: str) -> Value:
    try:
        return _CONSTRUCT[tag](yaml.ScalarNode(tag, value))
    except (LookupError, ValueError, OverflowError):  # of another type, or `0x_`, or an empty or too long number
        return value
