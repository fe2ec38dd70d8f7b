"""Names that hold secrets (`api_key`, `HF_TOKEN`, `dbPassword`), as opposed to model vocabulary (`pad_token`).

A name is split at `_`, `-` and changes of case. Its *head* is the part that says what it holds (`token`, `key`,
`password`); parts before the head say whose it is, parts after it say which one, or that it is something else.
"""

from __future__ import annotations

LONGEST = 100  # characters; longer words are data

_MARKERS = frozenset(  # context.py reads a secret after them, in some places
    "identified username api access login connect sshpass".split()
)

_PASSWORDS = frozenset("password passwords passwd passphrase pwd pass passcode passwort userpass dbpass pw".split())
_SECRETS = frozenset("secret secrets credential credentials creds apikey apikeys secretkey accesskey".split())
_WEAK = frozenset("token tokens auth authorization bearer dsn pat jwt cred authtoken accesstoken".split())
_HEADS = _PASSWORDS | _SECRETS | _WEAK

_GLUED = tuple(  # heads that may end a longer word: `mysqlpassword`, `hftoken`, `awssecretkey`
    "password passwd passphrase apikey secretkey accesskey authkey authtoken apitoken accesstoken bottoken usertoken "
    "hftoken secret privatekey apisecret clientsecret dbpass userpass requirepass userpwd dbpwd "
    "authorization passcode".split()
)
_ISSUERS = frozenset(
    "hf huggingface hub openai anthropic claude wandb cohere groq mistral gemini google gcp azure aws s3 github "
    "gh gitlab slack nvidia ngc pinecone tavily replicate together kaggle comet serpapi langsmith langchain "
    "langfuse deepseek openrouter perplexity stripe twilio sendgrid mailgun mapbox telegram discord mysql "
    "postgres pg redis mongo mongodb db database docker npm pypi jira jenkins neptune mlflow databricks snowflake "
    "xai ai maps bot jwt rsa dsa ssh ftp smtp mail email imap ldap sql neo4j root admin user amplitude segment "
    "datadog newrelic algolia heroku netlify vercel cloudflare facebook fb twitter linkedin salesforce dropbox "
    "okta auth0 firebase supabase elastic elasticsearch vault consul sonar sentry".split()
)
_BEFORE_KEY = _ISSUERS | frozenset(
    "api access private account secret encrypt encryption decryption cipher signing sign master subscription "
    "storage shared auth authentication authorization client service services deploy license licence session app "
    "application jwt hmac bearer refresh personal x crypto symmetric aes webhook function functions host consumer "
    "project team org organization server connection rapidapi developer dev prod test production security sas "
    "write read ingest ingestion integration stream sdk crypt".split()
)
_AFTER_HEAD = frozenset(  # what may stand behind a weak head: which one it is, not something about it
    "value val prod production dev development staging stage test testing live default str string plain plaintext "
    "raw old new current main primary secondary backup local here literal base64 b64 rw ro read write admin user "
    "root".split()
)
_ABOUT = frozenset(  # parts that make a name one of something about a secret
    "file files filename path paths dir directory folder name names id ids identifier env envvar variable var "
    "vars len length size policy policies field fields prompt hint label title url uri endpoint required manager "
    "arn expiry expire expires expiration expired ttl stdin callback fn func function type types kind count "
    "counts counter limit index idx hash hashes hashed hasher hashers hashing digest checksum md5 sha1 sha256 salt "
    "fingerprint reset change forgot forgotten strength regex pattern validator validators validation validate "
    "valid invalid error errors message msg text placeholder description desc help header headers ref reference "
    "refs provider providers store storage engine backend class module service helper helpers util utils test "
    "tests column columns input box form page view link button icon visible visibility show toggle min max "
    "minimum maximum generator rotation version versions format encoding encoded encrypted scope scopes mode "
    "method scheme flow handler middleware is has needs use using enabled enable disabled disable missing found "
    "exists set unset usage filter mask masked pair pairs prefix suffix strategy status state info data config "
    "configuration option options settings setting json yaml location source sources bucket namespace template "
    "parser reader loader fetcher scanner detector detection finder created updated at date time last used "
    "key_file public alias aliases map list table row cache ring chain pass expected not no without mgr realm "
    "exception generate through routes encryption verifier".split()
) - {"test", "text"}
_MODEL_TOKENS = frozenset(  # what comes before `token` in model vocabulary and in parsers
    "pad eos bos eot unk sep cls mask image img audio video vision special stop start end begin prefix suffix "
    "middle fill next last first prev previous current draft input output per target control think thinking "
    "answer response prompt decoder forced extra added byte word sub sentinel trigger concept placeholder class "
    "register max min num n new total cached fake dummy question sample single each every any one two left right "
    "open close opening closing parent child best top sequence seq page continuation cursor sync csrf xsrf "
    "authenticity public csrfmiddleware cancellation cancel tok language lang user_defined human assistant system "
    "role speaker patch position pos time speech text modality tool call space newline nl whitespace eol eof "
    "blank padding masked hidden reward verb noun keyword string number lexer parser syntax sub_ sos go stopword "
    "pagination contain request lock change idempotency starting forward backward".split()
)
_NOT_KEYS = frozenset(  # what comes before `key` when it is one of a mapping, a table or a keyboard
    "primary foreign sort cache group index hash partition dict map lookup unique composite natural row column "
    "col label metric state input output config sub order join merge object field value name image text answer "
    "question param model weight layer batch sample feature data dataset public publishable pub pubkey hot arrow "
    "shift ctrl control alt meta escape enter tab function_ up down left right first last next prev current old "
    "new this that other any each key str int nested parent child target source query kv random rng prng "
    "translation message msg i18n env attribute attr property prop setting option tag category type kind class id "
    "idempotency dedup routing event step record entry item file path url s3_object bucket_ doc document "
    "by gpg pgp fingerprint experiment sheet spreadsheet inchi s3 object blob".split()
)
_NO_PASS = frozenset(  # what comes before `pass` when something goes by
    "band low high all filter test one first second third single two multi forward backward by com tres under over "
    "through render shader".split()
)
_ONCE = frozenset(  # whose tokens are made anew for each request, as UUIDs
    "client update lifecycle action upload confirmation request".split()
)


