"""Placeholders, and keys that only contain what placeholders are made of."""

from __future__ import annotations

import pytest

from labcoat.core.keys.examples import expand
from labcoat.core.keys.placeholder import is_placeholder

DIGITS = "1234567890"
LETTERS = "abcdefghijklmnopqrstuvwxyz"

PLACEHOLDERS = [
    *(
        "YOUR_API_KEY YOUR_TOKEN your_api_key your-api-key yourApiKey your_api_key_here YOUR-KEY-HERE your_key "
        "<your-key> YourApiKey yourkey yourtoken your_openai_api_key YOUR_OPENAI_KEY_HERE your-password "
        "your_password_here <token> <TOKEN> <your_token> <api-key> [TOKEN] [your-key] {token} {{token}} ${TOKEN} "
        "$TOKEN %s %(token)s %TOKEN% @TOKEN@ sk-... sk-proj-... hf_... AIza... ghp_... ... … sk-… sk-***** *** "
        "******** •••••••• sk-ab...xyz abc…xyz xxx xxxx xxxxxxxx XXXXXXXX x xx hf_xxxxxxxx sk-xxxx "
        "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AKIAXXXXXXXXXXXXXXXX xxx-xxx-xxx XXXX-XXXX-XXXX xoxb-xxxx-xxxx "
        "glpat-xxxxxxxxxxxxxxxxxxxx ghp_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX REPLACE_ME replace-me replaceme "
        "REPLACE_WITH_YOUR_KEY replace_this INSERT_KEY_HERE INSERT_YOUR_TOKEN insert-token changeme change-me "
        "CHANGE_ME changeit change_this ChangeMe123 TODO FIXME TBD todo_key add_your_key put-your-key-here "
        "PUT_KEY_HERE enter_your_key enter-token-here paste_your_token paste-here KEY_GOES_HERE token_here "
        "secret-here example my-example-key example_token EXAMPLE exampleapikey dummy dummy-key dummy_token "
        "DUMMY_SECRET dummykey123 fake fake-key fake_token fakekey FAKE_SECRET placeholder PLACEHOLDER "
        "placeholder-key redacted REDACTED [REDACTED] <redacted> test testing test123 test-key test_token "
        "testtoken test-api-key test_secret testpassword test_password_123 mytest password Password PASSWORD "
        "passwd secret Secret mysecret mypassword my-secret my_password my_secret_password pass supersecret "
        "super-secret supersecretpassword topsecret secretkey secret-key secret_token mytoken my-token my_api_key "
        "admin admin123 root toor-test user username guest postgres mysql password123 password1 Password123 "
        "secret123 foobar foo bar foo-bar foo_bar_baz baz none None null undefined empty EMPTY unset invalid "
        "invalid-key wrong-token bad_token token key api_key API_KEY apikey access_token hf_token HF_TOKEN "
        "OPENAI_API_KEY openai-api-key wandb_api_key bearer-token not-needed not_a_real_key not-real no-key "
        "dont-care sk-fake sk-test sk-dummy sk-your-key sk-proj-your-key-here deadbeef deadbeefdeadbeef cafebabe "
        "hidden masked sk-hidden removed lorem-ipsum"
    ).split(),
    "Your API key",
    "your token here",
    "",
    " ",
    "AKIA" + "IOSFODNN7" + "EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCY" + "EXAMPLEKEY",
    "ASIA" + "IOSFODNN7" + "EXAMPLE",
    "Eby8vdM02xNOcq" + "FlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
    "2YotnFZFEjr1z" + "CsicMWpAA",
    "sk-" + DIGITS * 3,
    DIGITS,
    "12345",
    "123456",
    "12345678",
    "987654321",
    "0" * 32,
    "0" * 8 + "-0000-0000-0000-" + "0" * 12,
    "1" * 40,
    "a" * 32,
    "A" * 20,
    "hf_" + "a" * 34,
    "sk-" + "0" * 48,
    "sk-" + "A" * 20 + "T3Blbk" + "FJ" + "A" * 20,
    "hf_" + LETTERS + LETTERS[:8],
    "hf_" + LETTERS.upper() + LETTERS[:8],
    "ghp_" + DIGITS + LETTERS,  # labcoat: ignore[github-token] found in the pieces, because it has all of the format
    LETTERS,
    LETTERS[:8],
    "AbCd" + "EfGhIjKlMnOpQrStUvWxYz",
    "abc123" + "def456ghi789",
    "abcdef" + "123456",
    "abc123" * 5,
    "abcd" * 8,
    "0123456789" + "abcdef" * 1,
    ("0123456789" + "abcdef") * 2,
    "a1b2c3" + "d4e5f6",
    "a1b2c3" + "d4e5f6" + "a7b8c9d0e1f2a3b4c5d6",
    "sk-" + "a1b2c3" + "d4e5f6g7h8i9j0k1l2",
    "1a2b3c4d" + "-5e6f-7a8b-9c0d-1e2f3a4b5c6d",
    "12345678-" + "1234-1234-1234-" + "123456789012",
    "qwertyuiop",
    "qwerty" + "123456",
    "asdfghjkl",
    "qwerty" + "uiopasdfghjklzxcvbnm",
    "fake_" + expand("<hex:32>"),
    "sk-fake-" + expand("<alnum:32>"),
    'your" + "_api_key',
    "bXlfdXNlcm5h" + "bWU6bXlfcGFzc3dvcmQ=",  # my_username:my_password
    "dXNlcm5hbWU6" + "cGFzc3dvcmQ=",  # username:password
    "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIiwiaWF0IjoxfQ" + ".SflKxwRJSMeKKF2QT4fwpM",  # of jwt.io
]

