"""Mutations of bytes and of the tokens of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)
ODD = (
    *("\0", "\ufeff", "\u2028", "\u202e", "\ud800", "\uff54rust", "é", "💥", "\r", "\f", "\x85", "\x1b[31m"),
    *(
        "'",
        '"',
        "'''",
        '"""',
        "`",
        "\\",
        "\\\n",
        "$(",
        "${",
        "<<EOF\n",
        "((",
        "[[",
        "%%",
        "%",
        "!",
        "?",
        "{{",
        "}}",
        "#",
    ),
    *(
        "lambda:",
        "=",
        ":=",
        "**",
        "@",
        "\n",
        "\n\n",
        "\t",
        "    ",
        ": ",
        "- ",
        "&a ",
        "*a ",
        "|\n",
        "---\n",
        "? ",
        "[",
        "]",
        "{",
        "}",
    ),
    *("# labcoat: ignore[trust-remote-code]", "# labcoat: ignore[", "# pragma: allowlist secret", "coding: utf-7"),
)
EOLS = (("\n", "\r\n"), ("\n", "\r"), ("\n", "\n\n"), (" ", "\t"), (" ", "\u00a0"))
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "utf-7", "cp1252", "shift-jis")


def mutate_bytes(random: Random, data: bytes, other: bytes) -> bytes:
    """Flip, cut, repeat or insert bytes, or splice in those of another file."""
    changed = bytearray(data)
    start, end = sorted((random.randrange(len(data) + 1), random.randrange(len(data) + 1)))
    kind = random.randrange(6)
    if kind == 0:
        for _ in range(random.choice((1, 1, 2, 10, 100))):
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    elif kind == 1:
        del changed[end:]
    elif kind == 2:
        del changed[start : min(end, start + 50)]
    elif kind == 3:
        cut = random.randrange(len(other) + 1)
        changed[start:] = other[cut:]
    elif kind == 4:
        changed[start:start] = random.randbytes(random.randrange(1, 20))
    else:
        changed[start:start] = bytes(changed[start : start + 40]) * random.choice((2, 10, 300))
    return bytes(changed)


def mutate_tokens(random: Random, text: str, words: Sequence[str]) -> str:
    """Delete, double, swap or replace tokens, or put odd ones between them."""
    tokens = TOKEN.findall(text)
    for _ in range(random.choice((1, 2, 3, 8, 30))):
        at = random.randrange(len(tokens))
        kind = random.randrange(6)
        if kind == 0 and len(tokens) > 1:
            del tokens[at]
        elif kind == 1:
            tokens[at:at] = tokens[at : at + random.randrange(1, 12)]
        elif kind == 2:
            other = random.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif kind == 3:
            tokens[at] = random.choice(tokens)
        else:
            tokens.insert(at, random.choice(ODD if kind == 4 else words))
    return "".join(tokens)


def encoded(random: Random, text: str) -> bytes:
    """The text as bytes; sometimes with other line ends, or in another encoding."""
    if random.random() < 0.1:
        text = text.replace(*random.choice(EOLS))
    encoding = random.choice(ENCODINGS) if random.random() < 0.08 else "utf-8"
    return text.encode(encoding, "surrogatepass" if encoding.startswith("utf") and encoding != "utf-7" else "replace")
