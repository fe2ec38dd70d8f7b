"""Keys that a provider's name gives away, and the hashes and ids that stand beside such names, too."""

from __future__ import annotations

import pytest

from labcoat.core.keys.engine import Finder
from labcoat.core.keys.examples import expand
from labcoat.core.keys.providers import load_detectors

FINDER = Finder(row for row in load_detectors() if not row.opt_in)
SEEDS = range(3)

FOUND = (
    ("wandb-api-key-old", 'wandb.login(key="<hex:40>")'),
    ("wandb-api-key-old", "wandb login <hex:40>"),
    ("wandb-api-key-old", "!wandb login --relogin <hex:40>"),
    ("netrc-password", "machine api.wandb.ai\n  login user\n  password <hex:40>"),
    ("wandb-api-key-old", "my wandb key:\n<hex:40>\n"),
    ("wandb-api-key-old", "# wandb\n# <hex:40>\n"),
    ("wandb-api-key-old", "| wandb | <hex:40> |"),
    (
        "wandb-api-key-old",
        "WANDB_API_KEY=<hex:40>\nDEEPGRAM_API_KEY=<hex:40>\nSERPER_API_KEY=<hex:40>\nBITLY_TOKEN=<hex:40>",
    ),
    ("kaggle-json-key", '{"site": "kaggle", "username": "me", "key": "<hex:32>"}'),
    ("kaggle-api-key", 'os.environ["KAGGLE_USERNAME"] = "me"\nos.environ["KAGGLE_KEY"] = "<hex:32>"'),
    ("deepgram-api-key", "DeepgramClient('<hex:40>')"),
    ("infura-key", 'Web3.HTTPProvider("https://mainnet.infura.io/v3/<hex:32>")'),
    ("alchemy-key", "https://eth-mainnet.g.alchemy.com/v2/<alnum:32>"),
    ("ethereum-private-key", 'private_key = "<hex:64>"'),
    ("artifactory-api-key", "AKCp<alnum:69>\nAKCp<alnum:69>\nAKCp<alnum:69>"),
    ("spotify-client-secret", 'SpotifyOAuth(client_id="x", client_secret="<hex:32>")'),
    ("airtable-api-key", 'Airtable(base, "key<alnum:12><digits:2>")'),
    ("bearer-token", "Authorization: Bearer <alnum:40>"),
    ("heroku-api-key-old", "HEROKU_API_KEY: <uuid>"),
)

QUIET = (
    "<hex:40> add wandb support\n<hex:40> fix deepgram\n",
    "commit <hex:40>\nAuthor: J\n\n    algolia\n\ncommit <hex:40>\n",
    "<hex:32>  kaggle.tar.gz\n<hex:32>  train.tar.gz\n<hex:32> *assemblyai.wav\n<hex:32>  x.wav",
    " <hex:40> third_party/wandb (v1)\n-<hex:40> third_party/deepgram (v2)",
    "<hex:40> (wandb bot 2024-01-01) x\n<hex:40> 12 12 1\nauthor wandb",
    "- uses: datadog/x@<hex:40>",
    "- uses: fastly/x@<hex:40> # v2\n- uses: snyk/x@<hex:40>",
    "git clone https://github.com/wandb/wandb && cd wandb && git checkout <hex:40>",
    "git show <hex:40> -- wandb",
    "wandb: bump to commit <hex:40>",
    '# Kaggle dog breed\nids = ["<hex:32>", "<hex:32>"]',
    "kaggle_id,label\n<hex:32>,dog\n<hex:32>,cat",
    "   kaggle\n0  <hex:32>\n1  <hex:32>\n2  <hex:32>",
    "wandb runId=<hex:40>",
    '{"name": "deepgram", "requestId": "<hex:40>"}',
    '{"name": "wandb", "commitSha": "<hex:40>"}',
    '{"name": "kaggle", "contentHash": "<hex:32>"}',
    '{"name": "deepgram", "digestValue": "<hex:40>"}',
    '{"name": "twilio", "ETag": "<hex:32>"}',
    "aws apigateway delete-key --key-id <alnum:40>",
    "aws sts --request-id <alnum:40>",
    '{"privateKey": "",\n"type": "x",\n"certificateId": "<hex:64>"}',
    "linode sha256 <hex:64>",
    "linode: image <hex:64>",
    "INFO deepgram: started run <hex:40>",
    "INFO deepgram request id <uuid>",
    "heroku trace <uuid>",
    "https://kaggle.com/x.js?v=<hex:32>",
    "https://example.org/algolia/runs/<hex:32>",
    "/data/algolia/<hex:32>/model.bin",
    "mailerlite@<hex:32>",
    "https://bitly.com/x#<hex:40>",
    'comet.get_run("<alnum:25>")',
    "ETag: wandb\nX-Request-Id:\n    - <hex:40>",
    "wandb key <hex:40>...",
    "https://airtable.com/shr<alnum:14>",
    "https://airtable.com/app<alnum:14>/tbl<alnum:14>",
    "github.com/unsplash-js/x v1.2.3 h1:<base64:43>=",
    "resolution: {integrity: sha512-<base64:86>==} # @cloudflare/kv",
    "auth0-js:\n  integrity: sha512-<word:20>+<word:64>+",
    "pkg/m.py,sha256=glc_<word:39>,123",
    "<base64:76>\n<base64:76>\nAKCp<alnum:69>+/b\n<base64:76>",
    "<base64:76>\nAKCp<alnum:69>+/b\n<base64:20>==",
)


def rules(template: str, seed: int) -> list[str]:
    """The names of the rows that find something in an expanded template."""
    text = f"first line\n{expand(template, seed)}\n"
    return [match.detector.name for _, match in FINDER.find([text], ["text"])]


def test_a_key_on_the_first_line_is_in_no_lines_of_base64() -> None:
    key = expand("<base64:76>+ASt<base64:5>A==", 4)
    assert [match.detector.name for _, match in FINDER.find([f"{key}\n"], ["text"])] == ["azure-identifiable-key"]


CUT = (
    "'Authorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...'",
    "'Authorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9'",
    "curl -H 'Authorization: Bearer <alnum:20>...'",
)


@pytest.mark.parametrize("template", CUT)
def test_a_cut_token_is_no_bearer_token(template: str) -> None:
    for seed in SEEDS:
        assert "bearer-token" not in rules(template, seed)


def test_any_client_secret_is_none_of_spotify() -> None:
    assert "spotify-client-secret" not in rules('client_secret = "<hex:32>"', 1)


def test_what_only_its_shape_gives_away_is_not_critical() -> None:
    rows = [row for row in load_detectors() if row.near and row.near != ("",) and row.example.startswith("<")]
    assert {row.severity for row in rows} == {"high"}


@pytest.mark.parametrize(("name", "template"), FOUND)
def test_found(name: str, template: str) -> None:
    for seed in SEEDS:
        assert name in rules(template, seed)


@pytest.mark.parametrize("template", QUIET)
def test_quiet(template: str) -> None:
    for seed in SEEDS:
        assert rules(template, seed) == []
