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
)


def rules(template: str, seed: int) -> list[str]:
    """The names of the rows that find something in an expanded template."""
    text = f"first line\n{expand(template, seed)}\n"
    return [match.detector.name for _, match in FINDER.find([text], ["text"])]


@pytest.mark.parametrize(("name", "template"), FOUND)
def test_found(name: str, template: str) -> None:
    for seed in SEEDS:
        assert name in rules(template, seed)


@pytest.mark.parametrize("template", QUIET)
def test_quiet(template: str) -> None:
    for seed in SEEDS:
        assert rules(template, seed) == []