def is_secret_name(word: str) -> bool:
    """Whether a word of a text ([A-Za-z0-9_-], as it stands there) names a secret, or is one of the few markers."""
    low = word.lower()
    if "key" in low or "token" in low or "pass" in low or "secret" in low or "auth" in low:
        return len(word) <= LONGEST and _names_secret(word, low)
    if "pw" in low or "cred" in low or "bearer" in low or "jwt" in low or "dsn" in low or low[-3:] == "pat":
        return len(word) <= LONGEST and _names_secret(word, low)
    if "conn" in low and "str" in low:
        return len(word) <= LONGEST and _names_secret(word, low)
    return low in _MARKERS


def is_password_name(name: str) -> bool:
    """Whether a secret name is one of a password: chosen by people, who may choose a short one."""
    low = name.lower()
    if any([stem in low for stem in ("password", "passwd", "passphrase", "pwd", "passcode", "passwort", "identified")]):
        return True
    return any([part in _PASSWORDS or part.endswith("pass") for part in parts_of(name)])


def is_weak_name(name: str) -> bool:
    """Whether the name may also be one of something else: `FOO_KEY` of a provider that is not known, `auth`."""
    parts = parts_of(name)
    head = _head(parts)
    return head < 0 or parts[head] in ("auth", "cred", "pat", "dsn")


def is_request_name(name: str) -> bool:
    """Whether a name is one of a token that tells requests apart, or pages: a UUID there is no secret."""
    parts = parts_of(name)
    return len(parts) > 1 and parts[-1] == "token" and parts[-2] in _ONCE


def parts_of(word: str) -> list[str]:
    """The lower-case parts of a word, split at `_`, `-` and changes of case: `openaiApiKey` is openai, api, key."""
    parts: list[str] = []
    for piece in word.replace("-", "_").split("_"):
        if piece.islower() or piece.isupper() or not piece:
            parts.append(piece.lower())
        else:
            parts += _humps(piece)
    return [part for part in parts if part]


def _humps(piece: str) -> list[str]:
    parts = []
    start = 0
    for at in range(1, len(piece)):
        before, here, after = piece[at - 1], piece[at], piece[at + 1 : at + 2]
        if here.isupper() and (not before.isupper() or after.islower()):
            parts.append(piece[start:at].lower())
            start = at
    parts.append(piece[start:].lower())
    return parts


def _names_secret(word: str, low: str) -> bool:
    if low in _MARKERS:
        return True
    parts = parts_of(word)
    if parts[:2] == ["x", "amz"]:  # parts of signed addresses, which expire
        return False
    if len(parts) > 6 and len(word) < 3.5 * len(parts):  # a piece of base64
        return False
    head = _head(parts)
    if head >= 0:
        return _is_head(parts, head) and _is_which(parts, head)
    return _is_unknown_key(parts)


def _head(parts: list[str]) -> int:
    """The index of the last part that names a secret; -1 if there is none."""
    for at in range(len(parts) - 1, -1, -1):
        part = parts[at].rstrip("0123456789")
        if part in _HEADS or part.endswith(_GLUED):
            return at
        if part in ("key", "keys") and at and (parts[at - 1] in _BEFORE_KEY or parts[at - 1].endswith(_GLUED)):
            return at
        if part in ("string", "str") and at and parts[at - 1] in ("connection", "conn", "connect"):
            return at
        if part in ("connectionstring", "connstr", "connstring", "identified", "username"):
            return at
    return -1


def _is_head(parts: list[str], head: int) -> bool:
    """Whether the head means a secret, behind these parts."""
    part = parts[head].rstrip("0123456789")
    before = parts[head - 1] if head else ""
    if part == "tokens" and before not in _BEFORE_KEY:
        return False
    if part in ("token", "tokens") and before in _MODEL_TOKENS:
        return False
    if (part == "auth" and before == "o") or before == "hashed":
        return False
    if part == "pass" and before in _NO_PASS:
        return False
    if part in ("pass", "pat", "auth", "jwt", "cred", "pw"):
        return len(parts) == 1 or len(part) > 3 or head > 0
    return not (before in ("no", "not", "without", "is", "has", "use", "public") and part not in ("token", "password"))


def _is_which(parts: list[str], head: int) -> bool:
    """Whether the parts behind the head only say which secret it is."""
    after = parts[head + 1 :]
    if parts[head].startswith(("token", "auth", "pass", "pat", "jwt", "dsn", "bearer")) and (
        parts[head] not in _PASSWORDS or parts[head] == "pass"
    ):
        return all([part in _AFTER_HEAD or part in _ISSUERS or part.isdigit() for part in after])
    return not any([part in _ABOUT for part in after]) and parts[0] not in ("is", "has", "validate", "forgot", "reset")


def _is_unknown_key(parts: list[str]) -> bool:
    """Whether it is the key of somebody we do not know: `ACME_KEY`."""
    return (
        len(parts) > 1
        and parts[-1].rstrip("0123456789") == "key"
        and not any([part in _NOT_KEYS for part in parts[:-1]])
    )
