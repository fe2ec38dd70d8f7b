"""Checksums of keys, against one that is public, and what findings say about a wrong one."""

from __future__ import annotations

import pytest

from labcoat.core.keys.checks import base62_crc32, has_crc32, is_jwt
from labcoat.core.keys.examples import expand
from tests.cases import found

PUBLISHED = "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ", "0mLq17"  # in articles on the format, long revoked


def test_the_checksum_is_github_s() -> None:
    body, checksum = PUBLISHED
    assert base62_crc32(body) == checksum
    assert has_crc32(f"ghp_{body}{checksum}")
    assert not has_crc32(f"ghp_{body[::-1]}{checksum}")


@pytest.mark.parametrize("prefix", ["ghp_", "npm_"])
def test_a_key_with_a_wrong_checksum_is_less_severe(prefix: str) -> None:
    right = expand(f"{prefix}<alnum:30><crc32>")
    wrong = right[:-6] + ("000000" if not right.endswith("000000") else "111111")
    findings = [found("a.py", f'key = "{key}"\n'.encode())[0] for key in (right, wrong)]
    assert [finding.severity for finding in findings] == ["critical", "medium"]
    assert ["wrong checksum" in finding.message for finding in findings] == [False, True]


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", True),
        ("eyJhbGciOiJIUzI1NiJ9.notjson.c2lnbmF0dXJl", False),
        ("eyJhbGciOiJIUzI1NiJ9", False),
    ],
)
def test_a_jwt_is_json_in_base64(token: str, expected: bool) -> None:
    assert is_jwt(token) is expected
