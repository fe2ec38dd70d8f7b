"""Bytes by offset: of something mapped, and of a stream that is read once."""

from __future__ import annotations

import pytest

from labcoat.core.models.source import KEPT, UNKNOWN, GoneError, Source, Stream

DATA = bytes(range(256)) * 40


def stream(data: bytes, step: int = 1000) -> Stream:
    pieces = iter([data[start : start + step] for start in range(0, len(data), step)])
    return Stream(lambda: next(pieces, b""))


@pytest.mark.parametrize(("offset", "size"), [(0, 10), (100, 1), (10_230, 100), (10_240, 1), (-1, 5), (99_999, 1)])
def test_a_source_gives_what_there_is(offset: int, size: int) -> None:
    assert Source(DATA).read(offset, size) == (DATA[offset : offset + size] if offset >= 0 else b"")


@pytest.mark.parametrize(("offset", "size"), [(10, 100), (10, UNKNOWN), (10_200, 100), (20_000, 10), (0, 0)])
def test_a_part_is_as_long_as_there_is(offset: int, size: int) -> None:
    part = Source(DATA).part(offset, size)
    expected = DATA[offset:] if size == UNKNOWN else DATA[offset : offset + size]
    assert part.size == len(expected)
    assert part.read(0, 1 << 20) == expected


def test_nothing_outside_of_a_part_is_found() -> None:
    part = Source(b"ab-ab-ab").part(1, 5)
    assert [part.find(b"ab"), part.rfind(b"ab"), part.find(b"ab", 3)] == [2, 2, -1]
    assert [part.find(b"ab", 0, 3), part.rfind(b"ab", 3), part.find(b"b-")] == [-1, -1, 0]


def test_a_part_of_a_part() -> None:
    assert Source(DATA).part(10, 100).part(20, 1000).read(0, 1000) == DATA[30:110]


@pytest.mark.parametrize("step", [1, 7, 1000, 100_000])
def test_a_stream_is_read_forwards(step: int) -> None:
    source = stream(DATA, step)
    assert source.read(0, 5) == DATA[:5]
    assert source.read(3, 3000) == DATA[3:3003]
    assert source.read(9000, 5000) == DATA[9000:]
    assert source.read(20_000, 5) == b""
    assert source.size == UNKNOWN


def test_what_lies_far_behind_is_gone() -> None:
    source = stream(bytes(8 * KEPT), 1 << 16)
    source.read(7 * KEPT, 10)
    source.read(7 * KEPT - KEPT // 2, 10)
    with pytest.raises(GoneError):
        source.read(0, 10)


def test_a_stream_keeps_little_of_what_is_skipped() -> None:
    source = stream(bytes(20 * KEPT), 1 << 16)
    source.read(19 * KEPT, 1)
    assert len(source._window) < 6 * KEPT


def test_parts_of_a_stream_are_read_one_after_the_other() -> None:
    source = stream(DATA)
    first, second = source.part(10, 100), source.part(200)
    assert first.read(90, 100) == DATA[100:110]
    assert second.part(100, 50).read(0, 100) == DATA[300:350]
    with pytest.raises(GoneError):
        first.find(b"a")


def test_a_stream_asks_for_no_more_than_it_needs() -> None:
    asked = []
    source = Stream(lambda: asked.append(1) or bytes(100))
    source.read(0, 150)
    assert len(asked) == 2
