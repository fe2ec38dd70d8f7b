"""Services whose authentication is switched off."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options, Rule
    from labcoat.core.segments import Parts

_WORDS = (
    "ServerApp token",
    "NotebookApp token",
    "LabApp token",
    "IdentityProvider token",
    "ServerApp password",
    "NotebookApp password",
    "PasswordIdentityProvider",
    "jupyter --token",
    "disable_check_xsrf",
    "allow_unauthenticated_access",
    "JUPYTER_TOKEN",
    "RAY_AUTH_MODE",
    "TS_DISABLE_TOKEN_AUTHORIZATION",
    "disable_token_authorization",
    "enable_model_api",
    "disable token disable-token-auth",
    "disable security middleware",
    "MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE",
    "enableXsrfProtection",
    "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION",
    "AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED",
    "anonymous_access",
    "xpack security",
    "Expack security",
    "DISABLE_SECURITY_PLUGIN",
    "plugins security disabled",
    "GF_AUTH_ANONYMOUS_ENABLED",
    "auth anonymous enabled",
    "AIRFLOW__API__AUTH_BACKEND",
    "AIRFLOW__API__AUTH_BACKENDS",
    "AIRFLOW__WEBSERVER__EXPOSE_CONFIG",
    "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS",
    "auth_backends",
    "auth_backend",
    "expose_config",
    "AUTH_ROLE_PUBLIC",
    "ALLOW_RESET",
    "ALLOW_EMPTY_PASSWORD",
    "ALLOW_ANONYMOUS_LOGIN",
    "MYSQL_ALLOW_EMPTY_PASSWORD",
    "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD",
    "POSTGRES_HOST_AUTH_METHOD",
    "NEO4J_AUTH",
    "LANGFLOW_AUTO_LOGIN",
    "WEBUI_AUTH",
    "protected mode protected-mode",
    "noauth",
    "rc no auth",
    "mc anonymous",
    "mc policy public",
    "security authorization disabled",
    "auth none code-server",
    "auth none bind-addr",
    "argo auth mode server",
    "connection token without-connection-token",
    "anonymous auth anonymous-auth",
    "enable skip login",
)


@rule("high", words=_WORDS, in_tests="medium", looks_at="")
def no_authentication(module: Module, options: Options) -> Iterator[Hit]:
    """A service is told to let in everybody.

    What it does
    ------------
    Reports what switches authentication off: an empty token or password of Jupyter on a command line, in Python or
    JSON configuration or in `JUPYTER_TOKEN`; `disable_token_authorization` and `--disable-token-auth` of TorchServe;
    `RAY_AUTH_MODE=disabled`; `--disable-security-middleware` of MLflow; anonymous access of Weaviate and Grafana;
    `xpack.security.enabled=false` of Elasticsearch; `protected-mode no` of Redis; `--noauth` of MongoDB;
    `--rc-no-auth` of rclone; `--auth none` of code-server; `trust` and empty passwords of databases; Airflow's
    `default` backend. They are found in scripts, notebooks, Dockerfiles, Compose, Kubernetes, `.env` and configuration
    files and Python's `os.environ`.

    Checks against requests from other web pages that are off (`disable_check_xsrf`, `enableXsrfProtection`), and
    anonymous access that usually only reads, have severity `medium`.

    It is quiet about tokens that only running the code would tell, an empty password beside a token, templates of
    `.env` files to be filled in, and `--allow-root` of Jupyter, which lets nobody in.

    Why is this bad?
    ----------------
    Whoever can connect can use the service: a notebook, a model server or a workflow engine runs any code, a database
    shows and deletes what it holds. Whether only you can connect depends on firewalls and ports elsewhere, and on
    every web page that your browser has open.

    Example
    -------
        jupyter lab --ServerApp.token=''

    Use instead
    -----------
        jupyter lab

    and copy the link with the token that it shows, or set a password once with `jupyter lab password`.

    References
    ----------
    - https://jupyter-server.readthedocs.io/en/latest/operators/security.html
    - https://docs.ray.io/en/latest/ray-security/token-auth.html
    - https://cwe.mitre.org/data/definitions/306.html
    """
    return iter(())  # what it looks at are whole files


@no_authentication.register("file")
def _in_file(parts: Parts, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.authentication.files import open_to_all

    return open_to_all(parts)


RULES: list[Rule] = [no_authentication]
