"""Bytes to text and back: by byte-order mark, by declaration, by the zeros of wide characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.decode import decode
from labcoat.core.document import read_document

DECODED = {
    "empty": (b"", "", "utf-8"),
    "ascii": (b"a\r\nb\rc\n", "a\r\nb\rc\n", "utf-8"),
    "utf-8": ("é🙂".encode(), "é🙂", "utf-8"),
    "utf-8 with a mark": (b"\xef\xbb\xbf{}", "{}", "utf-8"),
    "mark only": (b"\xef\xbb\xbf", "", "utf-8"),
    "two marks": (b"\xef\xbb\xbf\xef\xbb\xbf{", "\ufeff{", "utf-8"),
    "utf-16-le with a mark": (b"\xff\xfe{\0}\0", "{}", "utf-16-le"),
    "utf-16-be with a mark": (b"\xfe\xff\0{\0}", "{}", "utf-16-be"),
    "utf-32-le with a mark": (b"\xff\xfe\0\0{\0\0\0", "{", "utf-32-le"),
    "utf-32-be with a mark": (b"\0\0\xfe\xff\0\0\0{", "{", "utf-32-be"),
    "utf-16-le": ('{"é🙂"}'.encode("utf-16-le"), '{"é🙂"}', "utf-16-le"),
    "utf-16-be": ('{"é🙂"}'.encode("utf-16-be"), '{"é🙂"}', "utf-16-be"),
    "utf-32-le": ("{ 🙂".encode("utf-32-le"), "{ 🙂", "utf-32-le"),
    "utf-32-be": ("{ 🙂".encode("utf-32-be"), "{ 🙂", "utf-32-be"),
    "a NUL further on": (b"abcd\0", "abcd\0", "utf-8"),
}

REFUSED = {
    "latin-1": b"\xe9",
    "half a character": "é".encode()[:1],
    "half of utf-16": b"\xff\xfe{",
    "lone surrogate": b"\xed\xa0\x80",
    "lone surrogate in utf-16": b"\xff\xfe\x00\xd8",
    "overlong": b"\xc0\xaf",
}


@pytest.mark.parametrize(("data", "text", "encoding"), DECODED.values(), ids=DECODED)
def test_decodes(data, text, encoding):
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert decoded.encode(decoded.text) == data


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_refuses(data):
    with pytest.raises(UnicodeDecodeError):
        decode(data)


@given(st.text().filter(lambda text: text[:1] != "\0"), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_marked_text_comes_back(text, encoding):
    data = text.encode(encoding)
    decoded = decode(data)
    assert decoded.text == text
    assert decoded.encode(text) == data


PYTHON = {
    "declared": (b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", "x = 'é'\n", []),
    "declared on the second line": (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n'\x80'\n", "'€'\n", []),
    "declared as something wide": ("# coding: gbk\n'中'\n".encode("gbk"), "'中'\n", []),
    "declared on the third line": (b"#\n#\n# coding: latin-1\n'\xe9'", "'é'", ["not valid utf-8 at byte 23"]),
    "declared wrongly": (b"# coding: ascii\n'\xe9'\n", "'é'\n", ["not valid ascii at byte 17"]),
    "unknown": (b"# coding: klingon\n'\xe9'\n", "'é'\n", ["not valid text in the declared encoding"]),
    "no encoding of text": (b"# coding: rot13\n'\xe9'\n", "'é'\n", ["not valid text in the declared encoding"]),
    "undefined": (b"# coding: undefined\n'\xe9'\n", "'é'\n", ["not valid text in the declared encoding"]),
    "a codec of names": (b"# coding: idna\n'\xe9'\n", "'é'\n", ["not valid text in the declared encoding"]),
    "a codec that is slow": (b"# coding: punycode\n'\xe9'\n", "'é'\n", ["not valid text in the declared encoding"]),
    "escapes": (b"# coding: unicode_escape\n'\\d\xe9'\n", "'\\dé'\n", ["not valid text in the declared encoding"]),
    "hidden in UTF-7": (
        b"# coding: utf-7\nx = +ACcAJw-\n",
        "x = +ACcAJw-\n",
        ["not valid text in the declared encoding"],
    ),
    "hidden in escapes": (
        b"# coding: unicode_escape\n#\\nx = 1\n",
        "x = 1\n",
        ["not valid text in the declared encoding"],
    ),
    "named twice": (b"# coding: utf-7 coding: utf-8\nx = 1\n", "x = 1\n", ["not valid text in the declared encoding"]),
    "old Macintosh line ends": (b"#!python\r# coding: latin-1\r'\xe9'\r", "'\xe9'\r", []),
    "below a long line": (b"#" * 5000 + b"\r\n# coding: latin-1\r\n'\xe9'\r\n", "'\xe9'\r\n", []),
    "below code": (b"x = 1\n# coding: latin-1\n'\xe9'\n", "'\xe9'\n", ["not valid utf-8 at byte 25"]),
    "seven bits": ("# coding: iso2022_jp\n'中'\n".encode("iso2022_jp"), "'中'\n", []),
    "utf-8": (b"# -*- coding: UTF-8 -*-\n'\xc3\xa9'\n", "'é'\n", []),
    "not declared": (b"'\xe9'\n", "'é'\n", ["not valid utf-8 at byte 1"]),
    "a mark wins": (b"\xef\xbb\xbf# coding: latin-1\n'\xc3\xa9'\n", "'é'\n", []),
}


@pytest.mark.parametrize(("data", "end", "problems"), PYTHON.values(), ids=PYTHON)
def test_python_says_its_encoding(data, end, problems):
    document = read_document("a.py", data)
    assert document.text.endswith(end)
    assert [reason for reason, _ in document.problems] == problems
    assert document.decoded.encode(document.text) == data


def test_other_text_is_looked_at_in_any_encoding():
    document = read_document("notes.txt", b"caf\xe9")
    assert (document.text, document.problems) == ("café", [])


def test_a_notebook_in_another_encoding_is_a_problem():
    document = read_document("a.ipynb", '{"cells": ["é"]}'.encode("latin-1"))
    assert (document.notebook, document.text) == (None, '{"cells": ["é"]}')  # looked at as plain text, for keys in it
    assert document.problems == [("not valid utf-8 at byte 12", 0)]
