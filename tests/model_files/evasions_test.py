"""Pickles that loaders take, and that look like something else: marks of other formats, memos, lines, and names."""

from __future__ import annotations

import pytest

from tests.model_files.assemble import (
    MARK,
    POP,
    STOP,
    call,
    get_line,
    global_,
    pickle,
    put,
    put_line,
    string_line,
    text,
)
from tests.model_files.cases import case, flagging, quiet

RUN = call(global_("os", "system"), string_line("'id'"))
NAME = text("collections") + put(1) + text("OrderedDict") + put(2)
OLD = {
    "GIF": b"GIF89aXXX0",
    "bzip2": b"BZh\0\0" + b"a" * 0x685A + POP,
    "number": b"Ka0",
    "numbers": b"Mab0Jabcd0I1\n0L1L\n0F1\n0",
    "string": b"S'a'\n0",
    "short string": b"U\1a0",
    "unicode line": b"Va\n0",
    "text": b"X\1\0\0\0a0",
    "bytes": b"C " + b"a" * 32 + POP,
    "truth": b"\x880",
    "nothing": b"N0",
    "set": b"\x8f0",
    "frame": b"\x95" + bytes(8),
    "call": b"",
}
PATHS = ("w.dat", "w", "w.txt", "w.log", "w.json", "w.yaml", "w.md", "w.py", "w.ipynb", "w.toml", "w.gif", "Dockerfile")

test_dangerous_pickle_import_flags = flagging(
    "dangerous-pickle-import",
    [
        *[case(f"{name} in {path}", path, start + RUN + STOP) for name, start in OLD.items() for path in PATHS],
        case(
            "memo index up to a NUL",
            "m.pkl",
            pickle(NAME, text("os"), put_line("1\0x"), text("system"), put_line("2\0"), get_line(1), get_line(2))[:-1]
            + b"\x93"
            + string_line("'id'")
            + b"\x85R.",
        ),
        case("long line that ends in an escape", "m.pkl", b"V" + b"a" * ((1 << 20) - 3) + b"\\u0041b\n0" + RUN + STOP),
    ],
)
test_uninspectable_model_flags = flagging(
    "uninspectable-model", [case("marks that no walk holds", "m.dat", MARK * 300_000 + RUN + STOP)]
)
TEXTS = {
    "prose.txt": b"Very old.\nThis is text (as you see) of a book.\n",
    "code.py": b"class Foo:\n    pass\n",
    "imports.py": b"import os\nimport sys\n",
    "names.csv": b"Name,Size\na,1\n",
    "list.md": b"(a) one\n(b) two\n",
    "keys.yaml": b"Kind: a\nName: b\n",
    "words.txt": b"I\nam\nSam\n.\n",
    "picture.gif": b"GIF89a\1\0\1\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;",
}
test_stays_quiet = quiet([case(path, path, data) for path, data in TEXTS.items()])


@pytest.mark.parametrize("line", ["1", " 1", "01", "+1", "1\0x"])
def test_index_of_a_memo(line: str):
    from labcoat.core.models.pickle_literals import number

    assert number(line.encode()) == 1
