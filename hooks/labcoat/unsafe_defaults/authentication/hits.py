"""How what switches authentication off is shown."""

from __future__ import annotations

from labcoat.core.rule import Hit
from labcoat.unsafe_defaults.authentication.switches import EMPTY, TRAIT_OWNERS, TRAITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.segment import Segment
    from labcoat.unsafe_defaults.authentication.switches import Switch

MOST_VALUE = 200  # characters of a value that is looked at


def is_off(switch: Switch, value: object) -> bool:
    """Whether this is the value with which it is off."""
    text = str(value).strip()
    return len(text) < MOST_VALUE and text.lower() in switch[0]


def made(segment: Segment, start: int, end: int, name: str, switch: Switch) -> Hit:
    """The hit of a switch, which never shows the value."""
    values, whose, severity, advice = switch
    if values is EMPTY:
        message = f"{whose} lets anybody in who can connect: `{name}` is empty"
    elif "xsrf" in name.lower():
        message = f"other web pages can use {whose} in your name: `{name}`"
    else:
        message = f"anybody can use {whose} without authentication: `{name}`"
    return Hit(segment, start, end, message, advice, severity)


def trait_hit(
    segment: Segment, start: int, end: int, names: tuple[str, str, str], value: object, has_token: bool
) -> Iterator[Hit]:
    """A setting of Jupyter's: (its class, its name, how it is shown)."""
    owner, trait, shown = names
    switch = TRAITS.get(trait)
    if switch is None or owner not in TRAIT_OWNERS or not is_off(switch, value):
        return
    if "password" in trait and has_token:
        return
    yield made(segment, start, end, shown, switch)
