"""A rule for every detector; its documentation is made from the detector's row."""

from __future__ import annotations

from labcoat.core.keys.providers import load_detectors
from labcoat.core.rule import Rule
from labcoat.find_keys.scan import scanner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.keys.detector import Detector
    from labcoat.core.rule import ScanDocument

FAMILY = "find-keys"


def _rule(detector: Detector) -> Rule:
    def document() -> str:
        from labcoat.find_keys.documentation import page

        return page(detector)

    rule = Rule(detector.name, FAMILY, document, detector.severity, opt_in=detector.opt_in)
    rule.page = f"{FAMILY}/#{detector.name}"
    rule.scanner = scanner
    return rule


def _detect_secrets(rules: Sequence[Rule]) -> ScanDocument:
    from labcoat.find_keys.detect_secrets import scanner

    return scanner(rules)


def _documentation() -> str:
    from labcoat.find_keys.detect_secrets import DOCUMENTATION

    return DOCUMENTATION


PLUGINS = Rule("detect-secrets-plugin", FAMILY, _documentation, "high", opt_in=True)
PLUGINS.scanner = _detect_secrets
PLUGINS.page = f"{FAMILY}/#{PLUGINS.name}"
PLUGINS.switch = "detect-secrets-plugins"
PLUGINS.is_in_all = False  # they take a hundred times as long as all others
RULES = [_rule(detector) for detector in load_detectors()]
