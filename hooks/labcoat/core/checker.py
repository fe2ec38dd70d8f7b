"""Files to findings: each file under the configuration of its directory, less what is ignored."""

from __future__ import annotations

import gc
import os

from labcoat.core.config import ConfigError
from labcoat.core.document import Document, is_text, read_document, too_large
from labcoat.core.engine import check
from labcoat.core.kinds import kind_of
from labcoat.core.models.formats import has_zip_behind, may_be_model
from labcoat.core.models.source import Source
from labcoat.core.reading import FAMILY, UNREADABLE_FILE
from labcoat.core.rule_set import MODEL, RuleSet
from labcoat.core.selection import reaches, rule_selection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, BinaryIO

    from labcoat.core.arguments import Arguments
    from labcoat.core.baseline import Baseline
    from labcoat.core.changed import ChangedLines
    from labcoat.core.config import Config
    from labcoat.core.engine import RuleHit
    from labcoat.core.finding import Finding
    from labcoat.core.rule import Hit, Options, Rule
    from labcoat.core.secrets_baseline import SecretsBaselines
    from labcoat.core.suppress import Suppressions


HEAD = 512  # bytes of a file that tell whether anything will look at it
TAKEN_APART = ("notebook", "python", "dockerfile", "makefile")  # kinds that hold segments of other languages


