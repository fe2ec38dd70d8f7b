"""Detectors: one row for each kind of key."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Detector:
    """How one kind of key is recognised, and what its owner should do.

    A *word* is a run of letters, digits, `_` and `-`. `pattern` is a regular expression with the key in the group
    `secret` (the whole match where there is no such group). It is tried

    - at each of the `needles`, which it begins with. `hf_` is the beginning of a word; in `SG.` the word is `SG`;
    - around each text of `inside`, which may stand anywhere in the key, within 300 characters;
    - at every word of 16 characters or more that has its shape and stands after one of `near`, on its line or just
      above, in any case; the nearest name names the key, and `("",)` is any text.

    A match counts when its `secret` has `entropy` bits a character (Shannon), is no placeholder, and `valid` agrees.
    A key whose `checksum` is wrong is less severe: it is cut, mistyped or made up.
    `example` is a template for `examples.expand`; `source` says where the format is published; `env` is the
    variable that the provider's own library reads. A detector without a public source is `opt_in`.
    """

    __slots__ = (
        "checksum",
        "entropy",
        "env",
        "example",
        "inside",
        "name",
        "near",
        "needles",
        "opt_in",
        "pattern",
        "provider",
        "rotate",
        "severity",
        "source",
        "valid",
        "what",
    )

    def __init__(
        self,
        name: str,
        provider: str,
        what: str,
        pattern: str,
        example: str,
        rotate: str,
        source: str,
        needles: tuple[str, ...] = (),
        inside: tuple[str, ...] = (),
        near: tuple[str, ...] = (),
        valid: Callable[[str], bool] | None = None,
        entropy: float = 2.5,
        severity: str = "critical",
        env: str = "",
        opt_in: bool = False,
        checksum: Callable[[str], bool] | None = None,
    ) -> None:
        self.name = name
        self.provider = provider
        self.what = what
        self.pattern = pattern
        self.example = example
        self.rotate = rotate
        self.source = source
        self.needles = needles
        self.inside = inside
        self.near = near
        self.valid = valid
        self.entropy = entropy
        self.severity = severity
        self.env = env
        self.opt_in = opt_in
        self.checksum = checksum


class Match:
    """A key: characters `start` to `end` of a text. `encoding` says how it was hidden there, if it was."""

    __slots__ = ("detector", "encoding", "end", "secret", "start")

    def __init__(self, detector: Detector, start: int, end: int, secret: str, encoding: str = "") -> None:
        self.detector = detector
        self.start = start
        self.end = end
        self.secret = secret
        self.encoding = encoding
