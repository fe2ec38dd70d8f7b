"""A rule for every detector; its documentation is made from the detector's row."""

from __future__ import annotations

from labcoat.core.keys.providers import load_detectors
from labcoat.core.rule import Rule
from labcoat.find_keys.scan import scanner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.keys.detector import Detector

FAMILY = "find-keys"


def _rule(detector: Detector) -> Rule:
    def document() -> str:
        from labcoat.find_keys.documentation import page

        return page(detector)

    rule = Rule(detector.name, FAMILY, document, detector.severity, opt_in=detector.opt_in)
    rule.page = f"{FAMILY}/#{detector.name}"
    rule.scanner = scanner
    return rule


RULES = [_rule(detector) for detector in load_detectors()]