class Outcome:
    """What a run found: findings in the order of files and places, `errors` and `notes` (plain lines), and counts."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.errors: list[str] = []
        self.notes: list[str] = []
        self.stats = {"files": 0, "cells": 0, "ignored": 0, "baselined": 0, "unchanged": 0}
        self.followed: set[str] = set()  # files that were checked because others name them
        self.levels: dict[str, int] = {}  # of requirements: how many have each

    def add(self, other: Outcome) -> None:
        """Add what was found in other files; what two processes have both found in a file that others name, once."""
        known = set(self.findings) if other.followed & self.followed else ()
        self.findings += [finding for finding in other.findings if finding not in known]
        self.followed |= other.followed
        self.errors += other.errors
        self.notes += [note for note in other.notes if note not in self.notes]
        for name, count in other.stats.items():
            self.stats[name] += count
        self.add_levels(other.levels)

    def add_levels(self, levels: Mapping[str, int]) -> None:
        """Count requirements."""
        for level, count in levels.items():
            self.levels[level] = self.levels.get(level, 0) + count


class Checker:
    """Checks files one after the other with the rules of `families`; what it finds is in `outcome`.

    `validate` is called once with every configuration that is met and raises ConfigError. `given` are the real
    paths of the requirements files that the whole run is to check. `on_finding` is called with every finding, and what
    it comes from. `follows`: the files that a document installs from are checked as well.
    """

    on_finding: Callable[[Document, Finding, RuleHit], None] | None = None
    follows = True

    def __init__(
        self,
        families: Mapping[str, Sequence[Rule]],
        arguments: Arguments,
        validate: Callable[[Config], None],
        baseline: Baseline | None = None,
    ) -> None:
        self.families = families
        self.arguments = arguments
        self.baseline = baseline
        self.outcome = Outcome()
        self.given: frozenset[str] = frozenset()
        self._validate = validate
        self._by_directory: dict[str, tuple[Config, RuleSet]] = {}
        self._by_config: dict[int, tuple[Config, RuleSet]] = {}  # making a rule set is not for every directory
        self._secrets_baselines: SecretsBaselines | None = None
        self._changed = changed_lines(arguments) if arguments.changed_lines else None

    def is_excluded(self, path: str) -> bool:
        """Whether the project excludes a path. Raises ConfigError."""
        return self._rules_for(path)[0].is_excluded(path)

    def check_file(self, path: str) -> None:
        """Read and check one file, unless its project excludes it. Raises ConfigError."""
        if self.is_excluded(path):
            return
        try:
            with open(path, "rb") as file:
                data = file.read(HEAD)
                if self._is_model(path, data, file):
                    self._check_model(path, file)
                    return
                if self.looks_at(path, data) or self._may_be_model(path, data):
                    data += file.read(max(0, self._rules_for(path)[0].max_bytes + 1 - HEAD))
                mode = os.fstat(file.fileno()).st_mode
        except OSError as error:
            self.outcome.errors.append(f"{path}: cannot be read: {error.strerror}")
            return
        self._check_bytes(path, data, mode=mode)

    def _is_model(self, path: str, head: bytes, file: BinaryIO) -> bool:
        """Whether a file is read as a model alone, and not as text."""
        if not self._rules_for(path)[1].opens_models:
            return False
        kind = kind_of(path)
        if kind == "model":
            return True
        return kind in ("other", "text") and not is_text(head) and (may_be_model(head, kind) or has_zip_behind(file))

    def _may_be_model(self, path: str, head: bytes) -> bool:
        return self._rules_for(path)[1].opens_models and may_be_model(head, kind_of(path))

    def _check_model(self, path: str, file: BinaryIO) -> None:
        """Check a file that is mapped, however large it is."""
        import mmap

        self.outcome.stats["files"] += 1
        config, rules = self._rules_for(path)
        document = self._with_options(Document(path, b""), config)
        document.kind = MODEL
        status = os.fstat(file.fileno())
        document.mode = status.st_mode
        if not status.st_size:  # what is empty cannot be mapped, but may have been something else
            document.source = Source(b"")
            self._check_document(document, config, rules)
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            document.source = Source(data)
            self._check_document(document, config, rules)
            document.source = None

    def check_bytes(self, path: str, data: bytes, kind: str = "") -> None:
        """Check the content of a file, unless its project excludes it. Raises ConfigError.

        Its kind is that of its name, unless another one is known.
        """
        if not self.is_excluded(path):
            self._check_bytes(path, data, kind)

    def max_bytes(self, path: str) -> int:
        """The size of the largest file that is looked at in a path's directory. Raises ConfigError."""
        return self._rules_for(path)[0].max_bytes

    def looks_at(self, path: str, head: bytes) -> bool:
        """Whether any rule looks at the text of such files, told by the first HEAD bytes; data is not read."""
        kind = kind_of(path)
        if kind in TAKEN_APART or (kind == "other" and head.startswith(b"#!")):
            return True
        rules = self._rules_for(path)[1]
        is_for_scans = bool(rules.scans) and kind != "model"
        return kind in rules.kinds or (is_for_scans and (kind == "requirements" or is_text(head)))

    def _check_bytes(self, path: str, data: bytes, kind: str = "", mode: int = 0) -> None:
        self.outcome.stats["files"] += 1
        if not (kind or self.looks_at(path, data[:HEAD]) or self._may_be_model(path, data[:HEAD])):
            return
        collects = gc.isenabled()
        gc.disable()  # a syntax tree has no cycles, and looking for them takes a third of the time of making it
        try:
            self._check(path, data, kind, mode)
        finally:
            if collects:
                gc.enable()

    def _check(self, path: str, data: bytes, kind: str, mode: int) -> None:
        config, rules = self._rules_for(path)
        document = self.read(path, data, kind)
        document.mode = mode
        self.outcome.stats["cells"] += len(document.notebook.cells) if document.notebook else 0
        self._check_document(document, config, rules)
        if document.packages is not None and self.follows:
            self._follow(document.packages.followed())

    def _follow(self, paths: Sequence[str]) -> None:
        """Check the files that a document installs from, which may have any name. Raises ConfigError."""
        waiting = [*paths]
        while waiting:
            path = waiting.pop(0)
            if os.path.realpath(path) in self.given or path in self.outcome.followed or self.is_excluded(path):
                continue
            self.outcome.followed.add(path)
            config, rules = self._rules_for(path)
            document = self._read_followed(path, config.max_bytes)
            if document is None:
                continue
            self._check_document(document, config, rules.for_packages())
            if document.packages is not None:
                waiting += document.packages.followed()

    def _read_followed(self, path: str, limit: int) -> Document | None:
        """The requirements file that another one names; None, and an error, where it cannot be read."""
        try:
            with open(path, "rb") as file:
                return self.read(path, file.read(limit + 1), "requirements")
        except OSError as error:
            self.outcome.errors.append(f"{path}: cannot be read: {error.strerror}")
            return None

    def _check_document(self, document: Document, config: Config, rules: RuleSet) -> None:
        path = document.path
        try:
            hits = [(rule, hit) for rule, hit in check(document, rules) if rule.name in rules.names]
            if hits or self.arguments.pedantic:
                self._add_findings(document, config, rules, hits)
            if document.packages is not None:
                self.outcome.add_levels(document.packages.levels)
            if self._changed is not None:
                self._changed.bring_in(document, self.given)
        except ConfigError:
            raise
        except Exception as error:
            self.outcome.errors.append(f"{path}: internal error, please report it: {origin(error)}")

    def read(self, path: str, data: bytes, kind: str = "") -> Document:
        """The document of a file's bytes, with its project's options. Raises ConfigError.

        Its kind is that of its name, unless another one is known.
        """
        config, rules = self._rules_for(path)
        is_model = rules.opens_models and (kind or kind_of(path)) == MODEL  # read as such alone, however large
        is_read = is_model or len(data) <= config.max_bytes
        document = read_document(path, data, kind) if is_read else too_large(path, config.max_bytes)
        if self._may_be_model(path, data[:HEAD]):
            document.source = Source(data)
        return self._with_options(document, config)

    def _with_options(self, document: Document, config: Config) -> Document:
        document.options = {family: self._options(family, config) for family in self.families}
        return document

    def _options(self, family: str, config: Config) -> Mapping[str, Any]:
        """The project's options for a family, and the command line's."""
        options = config.options(family)
        given = self.arguments.options.get(family, {})
        kept = {key: options[key] for key, value in given.items() if value is True and options.get(key)}
        return {**options, **given, **kept}  # what is only switched on may be told more of by the project

    def kept_hits(self, document: Document) -> list[RuleHit]:
        """What the rules say about a document and nothing ignores. Raises ConfigError."""
        config, rules = self._rules_for(document.path)
        return self._suppressions(document, config, rules).kept(list(check(document, rules)))

    def _suppressions(self, document: Document, config: Config, rules: RuleSet) -> Suppressions:
        from labcoat.core.suppress import Suppressions

        accepts = None if self.arguments.no_baseline else self._accepts
        return Suppressions(self.arguments, config.ignored_rules(document.path), rules.rules, accepts)

    def _accepts(self, path: str, hit: Hit) -> bool:
        """Whether the project's `.secrets.baseline` covers a hit. Raises ConfigError."""
        if self._secrets_baselines is None:
            from labcoat.core.secrets_baseline import SecretsBaselines

            self._secrets_baselines = SecretsBaselines()
        accepts = self._secrets_baselines.covers(path, hit)
        if self.arguments.pedantic:
            self.outcome.notes = self._secrets_baselines.notes()
        return accepts

    def _add_findings(self, document: Document, config: Config, rules: RuleSet, hits: list[RuleHit]) -> None:
        suppressions = self._suppressions(document, config, rules)
        minimum = self.arguments.min_severity or config.min_severity
        findings = [
            (finding, hit)
            for finding, hit in suppressions.findings(document, hits)
            if reaches(finding.severity, minimum) or finding.rule == UNREADABLE_FILE.name
        ]
        if self._changed is not None:
            kept = [(finding, hit) for finding, hit in findings if self._changed.touches(finding, document)]
            self.outcome.stats["unchanged"] += len(findings) - len(kept)
            findings = kept
        self.outcome.stats["ignored"] += suppressions.count
        self.outcome.stats["baselined"] += suppressions.accepted
        for finding, hit in findings:
            if self.baseline is not None and self.baseline.covers(finding):
                self.outcome.stats["baselined"] += 1
                continue
            self.outcome.findings.append(finding)
            if self.on_finding is not None:
                self.on_finding(document, finding, hit)

    def _rules_for(self, path: str) -> tuple[Config, RuleSet]:
        directory = os.path.dirname(path)
        if directory not in self._by_directory:
            from labcoat.core.config import load_config

            config = load_config(directory)
            if config.path:
                self._validate(config)
            if id(config) not in self._by_config:
                self._by_config[id(config)] = config, self._select(config)
            self._by_directory[directory] = self._by_config[id(config)]
        return self._by_directory[directory]

    def _select(self, config: Config) -> RuleSet:
        """The selected rules, and the engine's own, which only `ignore` switches off."""
        arguments = self.arguments
        switched_on = [
            rule.name
            for family, known in self.families.items()
            for rule in known
            if rule.switch and _is_on(rule.switch, self._options(family, config))
        ]
        rules = rule_selection(self.families, config, arguments.select, arguments.ignore, switched_on)
        ignored = arguments.ignore if arguments.ignore is not None else config.ignore or []
        own = [rule for rule in self.families[FAMILY] if not rule.opt_in or arguments.pedantic]
        return RuleSet(rules + [rule for rule in own if rule not in rules and not {rule.name, FAMILY} & set(ignored)])


def _is_on(switch: str, options: Options) -> bool:
    """Whether `option` is on, or `option=value` is so."""
    name, _, value = switch.partition("=")
    return options.get(name) == value if value else bool(options.get(name))


def changed_lines(arguments: Arguments) -> ChangedLines:
    """What is new since the commit that the arguments name, or the runner. Raises ConfigError."""
    from labcoat.core.changed import ChangedLines, refs

    return ChangedLines(*refs(arguments.from_ref, arguments.to_ref))


def origin(error: Exception) -> str:
    """Where an exception comes from, without its message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
    return type(error).__name__ + place
