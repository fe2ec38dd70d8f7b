"""Where files go, and how one that cannot be made is left out."""

from __future__ import annotations

import os
import pickle
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

OUT = Path(sys.argv[1])
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("KERAS_BACKEND", "torch")
warnings.simplefilter("ignore")


def path(name: str) -> str:
    """A file below the directory; its first folder is the family."""
    target = OUT / name
    target.parent.mkdir(parents=True, exist_ok=True)
    return str(target)


def attempted(what: str, make: Callable[[], object]) -> object:
    """What is made; None, and a line on standard error, where a library is not there or lacks the class."""
    try:
        return make()
    except Exception as error:
        print(f"{what}: {type(error).__name__}: {error}"[:200], file=sys.stderr)
        return None


def pickled(family: str, protocol: int | None = None, **objects: object) -> None:
    """Each object as a pickle of its own. A callable is asked for the object; what fails is named and left out."""
    for name, value in objects.items():
        is_maker = getattr(value, "__name__", "") == "<lambda>"

        def dumped(value: object = value, is_maker: bool = is_maker) -> bytes:
            return pickle.dumps(value() if is_maker else value, protocol=protocol)  # type: ignore[operator]

        data = attempted(f"{family}/{name}", dumped)
        if isinstance(data, bytes):
            Path(path(f"{family}/{name}.pkl")).write_bytes(data)
