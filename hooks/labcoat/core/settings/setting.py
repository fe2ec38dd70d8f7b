"""What every reader of settings yields, and what it raises."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    Value = str | bool | int | float | None

MAX_DEPTH = 100  # levels; every value carries its whole path, so that deeper nesting would cost its square


class SettingsError(ValueError):
    """`reason` says what is wrong at character `offset` of the text."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset


class Setting:
    """One scalar. `path` holds the keys from the root, an index of a list as `"0"`.

    Characters `start` to `end` are the value as written, without its quotes or the `|` line of a YAML block; the
    key is at `key_start` to `key_end`, an empty span for an item of a list. `style` is the opening quote, `|` or `>`
    of a YAML block, empty for a plain value: `"true"` and `true` differ in that, and in the type of `value`.
    """

    __slots__ = ("end", "key_end", "key_start", "path", "start", "style", "value")

    def __init__(
        self, path: tuple[str, ...], value: Value, key: tuple[int, int], span: tuple[int, int], style: str = ""
    ) -> None:
        self.path = path
        self.value = value
        self.key_start, self.key_end = key
        self.start, self.end = span
        self.style = style

    def __repr__(self) -> str:
        return f"Setting({'.'.join(self.path)}={self.value!r}, {self.start}, {self.end})"

    @property
    def key(self) -> str:
        """The last key of the path; empty for a text that is one scalar."""
        return self.path[-1] if self.path else ""

    @property
    def quoted(self) -> bool:
        """Whether it was written as a string on purpose."""
        return bool(self.style)


class Level:
    """An open mapping or list: where its next value belongs. `key` is None while a mapping waits for one."""

    __slots__ = ("index", "is_mapping", "key", "key_span", "path")

    def __init__(self, path: tuple[str, ...], is_mapping: bool) -> None:
        self.path = path
        self.is_mapping = is_mapping
        self.index = 0
        self.key: str | None = None
        self.key_span = (0, 0)

    def child_path(self) -> tuple[str, ...]:
        """Path of the next value."""
        return (*self.path, (self.key or "") if self.is_mapping else str(self.index))

    def advance(self) -> None:
        """The value has been read."""
        self.key = None
        self.index += 1

    def span_at(self, start: int) -> tuple[int, int]:
        """Span of the key of a value that starts at `start`."""
        return self.key_span if self.is_mapping else (start, start)


def open_level(levels: list[Level], is_mapping: bool, offset: int) -> None:
    """Enter a collection that starts at `offset`. Raises SettingsError where that is too deep."""
    if len(levels) >= MAX_DEPTH:
        raise SettingsError("nested too deeply", offset)
    levels.append(Level(levels[-1].child_path() if levels else (), is_mapping))
