"""Redaction: what must be masked, what must stay, and that hostile text costs linear time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.redact import redact

LETTERS = "aB3dE5gH7jK9mN1pQ" * 8
HEX = "0a1b2c3d4e5f6789" * 8
MIXED = "Ab3/De5+Kq9zRt7w" * 10

# (issuer's public prefix, the rest): put together at run time, so that no scanner takes this file for a leak
ISSUED = [
    ("hf_", LETTERS[:34]),
    ("hf_oauth_", LETTERS[:34]),
    ("api_org_", LETTERS[:34]),
    ("sk-", LETTERS[:20] + "T3Blbk" + "FJ" + LETTERS[:20]),
    ("sk-proj-", LETTERS[:60] + "-_" + LETTERS[:60]),
    ("sk-svcacct-", LETTERS[:60]),
    ("sk-admin-", LETTERS[:60]),
    ("sk-ant-", "api03-" + LETTERS[:80] + "AA"),
    ("sk-or-", "v1-" + HEX[:64]),
    ("AIza", LETTERS[:35]),
    ("ya29.", LETTERS[:60]),
    ("AKIA", "Q3EGRIXZ5XQYTR7A"),
    ("ASIA", "Q3EGRIXZ5XQYTR7A"),
    ("ghp_", LETTERS[:36]),
    ("gho_", LETTERS[:36]),
    ("ghs_", LETTERS[:36]),
    ("ghu_", LETTERS[:36]),
    ("ghr_", LETTERS[:36]),
    ("github_pat_", LETTERS[:22] + "_" + LETTERS[:59]),
    ("glpat-", LETTERS[:20]),
    ("xoxb-", "1234567890-" + LETTERS[:24]),
    ("sk_live_", LETTERS[:24]),
    ("rk_test_", LETTERS[:24]),
    ("whsec_", LETTERS[:32]),
    ("r8_", LETTERS[:37]),
    ("gsk_", LETTERS[:52]),
    ("xai-", LETTERS[:80]),
    ("pplx-", LETTERS[:48]),
    ("nvapi-", LETTERS[:64]),
    ("pcsk_", LETTERS[:6] + "_" + LETTERS[:63]),
    ("lsv2_pt_", HEX[:32] + "_" + HEX[:10]),
    ("dapi", HEX[:32]),
    ("npm_", LETTERS[:36]),
    ("pypi-", "AgEI" + LETTERS[:60]),
    ("SG.", LETTERS[:22] + "." + LETTERS[:43]),
    ("eyJ", "hbGciOi" + LETTERS[:20] + "." + LETTERS[:40] + "." + LETTERS[:40]),
]

# {} is the secret
MASKED = [
    ('key:(\npassword = "{}"', "111111"),
    ('password=\\\npassword = "{}"', "111111"),
    ('f("password=token\npassword = "{}"', "111111"),
    ('server.login("me@example.org", "{}")', "hunter2"),
    ('password = "{}"', "hunter2"),
    ("password = '{}'", "hunter2"),
    ('password: str = "{}"', "hunter2"),
    ('password: str | None = "{}",', "hunter2"),
    ('db_password="{}"', "hunter2"),
    ('DB_PASSWD="{}"', "hunter2"),
    ("dbPassword = `{}`", "hunter2"),
    ('passwords = ["{}", "other"]', "hunter2"),
    ('auth=("someone", "{}")', "hunter2"),
    ('password = ("{}"\n    "and more")', "hunter2"),
    ('password = """\n{}\n"""', "hunter2"),
    ("password = '{}", "cut off with spaces"),
    (r'password = "{}"', r"a\"b"),
    (r'"password = \"{}\"\n",', "hunter2"),
    (r'"{{\\\"password\\\": \\\"{}\\\"}}"', "hunter2"),
    ('password = f"{}"', "pre{x}hunter2"),
    ('access_tokens: List[str] = ["{}", "other"]', "hunter2"),
    ('if password == "{}":', "hunter2"),
    ('{{"password": "{}", "user": "me"}}', "hunter2"),
    ("{{'api_key': '{}'}}", "hunter2"),
    ('os.environ["DB_PASSWORD"] = "{}"', "hunter2"),
    ('os.environ.setdefault("WANDB_API_KEY", "{}")', "hunter2"),
    ('os.getenv("DB_PASSWORD", "{}")', "hunter2"),
    ('password = os.getenv("DB", "{}")', "hunter2"),
    ('token = os.environ.get("HF_TOKEN") or "{}"', "hunter2"),
    ('password = args.password or "{}"', "hunter2"),
    ('password = None if local else "{}"', "hunter2"),
    ('password = "" if local else "{}"', "hunter2"),
    ('password = "".join(["{}"])', "hunter2"),
    ('password = "%s" % "{}"', "hunter2"),
    ("PASSWORD=${{PASSWORD:-{}}}", "hunter2"),
    ("PASSWORD={}", "no@1"),
    ("PASSWORD={}", "true/x"),
    ("PASSWORD={}", "abc(def"),
    ("PASSWORD={}", "P(4)ss"),
    ("PASSWORD={}", "-hunter2"),
    ("PASSWORD={}", "!hunter2"),
    ("password: {}", "for whom the bell tolls"),
    ('parser.add_argument("--password", default="{}")', "hunter2"),
    ('["serve", "--token", "{}"]', "hunter2"),
    ('SecretStr("{}")', "hunter2"),
    ('set_password("{}")', "hunter2"),
    ('api_key="{}"', "x"),
    ('OPENAI_API_KEY="{}"', "hunter2"),
    ("openai_key: {}", "hunter2"),
    ('apikey = "{}"', "hunter2"),
    ('"X-Api-Key": "{}"', "hunter2"),
    ('secret_key = "{}"', "hunter2"),
    ("clientSecret: '{}'", "hunter2"),
    ('access_token = "{}"', "hunter2"),
    ('hf_token="{}"', "hunter2"),
    ('token="{}"', "hunter2"),
    ('use_auth_token="{}"', "hunter2"),
    ('key="{}"', "Zx8" * 10),
    ("private_key = '{}'", "hunter2"),
    ("PASSWORD={}", "hunter2"),
    ("PASSWORD={}", "with spaces, and: more"),
    ("export HF_TOKEN={}", "hunter2"),
    ("%env HF_TOKEN={}", "hunter2"),
    ("%env HF_TOKEN {}", "hunter2"),
    ("!export WANDB_API_KEY={} && python train.py", "hunter2"),
    ("ENV HF_TOKEN {}", "hunter2"),
    ("docker run -e DB_PASSWORD={} image", "hunter2"),
    ("password: {}", "correct horse battery staple"),
    ("  - token: {}  # from the vault", "hunter2"),
    ("password: |\n  {}", "hunter2"),
    ("- name: HF_TOKEN\n  value: {}", "hunter2"),
    ('{{"name": "HF_TOKEN", "value": "{}"}}', "hunter2"),
    ("tool --token {} --verbose", "hunter2"),
    ("tool --hf-token {}", "hunter2"),
    ("tool --password={}", "hunter2"),
    ("tool --password '{}'", "hunter2"),
    ("docker login -u me -p {} host", "hunter2"),
    ("curl -u me:{} https://host", "hunter2"),
    ("<password>{}</password>", "hunter2"),
    ("machine host login me password {}", "hunter2"),
    ("CREATE USER me IDENTIFIED BY '{}'", "hunter2"),
    ("postgresql://me:{}@host:5432/db", "hunter2"),
    ("redis://:{}@host", "hunter2"),
    ("postgresql://me:{}@host/db", "p@ss/w:rd"),
    ("https://me:{}@host/path", "p@ss"),
    ("git clone https://{}@host/repo", LETTERS[:30]),
    ("Authorization: Bearer {}", LETTERS[:20]),
    ("Authorization: {}", LETTERS[:20]),
    ('headers = {{"Authorization": "Bearer {}"}}', "hunter2"),
    ('headers = {{"Authorization": f"Basic {}"}}', "aHVudGVyMg=="),
    ('curl -H "Authorization: token {}"', "hunter2"),
    ("curl -H 'Cookie: {}'", "session=abc"),
    ("AccountName=me;AccountKey={};EndpointSuffix=core", MIXED[:80]),
    ("Server=host;Password={};Database=db", "hunter2"),
    ("https://host/blob?sv=2022&sig={}&se=2026", "hunter2abc"),
    ("https://host/?x=1&X-Amz-Signature={}", HEX[:64]),
    ("https://host/?key={}", LETTERS[:39]),
    ("wandb login {}", HEX[:40]),
    ('wandb.login(key="{}")', HEX[:40]),
    ('aws_secret_access_key = "{}"', MIXED[:40]),
    ("boto3.client('s3', 'id', '{}')", MIXED[:40]),
    ("-----BEGIN RSA PRIVATE KEY-----\n{}", "MIIE\n" + MIXED[:64]),
    ("-----BEGIN OPENSSH PRIVATE KEY-----\n{}\n-----END OPENSSH PRIVATE KEY-----", MIXED[:64]),
    ('    "{}\\n"', MIXED[:64]),
    ("https://hooks.slack.com/services/{}", "T01234567/B01234567/" + LETTERS[:24]),
    ("https://discord.com/api/webhooks/{}", "123456789/" + LETTERS[:60]),
    ("curl https://api.telegram.org/bot123456789:{}/getMe", "AA" + LETTERS[:33]),
    ("token = '123456789:{}'", "AA" + LETTERS[:33]),
]

UNTOUCHED = [
    "max_new_tokens=512",
    "tokenizer = AutoTokenizer.from_pretrained(name, use_fast=True)",
    'tokenizer="meta-llama/Llama-3.1-8B"',
    'pad_token="<pad>", eos_token="</s>", unk_token="[UNK]"',
    'tokenizer.pad_token = "[PAD]"',
    "pad_token_id=0, eos_token_id=2",
    'special_tokens_dict = {"additional_special_tokens": ["<image>"]}',
    'tokens = ["hello", "world"]',
    '"input_tokens": 12, "token_count": 5, "token_type_ids": [0, 1]',
    'token = os.environ["HF_TOKEN"]',
    'token = os.environ.get("HF_TOKEN")',
    'token=os.getenv("HF_TOKEN"), trust_remote_code=True)',
    "token = userdata.get(name)",
    "login(token=hf_token, add_to_git_credential=False)",
    "client = OpenAI(api_key=OPENAI_API_KEY)",
    "password = getpass.getpass()",
    "password=args.password",
    "password = args.password or getpass()",
    'pipeline(token=os.environ["HF_TOKEN"], model="a/b")',
    "if not token: return None",
    "def f(password: str, token: str | None = None):",
    "use_auth_token=True",
    "trust_remote_code=True",
    "AutoModel.from_pretrained(name, trust_remote_code=True)",
    f'revision="{HEX[:40]}"',
    f'from_pretrained("mistralai/Mistral-7B-v0.1", revision="{HEX[:40]}")',
    f"sha256:{HEX[:64]}",
    f"package==1.0 --hash=sha256:{HEX[:64]}",
    "num_key_value_heads=8",
    'key="model.layers.0.self_attn.q_proj.weight"',
    "sorted(items, key=lambda item: item[1])",
    "for key, value in state.items():",
    "from transformers import AutoTokenizer, pipeline",
    'pipeline("token-classification", model="dslim/bert-base-NER")',
    "run_ner.py --task token-classification --model_name bert-base-cased",
    'snapshot_download("openai/clip-vit-large-patch14")',
    "hf_hub_download(repo_id=name, filename=file)",
    "bypass=True, compass=3, author='me', keyboard='us'",
    "else: pass",
    "HF_TOKEN=$HF_TOKEN HF_TOKEN=${HF_TOKEN} ./run.sh",
    "token: ${{ secrets.HF_TOKEN }}",
    'headers = {"Authorization": f"Bearer {token}"}',
    "postgresql://{user}:{password}@{host}/db",
    "https://github.com/huggingface/transformers/tree/main/src/transformers/models",
    "https://registry.npmjs.org:443/@scope/package",
    "git+https://github.com/owner/repo@main#egg=repo",
    "git@github.com:owner/repo.git",
    'password_file = "/run/secrets/db"',
    "tool --password-stdin registry",
    "tool --use_auth_token --token $HF_TOKEN",
    'secretary = "Ann"',
    "%pip install -U google-cloud-aiplatform 'google-auth' 'requests'",
    "pip install -U git+git://github.com/fastai/nbdev@master",
    'requirements = ["google-auth", "requests"]',
    "api_key=credentials.token,",
    "self.token = token",
    "access_token = !gcloud auth print-access-token",
    'chat["credentials"] = {',
    "def crawl(url: str, access_token: str = GITHUB_TOKEN) -> None:",
    "@tf.function(input_signature=[tf.TensorSpec([], tf.float32)])",
    "the predictions at the index of the mask token: this tensor has the size of the vocabulary",
    "print(f'not a single token: {keyword}')",
    'processor(["<image>", "<fake_token_around_image>"], add_special_tokens=False)',
    "if len(token) == 1:",
    "structural_pass = 1.0 if ok else 0.0",
    'token_classifier = pipeline("token-classification", aggregation_strategy="simple")',
    "/var/folders/6m/9b1tts6d5w960j80wbw9tx3m0000gn/T/tmpx09qfsdd/652f0007",
    "secrets.token_hex(16)",
    "",
]


@pytest.mark.parametrize(("prefix", "rest"), ISSUED, ids=[prefix for prefix, _ in ISSUED])
@pytest.mark.parametrize(
    "frame", ["{}", "x = f('{}')", "see {} there", 'token="{}"', "AUTH_TOKEN={}", "login {}\n", "é{}é"]
)
def test_of_an_issued_token_only_the_public_prefix_stays(prefix: str, rest: str, frame: str) -> None:
    assert redact(frame.format(prefix + rest)) == frame.format(prefix + "*" * len(rest))


@pytest.mark.parametrize(("frame", "secret"), MASKED)
def test_nothing_of_a_secret_stays(frame: str, secret: str) -> None:
    text = frame.format(secret)
    redacted = redact(text)
    before = frame.partition("{}")[0].replace("{{", "{").replace("}}", "}")
    masked = "".join("\n" if character == "\n" else "*" for character in secret)
    assert len(redacted) == len(text)
    assert redacted[len(before) : len(before) + len(secret)] == masked


@pytest.mark.parametrize("text", UNTOUCHED)
def test_model_vocabulary_and_references_stay(text: str) -> None:
    assert redact(text) == text


def test_what_surrounds_a_secret_stays() -> None:
    token = "hf_" + "a" * 34
    text = f'AutoModel.from_pretrained(name, token="{token}", trust_remote_code=True)'
    assert redact(text) == text.replace("a" * 34, "*" * 34)


def test_arguments_after_an_unquoted_secret_stay() -> None:
    assert redact("--model_args pretrained=x,token=hunter2,trust_remote_code=True") == (
        "--model_args pretrained=x,token=*******,trust_remote_code=True"
    )


@given(st.text())
def test_length_and_lines_stay(text: str) -> None:
    redacted = redact(text)
    assert len(redacted) == len(text)
    assert [len(line) for line in redacted.split("\n")] == [len(line) for line in text.split("\n")]


FRAGMENTS = [
    "password",
    "token",
    "key",
    "=",
    ":",
    '"',
    "'",
    "\\",
    "(",
    "[",
    "{",
    "$",
    "//",
    "@",
    " ",
    "\n",
    ",",
    "--",
    "a",
    "é",
]


@given(st.lists(st.sampled_from(FRAGMENTS)).map("".join), st.text(), st.sampled_from(ISSUED))
def test_a_planted_token_never_survives(before: str, after: str, issued: tuple[str, str]) -> None:
    prefix, rest = issued
    assert rest not in redact(f"{before}{prefix}{rest}{after}")


@given(st.lists(st.sampled_from(FRAGMENTS)).map("".join), st.text(alphabet="abc123!%^~?.", min_size=6))
def test_a_planted_password_never_survives(before: str, password: str) -> None:
    redacted = redact(f'{before}\npassword = "{password}"')
    assert password not in redacted.rpartition("\n")[2]


HOSTILE = [
    *(
        "a",
        "A",
        "0",
        "é",
        "=",
        '"',
        "'",
        "\\",
        " ",
        "\t",
        "(",
        "[",
        "/",
        ":",
        "@",
        "-",
        "key",
        "eyJ",
        "-eyJ",
        "sk-",
        "SG.",
    ),
    *("password", "password=", 'password="', "password:", "password = a", "password\n", 'password = ("a" ', "secret_"),
    *(
        "token=os.environ[",
        "token=f(",
        "token: str",
        "--token ",
        "<password>",
        "sig=",
        "key,'",
        '\\\\\\"',
        '"""',
        "hf_",
    ),
    *("://", "://:", "://a:", "xoxb-", "Bearer ", " -p a", "login ", "wandb ", "aws " + "a" * 40, "a" * 59 + " "),
    *("-----BEGIN PRIVATE KEY-----", "'password', a=b, a=b, a=b, default="),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_masked_in_linear_time(piece: str) -> None:
    text = (piece * 200_000)[:200_000]
    assert len(redact(text)) == len(text)


PINS = [
    "pip install --user 'git+https://github.com/o/r.git@main'",
    "google-auth==2.27.0",
    "pip install 'google-auth==2.27.0' \"secretstorage==3.3.3\"",
    "apikey==1.2.0rc1",
]


@pytest.mark.parametrize("text", PINS)
def test_a_version_is_no_secret(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize("text", ["curl --user name:hunter22 x", "password==hunter22", "password==10.20.30.secret"])
def test_what_only_looks_like_one_is_masked(text: str) -> None:
    assert redact(text) != text
