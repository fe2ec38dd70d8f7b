"""NumPy files with Python objects in them."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.segment import Segment


@rule("medium", words=("allow_pickle", "np load True", "numpy load True", "np load __defaults__"))
def numpy_allow_pickle(module: Module, options: Options) -> Iterator[Hit]:
    """A NumPy file is loaded with `allow_pickle=True`, which runs the code that is in it.

    What it does
    ------------
    Reports `allow_pickle=True` where a file is read: `numpy.load`, `numpy.lib.npyio.NpzFile` and other functions that
    load; also as the third argument, through a constant, a default, a dictionary or `functools.partial`, and where
    `np.load` itself is replaced by one that allows it.

    It is quiet about `numpy.save`, which only writes, and about values that only running the code would tell.

    Why is this bad?
    ----------------
    An array of objects is stored as a pickle, and a pickle runs code when it is loaded. NumPy 1.16.3 switched the
    option off for that reason (CVE-2019-6446).

    Example
    -------
        import numpy as np

        words = np.load("words.npy", allow_pickle=True)

    Use instead
    -----------
        import numpy as np

        words = np.load("words.npy")

    Store lists of arrays with `np.savez`, words with a fixed-width type (`dtype="U20"`), dictionaries as JSON.

    References
    ----------
    - https://numpy.org/doc/stable/reference/generated/numpy.load.html
    - https://nvd.nist.gov/vuln/detail/CVE-2019-6446
    """
    from labcoat.unsafe_load.array_calls import array_hits

    yield from array_hits(module)


@numpy_allow_pickle.register("unparsed")
def _in_text(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.rule import Hit
    from labcoat.unsafe_load.array_calls import SAYS, TURN_OFF
    from labcoat.unsafe_load.tokens import options_in_text

    for start, end in options_in_text(segment.text, "allow_pickle", "True"):
        line = segment.text[segment.text.rfind("\n", 0, start) + 1 : start]
        if "save" not in line:
            yield Hit(segment, start, end, SAYS, TURN_OFF, severity="low")


def _may_allow(text: str) -> bool:
    """Whether `allow_pickle`, where a text has it, is given to a function or is a parameter that is on."""
    import re

    given = r"=[^\s=]|[\"']|\s{0,4}(?::\s{0,4}bool\s{0,4})?=\s{0,4}True\s{0,4}[,)]"
    is_passed = r"=(?:False|None|allow_pickle)\b"
    if "allow_pickle" not in text:
        return "__defaults__" in text or re.search(r"load\([^()\n]{0,200},[^()\n]{0,80}True", text) is not None
    return (
        "np.load" in text
        or "numpy.load" in text
        or re.search(rf"\ballow_pickle(?!{is_passed})(?:{given})", text) is not None
    )


numpy_allow_pickle.confirm = _may_allow
RULES = [numpy_allow_pickle]
