"""Private keys: PEM, OpenSSH, PGP, PuTTY and JSON Web Keys, of VPNs and wallets. The secret is the key's body.

A header without a body stays quiet: programs look for `-----BEGIN PRIVATE KEY-----`, and manuals show it.
"""

from __future__ import annotations

from labcoat.core.keys.checks import entropy, has_digit_and_letter, has_kinds
from labcoat.core.keys.detector import Detector

OPENSSH = "b3BlbnNzaC1rZXktdjEA"  # `openssh-key-v1` in base64; the name of the cipher follows
_GLUE = r"(?:\\{1,4}[nrt]|[\s\"'`,;>|#*(\\]|\+(?=\s))"  # between lines: line ends, quotes, what joins strings
_BODY = rf"(?P<secret>(?:[A-Za-z0-9+/=]{{16,2000}}{_GLUE}{{1,40}}){{0,400}}[A-Za-z0-9+/=]{{0,2000}})"
_PEM_FIELD = r"(?:Version|Comment|Charset|Hash|Subject|MessageID|Proc-Type|DEK-Info)\b[^\n\\]{0,200}"
_FIELDS = rf"(?:{_PEM_FIELD}{_GLUE}{{1,20}}){{0,6}}"  # header lines of PGP and of encrypted PEM


def _lines(body: str) -> list[str]:
    import re  # a clean run needs none

    return re.split(rf"{_GLUE}+", body)


def has_key_body(body: str) -> bool:
    """Whether the text after a header begins as base64 of a key does: 64 random characters in a row of lines."""
    lines = [line for line in _lines(body[:2000]) if line]
    run = ""
    for line in lines:
        if len(line) < 16 and len(run) < 32:
            break
        run += line
    return len(run) >= 40 and entropy(run[:400]) > 3.8 and has_digit_and_letter(run)


def is_open_key(body: str) -> bool:
    """Whether a body is of a key without a passphrase, as far as its beginning tells: `none` as the cipher."""
    start = "".join(_lines(body[:200]))
    return not start.startswith(OPENSSH) or start[20:32] == "AAAABG5vbmUA"


def is_plain_key(body: str) -> bool:
    """Whether a body is of a key that anybody can use."""
    return has_key_body(body) and is_open_key(body)


def is_encrypted_key(body: str) -> bool:
    """Whether a body is of a key with a passphrase: of OpenSSH, or with PEM's header lines."""
    return has_key_body(body) and not (is_open_key(body) and "".join(_lines(body[:200])).startswith(OPENSSH))


def is_json_web_key(body: str) -> bool:
    """Whether the private part of a JSON Web Key is as random as one."""
    return has_kinds(body) and entropy(body) > 3.5


