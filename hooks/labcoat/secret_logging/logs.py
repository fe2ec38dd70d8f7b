"""Secrets in prints, logs, exceptions, experiment trackers and checkpoints."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

NAMES = (
    *("api_key", "API_KEY", "apikey", "apiKey", "ApiKey", "APIKEY", "password", "PASSWORD", "Password", "secret"),
    *("SECRET", "Secret", "access_token", "ACCESS_TOKEN", "auth_token", "AUTH_TOKEN", "_TOKEN", "passwd", "PASSWD"),
    *("access_key", "ACCESS_KEY", "private_key", "PRIVATE_KEY", "getpass", "_pwd", "_PWD", "Authorization"),
)
WORDS = (
    *("hf_token", "github_token", "huggingface_token", "hub_token", "wandb_token", "bearer_token", "api_token"),
    *(
        "refresh_token",
        "bot_token",
        "slack_token",
        "gh_token",
        "gitlab_token",
        "jwt_token",
        "session_token",
        "replicate_token",
    ),
    *("passphrase", "credentials", "creds", "connection_string", "conn_str", "bearer", "openai_key", "wandb_key"),
    *("OPENAI_KEY", "WANDB_KEY", "hf_key", "auth_key", "encryption_key", "signing_key", "master_key", "jwt_key"),
    *("CONNECTION_STRING", "CREDENTIALS", "PASSPHRASE", "accessToken", "authToken", "accessKey", "privateKey"),
    *(
        "env grep",
        "printenv grep",
        "anthropic_key",
        "gemini_key",
        "ENCRYPTION_KEY",
        "MASTER_KEY",
        "connection_str",
        "personal_token",
    ),
)


ISSUERS = (
    "openai anthropic wandb cohere groq mistral gemini azure aws slack nvidia ngc pinecone tavily replicate together "
    "kaggle comet serpapi langsmith langchain deepseek telegram discord neptune databricks ngrok dagshub notion npm"
).split()


@rule(
    "medium",
    keywords=NAMES,
    words=(*WORDS, *[f"{issuer}_{kind}" for issuer in ISSUERS for kind in ("key", "token")]),
    in_tests="low",
)
def secret_in_log(module: Module, options: Options) -> Iterator[Hit]:
    """A secret is printed, logged, tracked or saved.

    What it does
    ------------
    Reports values with the name of a secret (`api_key`, `password`, `client_secret`, `HF_TOKEN`, …) where they are
    shown or kept: `print`, `logging`, `warnings`, exceptions, Streamlit, rich, click; parameters of MLflow, Weights &
    Biases, Comet, Neptune, TensorBoard and ClearML; `json.dump`, `yaml.dump`, `pickle.dump` and `torch.save` of a
    dictionary with such a key; the last expression of a notebook's cell; `echo $API_KEY`, `%env HF_TOKEN`,
    `env | grep TOKEN`, and `set -x` before commands that use a secret. The name may be that of a variable, an
    attribute, an item, or of the environment variable that the value was read from.

    It is quiet about what belongs to models (`token`, `eos_token`, `num_tokens`, `key`), about names without their
    value (`"OPENAI_API_KEY is not set"`), about what only tells something about the secret (`len(api_key)`,
    `api_key is None`), about masked values (`api_key[:4]`, `mask(api_key)`), and about files of credentials.

    Why is this bad?
    ----------------
    Logs and outputs are copied to places that are not made for secrets: CI pages, issue trackers, experiment servers,
    notebooks in git. A key that was in one of them is known, and has to be replaced.

    Example
    -------
        print(f"Using key {openai_api_key}")

    Use instead
    -----------
        print(f"Key is set: {bool(openai_api_key)}")

    References
    ----------
    - https://cwe.mitre.org/data/definitions/532.html
    - https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude
    """
    from labcoat.secret_logging.log_calls import shown_secrets

    return shown_secrets(module)


@secret_in_log.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.secret_logging.log_commands import printed_secrets

    return printed_secrets(command)


@secret_in_log.register("unparsed")
def _in_text(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.secret_logging.unparsed import secrets_in_text

    return secrets_in_text(segment)


RULES = [secret_in_log]
