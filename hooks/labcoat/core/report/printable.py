"""Text of scanned files made safe to print: nothing in it can move a cursor, hide, or give an order to a CI service."""

from __future__ import annotations

# Characters that show nothing although Unicode counts them as letters or marks:
# Default_Ignorable_Code_Point in https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt
_INVISIBLE = frozenset(
    map(
        chr,
        (
            *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0),
            *range(0x180B, 0x1810),
            *range(0xFE00, 0xFE10),
            *range(0xE0100, 0xE01F0),
        ),
    )
)


def printable(text: str) -> str:
    """`text` with control, bidi, zero-width and other invisible characters, and lone surrogates, as `\\x1b`, `\\u202e`.

    The result is one line: line breaks and tabs are escaped too.
    """
    if text.isascii() and text.isprintable() and "##" not in text:
        return text
    return "".join(printable_characters(text))


def printable_characters(text: str) -> list[str]:
    """The printable form of each character of `text`."""
    shown = [c if c.isprintable() and c not in _INVISIBLE else _escaped(c) for c in text]
    at = text.find("##")
    while at >= 0:
        end = at + 2
        while end < len(text) and (text[end].isalnum() or text[end] == "#"):
            end += 1
        if text[end : end + 1] == "[":  # `##[group]` and `##vso[...]` are orders to GitHub's and Azure's runners
            shown[end] = "\\["
        at = text.find("##", end)
    return shown


def _escaped(character: str) -> str:
    code = ord(character)
    if character in "\t\n\r":
        return {"\t": "\\t", "\n": "\\n", "\r": "\\r"}[character]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
