"""Names of variables, fields and keys that hold a secret: exact parts of a name, never letters somewhere in it.

Narrower than `labcoat.core.keys.names`, which looks at values as well: here the name is all there is.
"""

from __future__ import annotations

from labcoat.core.keys.names import LONGEST, parts_of

_WORDS = frozenset(
    "password passwords passwd passphrase passcode apikey apikeys secret secretkey accesskey authtoken accesstoken "
    "apitoken hftoken privatekey clientsecret connectionstring connstr credentials creds".split()
)
_GLUED = ("password", "passwd", "passphrase", "apikey", "secretkey", "authtoken", "accesstoken", "clientsecret")
_ISSUERS = frozenset(
    "hf huggingface openai anthropic claude wandb cohere groq mistral gemini azure aws github gitlab slack nvidia ngc "
    "pinecone tavily replicate together kaggle comet serpapi langsmith langchain langfuse deepseek openrouter "
    "perplexity stripe twilio sendgrid mapbox telegram discord weaviate qdrant elevenlabs deepgram assemblyai neptune "
    "clearml databricks snowflake supabase firebase datadog ngrok runpod civitai modelscope dagshub roboflow".split()
)
_BEFORE_KEY = _ISSUERS | frozenset(
    "api access secret private account encryption decryption signing master subscription auth hmac jwt".split()
)
_BEFORE_TOKEN = _ISSUERS | frozenset(
    "access auth api bearer refresh oauth oauth2 jwt secret personal bot deploy hub gh google gcp docker npm pypi "
    "jupyter notion vault tracking sas admin login session sonar codecov".split()
)
_BEFORE_TOKENS = frozenset("access auth api bearer refresh".split())
_BEFORE_PWD = frozenset("db database user admin root sql mysql pg postgres redis mongo ftp ssh smtp login".split())
_WHICH = frozenset("value val str string plain plaintext raw prod dev staging live old new".split())
_NO_SECRET = frozenset(  # parts of the name of something about a secret
    "masked mask hashed hash hasher redacted encrypted public has is no not missing invalid wrong bad use uses using "
    "need needs require requires required show hide forgot reset valid validate validated check num len max min count "
    "conf arg field header param placeholder expected dummy fake mock without enable disable allow supports error "
    "truncated partial obfuscated sanitized censored preview prefix suffix vault_path update change example".split()
)
_MODEL_WORDS = frozenset(  # what comes before the `token` of a model, and of a list or a task that goes on
    "pad eos bos unk sep cls mask image audio video special stop start end begin next last first prev prompt max min "
    "num new input output target trigger placeholder decoder think per this extra "
    "task page pagination continuation request cancellation resume sync board".split()
)
_WEAK = ("credentials", "creds")


def is_secret_identifier(name: str) -> bool:
    """Whether the name is one of a secret: `openai_api_key`, `dbPassword`, `HF_TOKEN`; not `pad_token`."""
    parts = _parts(name)
    if not parts or not _NO_SECRET.isdisjoint(parts):
        return False
    last, before = parts[-1], parts[-2] if len(parts) > 1 else ""
    if before in ("application", "credentials"):  # a file of Google's, an object of Kubernetes
        return False
    if last in _WORDS or last.endswith(_GLUED):
        return True
    if last in ("key", "keys"):
        return before in _BEFORE_KEY or parts[-3:-1] == ["hugging", "face"]
    if last in ("token", "tokens"):
        return _is_token(parts, before, last)
    if last in ("string", "str"):
        return before in ("connection", "conn", "connect")
    return before in _BEFORE_PWD if last == "pwd" else last == "bearer" and len(parts) == 1


def is_secret_variable(name: str) -> bool:
    """The same for a variable of the environment, where any `…_TOKEN` is one."""
    parts = _parts(name)
    is_token = len(parts) > 1 and parts[-1] in ("token", "pat") and parts[-2] not in _MODEL_WORDS
    return is_secret_identifier(name) or (is_token and _NO_SECRET.isdisjoint(parts))


def is_weak_identifier(name: str) -> bool:
    """Whether it may also be an object that shows nothing when it is printed: `credentials`, `secret`."""
    parts = _parts(name)
    return parts == ["secret"] or (bool(parts) and parts[-1] in _WEAK)


def _parts(name: str) -> list[str]:
    """The parts of the name up to the one that says what it is."""
    parts = parts_of(name) if len(name) <= LONGEST and name.isascii() else []
    while len(parts) > 1 and (parts[-1].isdigit() or (parts[-1] in _WHICH and parts[-2] not in ("connection", "conn"))):
        parts.pop()
    if parts:
        parts[-1] = parts[-1].rstrip("0123456789")
    return parts


def _is_token(parts: list[str], before: str, last: str) -> bool:
    if last == "tokens":
        return before in _BEFORE_TOKENS
    return before in _BEFORE_TOKEN or parts[-3:-1] == ["hugging", "face"]
