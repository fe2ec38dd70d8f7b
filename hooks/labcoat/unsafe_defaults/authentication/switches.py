"""What switches authentication off: options, variables of the environment, and settings, with the value that does."""

from __future__ import annotations

import re

EMPTY = ("", "''", '""')
ON = ("true", "1", "yes", "on", "t")
OFF = ("false", "0", "no", "off", "f")
NONE = ("none", "disabled", "disable")

JUPYTER = "keep the token that Jupyter makes, or set a hashed password"
TORCHSERVE = "remove it: TorchServe then asks for the keys that it writes at its start"
XSRF = "remove it: without this check any web page can use the service in the name of who has it open"
PASSWORD = "set a password, and keep it out of the file"  # noqa: S105 - advice
REMOVE = "remove it, and give each user an account"

# name: the values that switch it off, whose, severity, help
Switch = tuple[tuple[str, ...], str, str, str]

TRAITS: dict[str, Switch] = {
    "token": (EMPTY, "Jupyter", "", JUPYTER),
    "password": (EMPTY, "Jupyter", "", JUPYTER),
    "hashed_password": (EMPTY, "Jupyter", "", JUPYTER),
    "disable_check_xsrf": (ON, "Jupyter", "medium", XSRF),
    "allow_unauthenticated_access": (ON, "Jupyter", "medium", "set it to False"),
}
TRAIT_OWNERS = frozenset(
    "ServerApp NotebookApp LabApp IdentityProvider PasswordIdentityProvider JupyterApp SingleUserServerApp "
    "LabServerApp ExtensionApp VoilaApp".split()
)

VARIABLES: dict[str, Switch] = {
    "JUPYTER_TOKEN": (EMPTY, "Jupyter", "", JUPYTER),
    "RAY_AUTH_MODE": (NONE, "Ray", "", "set it to `token`"),
    "TS_DISABLE_TOKEN_AUTHORIZATION": (ON, "TorchServe", "", TORCHSERVE),
    "MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE": (ON, "MLflow", "", "remove it, and name the hosts that may ask"),
    "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": (OFF, "Streamlit", "medium", XSRF),
    "AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED": (ON, "Weaviate", "", "set AUTHENTICATION_APIKEY_ENABLED instead"),
    "xpack.security.enabled": (OFF, "Elasticsearch", "", PASSWORD),
    "DISABLE_SECURITY_PLUGIN": (ON, "OpenSearch", "", PASSWORD),
    "plugins.security.disabled": (ON, "OpenSearch", "", PASSWORD),
    "GF_AUTH_ANONYMOUS_ENABLED": (ON, "Grafana", "medium", REMOVE),
    "AIRFLOW__API__AUTH_BACKEND": (("airflow.api.auth.backend.default",), "Airflow", "", REMOVE),
    "AIRFLOW__API__AUTH_BACKENDS": (("airflow.api.auth.backend.default",), "Airflow", "", REMOVE),
    "AIRFLOW__WEBSERVER__EXPOSE_CONFIG": (ON, "Airflow", "medium", "remove it: the configuration has passwords"),
    "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": (ON, "Airflow", "", REMOVE),
    "ALLOW_RESET": (ON, "Chroma", "medium", "remove it: whoever can connect may delete everything"),
    "ALLOW_EMPTY_PASSWORD": (ON, "the database", "", PASSWORD),
    "ALLOW_ANONYMOUS_LOGIN": (ON, "ZooKeeper", "", PASSWORD),
    "MYSQL_ALLOW_EMPTY_PASSWORD": (ON, "MySQL", "", PASSWORD),
    "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD": (ON, "MariaDB", "", PASSWORD),
    "POSTGRES_HOST_AUTH_METHOD": (("trust",), "PostgreSQL", "", PASSWORD),
    "NEO4J_AUTH": (("none",), "Neo4j", "", PASSWORD),
    "LANGFLOW_AUTO_LOGIN": (ON, "Langflow", "", REMOVE),
    "WEBUI_AUTH": (OFF, "Open WebUI", "", REMOVE),
}

# Options of any program: no other one has these names.
OPTIONS: dict[str, Switch] = {
    "--disable-token-auth": (ON, "TorchServe", "", TORCHSERVE),
    "--disable-security-middleware": (ON, "MLflow", "", "remove it, and name the hosts that may ask"),
    "--server.enableXsrfProtection": (OFF, "Streamlit", "medium", XSRF),
    "--protected-mode": (OFF, "Redis", "", PASSWORD),
    "--noauth": (ON, "MongoDB", "", PASSWORD),
    "--rc-no-auth": (ON, "rclone", "", "remove it, and give `--rc-user` and `--rc-pass`"),
    "--without-connection-token": (ON, "the editor", "", REMOVE),
    "--anonymous-auth": (ON, "Kubernetes", "", REMOVE),
    "--enable-skip-login": (ON, "the Kubernetes dashboard", "", REMOVE),
}
# Options of some programs only.
OWN_OPTIONS: dict[str, dict[str, Switch]] = {
    "code-server": {"--auth": (("none",), "code-server", "", PASSWORD)},
    "argo": {"--auth-mode": (("server",), "Argo", "", "use `--auth-mode=sso` or `client`")},
    "jupyter": {"--token": (EMPTY, "Jupyter", "", JUPYTER)},
}

# The ends of paths in configuration; keys of one part are those of a whole file.
SETTINGS: dict[tuple[str, ...], Switch] = {
    ("disable_token_authorization",): (ON, "TorchServe", "", TORCHSERVE),
    ("server", "enableXsrfProtection"): (OFF, "Streamlit", "medium", XSRF),
    ("xpack", "security", "enabled"): (OFF, "Elasticsearch", "", PASSWORD),
    ("security", "enabled", "xpack"): (OFF, "Elasticsearch", "", PASSWORD),
    ("auth.anonymous", "enabled"): (ON, "Grafana", "medium", REMOVE),
    ("api", "auth_backends"): (("airflow.api.auth.backend.default",), "Airflow", "", REMOVE),
    ("api", "auth_backend"): (("airflow.api.auth.backend.default",), "Airflow", "", REMOVE),
    ("webserver", "expose_config"): (ON, "Airflow", "medium", "remove it: the configuration has passwords"),
    ("protected-mode",): (OFF, "Redis", "", PASSWORD),
    ("security", "authorization"): (("disabled",), "MongoDB", "", PASSWORD),
    ("authentication", "anonymous_access", "enabled"): (ON, "Weaviate", "", REMOVE),
    ("rayStartParams", "auth-mode"): (NONE, "Ray", "", "set it to `token`"),
}

MODEL_API: Switch = (ON, "the management of TorchServe", "", "remove it, or listen on 127.0.0.1")
PROTECTED_MODE = re.compile(r"^[ \t]*protected-mode[ \t]+no\b", re.MULTILINE)
