"""The walker beside the standard library, on pickles of plain containers: nothing in them can be imported."""

from __future__ import annotations

import io
import pickle
import pickletools
import random
from typing import Any

import pytest

from labcoat.core.models import pickles
from labcoat.core.models.inspection import Inspection
from labcoat.core.models.pickles.strings import PADDING, Strings
from labcoat.core.models.pickles.values import FLOAT, Bag, Pairs
from labcoat.core.models.pickles.walk import Walk
from labcoat.core.models.place import Place
from labcoat.core.models.sieve import may_hold_key
from labcoat.core.models.source import Source
from tests.model_files.walker import inspected

RUNS = 1500


class Refusing(pickle.Unpickler):
    """Imports nothing."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError("no names")

    def persistent_load(self, identifier: object) -> object:
        return None


def walked(data: bytes) -> Walk:
    inspection = Inspection(len(data))
    walk = Walk(Source(data), 0, Place(), inspection, Strings(inspection, Place()), pickles._TABLE)
    walk.run()
    return walk


def made(random_: random.Random, depth: int = 4) -> Any:
    """A plain value; some parts of it are shared."""
    leaves: list[Any] = [
        None, True, False, random_.randrange(-5, 300), random_.randrange(-(2**40), 2**70), random_.random(),
        "word", "é\ud800\n" * random_.randrange(90), "long " * 70, b"", bytes(random_.randrange(600)), "",
    ]  # fmt: skip
    if not depth or random_.random() < 0.3:
        return random_.choice(leaves)
    items = [made(random_, depth - 1) for _ in range(random_.randrange(5))]
    items += items[:1]
    kind = random_.randrange(5)
    if kind == 0:
        return items
    if kind == 1:
        return tuple(items)
    if kind == 2:
        return {f"key {number}": item for number, item in enumerate(items)}
    return {"set": {1, "a", None}, "frozen": frozenset((2, "b")), "x": items} if kind == 3 else (items, items)


def shape(value: Any) -> Any:
    """A value of the walker, or a real one, without what the walker does not keep."""
    kind = type(value)
    if value is FLOAT or kind is float:
        return "float"
    if kind is Pairs:
        return {repr(shape(value[index])): shape(value[index + 1]) for index in range(0, len(value), 2)}
    if kind is dict:
        return {repr(shape(key)): shape(item) for key, item in value.items()}
    if kind in (Bag, set, frozenset):
        return sorted([repr(shape(item)) for item in value])
    if kind in (list, tuple):
        return [kind.__name__, *[shape(item) for item in value]]
    return bytes(value) if kind is bytearray else value


@pytest.mark.parametrize("protocol", range(6))
def test_same_values_and_ends(protocol: int):
    random_ = random.Random(protocol)
    names = 0
    for _ in range(RUNS // 6):
        value = made(random_)
        data = pickle.dumps(value, protocol=protocol)
        walk = walked(data)
        names += bool(walk.names)
        assert (walk.is_whole, walk.broken, walk.end) == (True, None, len(data))
        assert walk.opcodes == len(list(pickletools.genops(data)))
        if not walk.names:  # old protocols have sets and bytes as calls
            assert shape(walk.stack[-1]) == shape(value)
    assert names == 0 or protocol < 4


def test_what_unpicklers_take_does_not_break_the_walk():
    """And what they do not take, it may take: it is the more lenient one."""
    random_ = random.Random(9)
    taken = 0
    for _ in range(RUNS):
        data = bytearray(pickle.dumps(made(random_), protocol=random_.randrange(6)))
        for _ in range(random_.randrange(1, 4)):
            data[random_.randrange(len(data))] = random_.choice(
                (*b"(]})N.0122aesut\x85\x86\x87\x94", random_.randrange(256))
            )
        if any(
            [byte in data for byte in (b"\x82", b"\x83", b"\x84", b"r", b"p", b"R", b"i", b"o", b"\x81", b"\x92", b"b")]
        ):
            continue  # codes of a registry, a memo of gigabytes, and calls of what is no name
        stream = io.BytesIO(data)
        try:
            Refusing(stream).load()
        except Exception:
            continue
        walk = walked(bytes(data))
        taken += 1
        assert walk.is_whole, bytes(data)
        assert walk.broken is None, bytes(data)
        assert walk.end == stream.tell(), bytes(data)
    assert taken > RUNS // 20


def test_no_bytes_raise_anything():
    random_ = random.Random(3)
    opcodes = [number for number in range(256) if pickles._TABLE[number] is not pickles.pickle_opcodes.unknown]
    pieces = [b"cos\nsystem\n", b"\x8c\x02os", b"(", b")R", b"}", b"(I1\n", b"\x94", b"h\0", b"\x93", b"b", b"u", b"Q"]
    for _ in range(20_000):
        kind = random_.randrange(3)
        if kind == 0:
            data = random_.randbytes(random_.randrange(60))
        elif kind == 1:
            data = bytes(random_.choices(opcodes, k=random_.randrange(80)))
        else:
            data = b"\x80\x04" + b"".join(random_.choices(pieces, k=random_.randrange(40)))
        inspected(data, "model.pkl")


def test_random_bytes_say_nothing():
    random_ = random.Random(4)
    for _ in range(3000):
        inspection = inspected(random_.randbytes(random_.randrange(1, 4000)))
        assert [each.call for each in inspection.imports] == []


def test_many_strings_at_once_hide_no_key():
    """What the sieve passes alone, it passes among others: groups of strings are sieved before single ones."""
    random_ = random.Random(5)
    parts = ["token", "a", "=", "pass ", "@", "x.y", "Zz9" * 6, "word ", ":", "/", "hunter22", "\n", "é" * 20]
    for _ in range(3000):
        name, value = ["".join(random_.choices(parts, k=random_.randrange(4))) for _ in range(2)]
        others = [random_.choice(parts) for _ in range(3)]
        if may_hold_key(name, value) or may_hold_key("", value):
            assert may_hold_key("", "\n".join([each for each in (*others, name, value) if len(each) >= 3]) + PADDING)


def test_memory_is_bounded():
    """A memo keeps no list for each of its entries."""
    walk = walked(b"\x80\x04](" + b"]\x94(K\1e" * 200_000 + b"e.")
    kept = [value for value in (*walk.memo.entries, *walk.stack[-1]) if type(value) is list]
    assert len(walk.memo.entries) == 200_000
    assert len(kept) < 60_000
