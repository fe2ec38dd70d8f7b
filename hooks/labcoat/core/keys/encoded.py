"""Text that is hidden in a text: one layer of base64, hexadecimal digits or URL encoding."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Run = tuple[int, int, str, str]  # start and end in the text, encoding, decoded text

LONGEST = 8_000  # characters of an encoded text
_BASE64 = re.compile(rf"[A-Za-z0-9+/_-]{{24,{LONGEST}}}={{0,2}}")
_HEX = re.compile(rf"(?:[0-9A-Fa-f]{{2}}){{16,{LONGEST // 2}}}(?![0-9A-Za-z])")
_ESCAPE = re.compile(r"%(?=[2-7][0-9A-Fa-f])")
_URL = re.compile(r"[\w.~:/?#@!$&*+,;=%-]{1,2000}", re.ASCII)


def decoded_runs(text: str, starts: Iterable[int], has_escapes: bool) -> Iterator[Run]:
    """The encoded runs at these offsets, and those with URL escapes, where they hold printable ASCII."""
    for start in starts:
        while text[start] in "-_":
            start += 1
        if start == 0 or text[start - 1] not in "+/":
            yield from _decoded(text, start)
    if has_escapes:
        yield from _unquoted(text)


def _decoded(text: str, start: int) -> Iterator[Run]:
    found = _HEX.match(text, start)
    if found:
        plain = _printable(bytes.fromhex(found[0]))
        encoding = "hexadecimal digits"
    else:
        found = _BASE64.match(text, start)
        plain = _printable(_from_base64(found[0])) if found else ""
        encoding = "base64"
    if found and plain:
        yield start, found.end(), encoding, plain


def _from_base64(run: str) -> bytes:
    from binascii import Error, a2b_base64

    plain = run.rstrip("=").translate({45: 43, 95: 47})  # the URL-safe alphabet to the usual one
    try:
        return a2b_base64(plain + "=" * (-len(plain) % 4))
    except Error:
        return b""


def _printable(data: bytes) -> str:
    """The text, where the bytes are ASCII without control characters but for line ends and tabs."""
    if not data.isascii():
        return ""
    text = data.decode()
    return text if all([char.isprintable() or char in "\n\r\t" for char in text]) else ""


def _unquoted(text: str) -> Iterator[Run]:
    """Runs with URL escapes, decoded."""
    done = 0
    while (found := _ESCAPE.search(text, done)) is not None:
        from urllib.parse import unquote

        start = _run_start(text, found.start(), done)
        run = _URL.match(text, start)
        done = run.end() if run else found.end()
        if run:
            yield start, done, "URL encoding", unquote(run[0])


def _run_start(text: str, at: int, least: int) -> int:
    """Where the run of URL characters begins that reaches an offset: not before `least`, nor far away."""
    least = max(least, at - 1000)
    while at > least and _URL.match(text, at - 1, at):
        at -= 1
    return at