REAL = (
    "<alnum:16> <alnum:20> <alnum:32> <alnum:40> <alnum:64> <hex:32> <hex:40> <hex:64> <HEX:32> <uuid> "
    "<base64:86>== <word:43> <lower+digits:24> <upper+digits:20> <letters:34> <base32:32> hf_<letters:34> "
    "hf_<alnum:34> api_org_<letters:34> sk-<alnum:48> sk-proj-<word:74>T3BlbkFJ<word:74> sk-ant-api03-<word:93>AA "
    "sk-or-v1-<hex:64> gsk_<alnum:52> sk_test_<alnum:24> sk_live_<alnum:24> rk_test_<alnum:24> whsec_<alnum:32> "
    "test_<hex:35> AKIA<upper+digits:16> AIza<word:35> ghp_<alnum:36> github_pat_<alnum:22>_<alnum:59> "
    "glpat-<alnum:20> xoxb-<digits:12>-<digits:12>-<alnum:24> npm_<alnum:36> pypi-AgEIcHlwaS5vcmc<word:160> "
    "SG.<word:22>.<word:43> dapi<hex:32> dop_v1_<hex:64> r8_<alnum:37> nvapi-<word:64> lsv2_pt_<hex:32>_<hex:10> "
    "pcsk_<alnum:6>_<alnum:63> tvly-dev-<alnum:32> xai-<alnum:80> key-<hex:32> <hex:32>-us<digits:2> "
    "<digits:9>:AA<word:33> AAAAAAAAAAAAAAAAAAAAA<alnum:80> <alnum:20>xxx<alnum:20> my-key-<alnum:32> "
    "test-<alnum:32> token_<hex:40> <alnum:24>.<alnum:6>.<alnum:38> ATATT3xFfGF0<word:170> sl.<word:130>"
)

PASSWORDS = [
    "hunt" + "er2!",
    "hunt" + "er2",
    "S3cr" + "3t!",
    "Tr0ub4d" + "or&3",
    "Zx9!k" + "Qw3",
    "correct" + "horse77",
    "Calif" + "orniahousing1",
    "dipPr" + "10Gg!",
    "n84AS" + "M54y4",
    "Summer" + "2024!",
    "b!gD0g" + "99",
    "pg_pw" + "_81kd",
]


@pytest.mark.parametrize("value", PLACEHOLDERS)
def test_placeholders(value: str) -> None:
    assert is_placeholder(value)


@pytest.mark.parametrize("template", REAL.split())
def test_random_keys_are_none(template: str) -> None:
    """Of 400 random keys at most one may look like a placeholder; longer words come up far less often."""
    assert sum(is_placeholder(expand(template, seed)) for seed in range(400)) <= 1


@pytest.mark.parametrize("value", PASSWORDS)
def test_passwords_are_none(value: str) -> None:
    assert not is_placeholder(value)


@pytest.mark.parametrize(
    "piece", ["a", "ab", "x1", "{", "{{", "<", "%(", "-", "A-", ".", "'", '" + "', "0a1b", "é", " ", "$"]
)
def test_long_values_are_read_to_the_end(piece: str) -> None:
    assert is_placeholder(piece * 100_000) in (True, False)
