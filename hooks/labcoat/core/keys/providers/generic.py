"""Keys that no provider's format gives away, but the name that they are assigned to."""

from __future__ import annotations

from labcoat.core.keys.detector import Detector

DETECTORS = (
    Detector(
        name="hardcoded-password",
        provider="",
        what="password",
        pattern="",
        example='password = "<word:16>"',
        rotate="",
        source="https://cwe.mitre.org/data/definitions/798.html",
        severity="high",
    ),
    Detector(
        name="hardcoded-secret",
        provider="",
        what="secret",
        pattern="",
        example='api_key = "<alnum:32>"',
        rotate="",
        source="https://cwe.mitre.org/data/definitions/798.html",
        severity="high",
    ),
)
