"""What switches certificates off in code that does not parse: requests of Python 2, half-typed cells."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENTS = ("requests", "httpx")
_VERIFY = re.compile(r"(?<![\w.-])verify\s{0,3}=\s{0,3}False\b")
_CONTEXT = re.compile(r"\bssl\._create_unverified_context\b")


def unverified_in_text(text: str) -> Iterator[tuple[int, int, str]]:
    """The places, with what stands there; comments are passed over."""
    patterns = [_CONTEXT, *[_VERIFY for _ in CLIENTS[:1] if any([client in text for client in CLIENTS])]]
    for pattern in patterns:
        for match in pattern.finditer(text):
            line_start = text.rfind("\n", 0, match.start()) + 1
            if "#" not in text[line_start : match.start()]:
                yield match.start(), match.end(), match[0]
