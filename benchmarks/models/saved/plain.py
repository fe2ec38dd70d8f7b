"""Objects of the standard library, by protocol."""

from __future__ import annotations

from common import pickled


def make_standard_library() -> None:
    import array
    import collections
    import datetime as dt
    import decimal
    import enum
    import fractions
    import functools
    import http
    import ipaddress
    import operator
    import pathlib
    import random
    import re
    import statistics
    import types
    import uuid
    import zoneinfo
    from argparse import Namespace

    counts = collections.Counter("abracadabra")
    nested = collections.defaultdict(list, a=[1, 2], b=[3])
    objects = {
        "history": {"loss": [0.5, 0.4], "accuracy": [0.8, 0.9], "epoch": 3, "best": None, "done": True},
        "vocabulary": {f"token{number}": number for number in range(3000)},
        "ordered": collections.OrderedDict(a=1, b=2),
        "counter": counts,
        "default_of_list": nested,
        "default_of_int": collections.defaultdict(int, a=1),
        "default_of_dict": collections.defaultdict(dict, a={}),
        "default_of_set": collections.defaultdict(set, a={1}),
        "deque": collections.deque([1, 2], maxlen=5),
        "chain_map": collections.ChainMap({"a": 1}, {"b": 2}),
        "user_dict": collections.UserDict(a=1),
        "datetime": dt.datetime(2026, 1, 2, 3, 4),
        "datetime_utc": dt.datetime(2026, 1, 2, tzinfo=dt.timezone.utc),
        "datetime_zone": dt.datetime(2026, 1, 2, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin")),
        "dates": [dt.date(2026, 1, 2), dt.time(1, 2), dt.timedelta(days=3)],
        "decimal": decimal.Decimal("1.5"),
        "fraction": fractions.Fraction(1, 3),
        "uuid": uuid.UUID(int=5),
        "paths": [pathlib.Path("data/a.csv"), pathlib.PurePosixPath("x"), pathlib.PureWindowsPath("c:/x")],
        "sets": {1, 2, 3},
        "frozen": frozenset("abc"),
        "complex": 1 + 2j,
        "bytes": [b"abc", bytearray(b"def")],
        "range_slice": [range(10), slice(1, 5, 2)],
        "ellipsis": [..., NotImplemented],
        "pattern": re.compile("a+b", re.IGNORECASE),
        "namespace": types.SimpleNamespace(lr=0.1, layers=[1, 2]),
        "arguments": Namespace(lr=0.1, seed=1, device="cpu"),
        "array": array.array("d", [1.0, 2.0]),
        "http_status": http.HTTPStatus.OK,
        "random_state": random.getstate(),
        "random": random.Random(3),
        "address": ipaddress.ip_address("10.0.0.1"),
        "types": [int, str, dict, list, float, tuple, set, bool, bytes, type(None)],
        "normal": statistics.NormalDist(0, 1),
        "getter": operator.itemgetter(1),
        "partial": functools.partial(max, default=0),
        "exception": ValueError("bad"),
        "big": 2**200,
        "recursive": None,
        "unicode": "żółć 漢字 \U0001f600",
        "long_list": list(range(100_000)),
        "timezone": dt.timezone(dt.timedelta(hours=2), "X"),
        "enum_flags": re.IGNORECASE | re.MULTILINE,
        "enum_functional": enum.Enum,
    }
    cyclic: list[object] = []
    cyclic.append(cyclic)
    objects["recursive"] = cyclic
    del objects["getter"], objects["partial"], objects["enum_functional"]
    pickled("standard library", **objects)
    for protocol in (0, 1, 2, 3, 5):
        pickled(
            f"standard library, protocol {protocol}",
            protocol,
            mixed=[
                counts,
                nested,
                b"abc",
                {1},
                frozenset("x"),
                dt.datetime(2026, 1, 2),
                decimal.Decimal(1),
                2**70,
                1.5,
            ],
            history=objects["history"],
            namespace=objects["namespace"],
            path=pathlib.PurePosixPath("a/b"),
            bytearray=bytearray(b"x"),
        )
