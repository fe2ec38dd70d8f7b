"""Where a dangerous option is switched on: one reader for each way in which people write it.

Every reader yields `Switch`: where it is, and the strings beside it, by which a rule can tell what it applies to.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.rule import Fix, Hit
    from labcoat.core.segment import Segment

ON = frozenset(("true", "1", "yes", "on", "y", "t"))
OFF = frozenset(("false", "0", "no", "off", "n", "f", "none", "null"))


class Switch:
    """An option that is on: characters `start` to `end` of a segment, and the strings of the same call or command.

    `value_start` and `value_end` are the literal that would have to change, both -1 where there is none.
    """

    __slots__ = ("end", "segment", "start", "strings", "value_end", "value_start")

    def __init__(self, segment: Segment, start: int, end: int, strings: list[str]) -> None:
        self.segment = segment
        self.start = start
        self.end = end
        self.strings = strings
        self.value_start = self.value_end = -1

    def hit(self, message: str, help: str = "", severity: str = "", fix: Fix | None = None) -> Hit:  # noqa: A002
        """A hit on the switch."""
        from labcoat.core.rule import Hit

        return Hit(self.segment, self.start, self.end, message, help, severity, fix)


def is_on(value: object) -> bool:
    """Whether a literal switches an option on: `True`, `1`, `"true"`, `"yes"`; other strings do not."""
    if isinstance(value, str):
        return value.strip().strip("\"'").lower() in ON
    return value is True or (isinstance(value, int) and value == 1)


def is_option(name: str, option: str) -> bool:
    """Whether `name` is `option`, in any of the spellings `some_option`, `some-option`, `model.some_option`."""
    return name.lstrip("-").replace("-", "_").rpartition(".")[2] == option


def is_variable(name: str, option: str) -> bool:
    """Whether `name` is an environment variable for `option`: `SOME_OPTION`, or `env.PREFIX_SOME_OPTION`."""
    name = name.rpartition(".")[2]
    return name == option.upper() or name.endswith("_" + option.upper())
