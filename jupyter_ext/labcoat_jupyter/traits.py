"""Traits that take their default, with a message, where the configuration has a value of another type.

An error of traitlets on the command line would end the server.
"""

from __future__ import annotations

from traitlets import Bool, Float, Int, List, TraitError, Unicode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Lenient:
    def validate(self, obj: Any, value: Any) -> Any:
        try:
            return super().validate(obj, value)  # type: ignore[misc]
        except TraitError:
            obj.complain(f"LabcoatApp.{self.name} must be {self.info()}; its default is used")  # type: ignore[attr-defined]
            return self.default(obj)  # type: ignore[attr-defined]


class LenientBool(_Lenient, Bool):  # type: ignore[type-arg]
    """True or False."""


class LenientFloat(_Lenient, Float):  # type: ignore[type-arg]
    """A number."""


class LenientInt(_Lenient, Int):  # type: ignore[type-arg]
    """A whole number."""


class LenientUnicode(_Lenient, Unicode):  # type: ignore[type-arg]
    """A string."""


class LenientNames(_Lenient, List):  # type: ignore[type-arg]
    """A list of strings."""

    def __init__(self, default_value: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(Unicode(), default_value=default_value, **kwargs)

    def info(self) -> str:
        """What messages say that it has to be."""
        return "a list of strings"

    def from_string(self, s: str) -> list[str]:
        """What a command line gives: a list as Python writes it, or names between commas."""
        names = [name.strip("'\" ") for name in s.strip("[]() ").split(",")]
        return [name for name in names if name]
