"""The rules of a run, sorted once for all its documents."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from labcoat.core.lookup import Lookup
    from labcoat.core.rule import Rule, ScanDocument, Scanner


WITH_COMMANDS = {"shell", "yaml", "json", "toml", "ini", "hcl"}  # kinds that may hold command lines
PACKAGES, MODEL = "packages", "model"  # what rules may look at in place of a language
ARTIFACT = "artifact"  # a whole file that may be a model, of which nothing is parsed


class RuleSet:
    """Rules by the way they look at documents.

    `scans` look at all text of a document, each for several rules; `readers` are the rules that look at languages, and
    `kinds` those languages; `lookup` tells which of them a text is for. `for_models` look at what is in model files.
    `opens_models`: a rule looks at those, or at their bytes as a whole. `asks_lock`: one looks at the lock.
    """

    __slots__ = ("_lookup", "asks_lock", "for_models", "kinds", "names", "opens_models", "readers", "rules", "scans")

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules: Sequence[Rule] = list(rules)
        self.names = {rule.name for rule in self.rules}
        self.for_models = [rule for rule in self.rules if MODEL in rule.checks]
        self.opens_models = any([MODEL in rule.checks or ARTIFACT in rule.checks for rule in self.rules])
        self.readers = [rule for rule in self.rules if rule.checks.keys() - {MODEL} and not rule.scanner]
        self.asks_lock = any([rule.asks_lock for rule in self.readers])
        self._lookup: Lookup | None = None
        self.kinds = {kind for rule in self.readers for kind in rule.checks} - {MODEL}
        if {"command", "file"} & self.kinds:
            self.kinds |= WITH_COMMANDS
        together: dict[Scanner, list[Rule]] = {}
        for rule in self.rules:
            if rule.scanner:
                together.setdefault(rule.scanner, []).append(rule)
        self.scans: list[ScanDocument] = [scanner(group) for scanner, group in together.items()]

    @property
    def lookup(self) -> Lookup:
        """The readers by their keywords."""
        if self._lookup is None:
            from labcoat.core.lookup import Lookup

            self._lookup = Lookup(self.readers)
        return self._lookup

    def for_packages(self) -> RuleSet:
        """Those of the rules that look at packages, and the engine's own."""
        return RuleSet([rule for rule in self.rules if PACKAGES in rule.checks or not (rule.checks or rule.scanner)])