DETECTORS = (
    Detector(
        "private-key",
        "",
        "private key",
        rf"-----BEGIN (?!ENCRYPTED)(?:[A-Z0-9]{{1,12}} ){{0,3}}PRIVATE KEY(?: BLOCK)?-----{_GLUE}{{0,40}}"
        rf"(?!Proc-Type){_FIELDS}{_BODY}",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA<base64:48>\n<base64:64>\n<base64:64>\n"
        "-----END RSA PRIVATE KEY-----",
        "https://docs.github.com/authentication/connecting-to-github-with-ssh",
        "https://www.rfc-editor.org/rfc/rfc7468",
        needles=("-----BEGIN ",),
        valid=is_plain_key,
    ),
    Detector(
        "encrypted-private-key",
        "",
        "private key with a passphrase",
        rf"-----BEGIN (?:ENCRYPTED PRIVATE KEY-----{_GLUE}{{0,40}}"
        rf"|(?:[A-Z0-9]{{1,12}} ){{0,3}}PRIVATE KEY-----{_GLUE}{{0,40}}(?=Proc-Type|b3BlbnNzaC1rZXktdjEA))"
        rf"{_FIELDS}{_BODY}",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIFLTBXBgkqhkiG9w0B<base64:44>\n<base64:64>\n"
        "-----END ENCRYPTED PRIVATE KEY-----",
        "https://docs.github.com/authentication/connecting-to-github-with-ssh",
        "https://www.rfc-editor.org/rfc/rfc5958",
        needles=("-----BEGIN ",),
        valid=is_encrypted_key,
        severity="medium",
    ),
    Detector(
        "ssh2-private-key",
        "",
        "private key of SSH Tectia",
        rf"(?<=---- )BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----{_GLUE}{{0,40}}{_FIELDS}{_BODY}",
        "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAAA<base64:55>\n<base64:64>\n"
        "---- END SSH2 ENCRYPTED PRIVATE KEY ----",
        "https://docs.github.com/authentication/connecting-to-github-with-ssh",
        "https://github.com/Yelp/detect-secrets/blob/master/detect_secrets/plugins/private_key.py",
        needles=("BEGIN SSH2",),
        valid=has_key_body,
        severity="high",
    ),
    Detector(
        "putty-private-key",
        "",
        "private key of PuTTY",
        r"PuTTY-User-Key-File-[23]: [^\r\n\\]{4,40}(?:\\[rn]|[\r\n])(?:(?!PuTTY-User-Key)[\s\S]){1,6000}?"
        rf"(?:(?<=\n)|(?<=\\n))Private-Lines: [0-9]{{1,3}}(?:\\n|\s){{1,4}}{_BODY}",
        "PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: key\nPublic-Lines: 1\n<base64:64>\n"
        "Private-Lines: 2\n<base64:64>\n<base64:64>\nPrivate-MAC: <hex:40>",
        "https://docs.github.com/authentication/connecting-to-github-with-ssh",
        "https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html",
        needles=("PuTTY-User-Key-File-2", "PuTTY-User-Key-File-3"),
        valid=has_key_body,
    ),
    Detector(
        "json-web-key",
        "",
        "private part of a JSON Web Key",
        r"(?<=[\"'])d\\?[\"']\s{0,4}:\s{0,4}\\?[\"'](?P<secret>[\w-]{43,700})\\?[\"']",
        '{"kty": "RSA", "n": "<alnum:86>", "e": "AQAB", "d": "<word:86>"}',
        "https://www.rfc-editor.org/rfc/rfc7517",
        "https://www.rfc-editor.org/rfc/rfc7518#section-6.3.2",
        needles=('d":', 'd" :', "d':", 'd\\":'),
        valid=is_json_web_key,
    ),
    Detector(
        "age-secret-key",
        "age",
        "secret key",
        "AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{58,120}",
        "AGE-SECRET-KEY-1<upper+digits:58>",
        "https://github.com/FiloSottile/age",
        "https://github.com/C2SP/C2SP/blob/main/age.md",
        needles=("AGE-SECRET-KEY-",),
        entropy=3.5,
    ),
    Detector(
        "wireguard-key",
        "WireGuard",
        "private or preshared key",
        r"(?:PrivateKey|PresharedKey)\s{0,4}=\s{0,4}(?P<secret>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)",
        "PrivateKey = <base64:42>c=",
        "https://www.wireguard.com/quickstart/",
        "https://www.wireguard.com/#conceptual-overview",
        needles=("PrivateKey =", "PrivateKey=", "PresharedKey =", "PresharedKey="),
        valid=has_kinds,
        entropy=4.0,
    ),
    Detector(
        "bitcoin-private-key",
        "Bitcoin",
        "private key",
        "[5KL][A-Za-z0-9]{50,51}",
        "5<alnum:48><digits:2>",
        "https://bitcoin.org/en/secure-your-wallet",
        "https://en.bitcoin.it/wiki/Wallet_import_format",
        near=("bitcoin", "btc", "wif", "privkey", "private_key", "private key", "wallet"),
        valid=has_kinds,
        entropy=4.5,
        severity="high",
    ),
    Detector(
        "bitcoin-extended-private-key",
        "Bitcoin",
        "extended private key",
        "[xyz]prv[A-Za-z0-9]{100,112}",
        "xprv9s21ZrQH143K<alnum:97>",
        "https://bitcoin.org/en/secure-your-wallet",
        "https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki",
        needles=("xprv", "yprv", "zprv"),
        valid=has_kinds,
        entropy=4.5,
    ),
    Detector(
        "ethereum-private-key",
        "Ethereum",
        "private key",
        "(?:0x)?[0-9a-f]{64}",
        "0x<hex:64>",
        "https://ethereum.org/developers/docs/accounts/",
        "https://github.com/secretlint/secretlint/tree/master/packages/%40secretlint/secretlint-rule-secp256k1-privatekey",
        near=(
            "private_key",
            "privatekey",
            "private-key",
            "private key",
            "priv_key",
            "privkey",
            "from_key",
            "secret_key",
            "deployer_key",
            "wallet_key",
            "eth_key",
        ),
        valid=has_digit_and_letter,
        entropy=3.2,
        severity="high",
    ),
    Detector(
        "nats-seed",
        "NATS",
        "seed of a key",
        "S[ACNOPUX][A-Z2-7]{56}",
        "SUA<base32:55>",
        "https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth",
        "https://docs.nats.io/reference/reference-protocols/nats-protocol",
        needles=("SUA", "SAA", "SOA", "SCA", "SNA"),
        valid=has_digit_and_letter,
        entropy=3.8,
    ),
)
