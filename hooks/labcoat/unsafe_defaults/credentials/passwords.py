"""Passwords that services are delivered with: which variable has which, and which user."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

MESSAGE = "`{}` is a password that everybody knows"
UNNAMED = "the password {} is one that everybody knows"
HELP = "draw a random one, and read it from the environment or a secret store"
FALLBACK = "`{}` is a password that everybody knows, wherever nobody sets another one"

PASSWORD = re.compile(r"(?:.*_)?(?:PASSWORD|PASSWD|PASS|PWD|SECRET|SECRET_KEY|SECRET_ACCESS_KEY|SECRETKEY|PGPASSWORD)")
USER = re.compile(r"(?:.*_)?(?:USER|USERNAME|USER_NAME|LOGIN|ACCESS_KEY|ACCESS_KEY_ID|KEY)")
ANYWHERE = frozenset(("minioadmin", "minio123", "password1234", "foobared"))  # as the value of any password
OF_IMAGES = frozenset("postgres password example changeme admin root 123456 mysql airflow mysecretpassword".split())
OF_ADMINISTRATORS = frozenset("admin root password changeme prom-operator".split())
CHANGEME = frozenset(("changeme", "elastic"))
BY_NAME = (  # the name of a variable, as `_normal` writes it, and its well-known values
    (re.compile(r"(?:POSTGRES|POSTGRESQL|POSTGRESQL_POSTGRES|PG)_?PASSWORD"), OF_IMAGES),
    (re.compile(r"(?:MYSQL|MARIADB)_ROOT_PASSWORD|(?:MYSQL|MARIADB)_PASSWORD"), OF_IMAGES),
    (re.compile(r"MONGO_INITDB_ROOT_PASSWORD|MONGODB_ROOT_PASSWORD|ARANGO_ROOT_PASSWORD"), OF_IMAGES),
    (re.compile(r"(?:.*_)?(?:POSTGRES|PG|DB|DATABASE)_(?:.*_)?(?:PASSWORD|PASS|PWD)"), frozenset(("postgres",))),
    (re.compile(r"(?:.*_)?RABBITMQ_(?:.*_)?(?:PASSWORD|PASS)"), frozenset(("guest", "rabbitmq", "password"))),
    (re.compile(r"(?:.*_)?ADMIN_(?:USER_)?(?:PASSWORD|PASS)|PGADMIN_DEFAULT_PASSWORD"), OF_ADMINISTRATORS),
    (re.compile(r"NEO4J_AUTH"), frozenset(("neo4j/neo4j", "neo4j/password", "neo4j/test", "neo4j/changeme"))),
    (re.compile(r"NEO4J_(?:.*_)?PASSWORD"), frozenset(("neo4j", "password"))),
    (
        re.compile(
            r"(?:ELASTIC|ELASTICSEARCH|KIBANA|LOGSTASH|\w{1,20}BEAT|BEATS|MONITORING)_(?:SYSTEM_|INTERNAL_)?PASSWORD"
        ),
        CHANGEME,
    ),
    (re.compile(r"_?AIRFLOW_(?:.*_)?PASSWORD"), frozenset(("airflow", "admin"))),
    (re.compile(r"SUPERSET_(?:.*_)?PASSWORD"), frozenset(("admin", "superset"))),
    (re.compile(r"MLFLOW_TRACKING_PASSWORD"), frozenset(("password", "admin"))),
    (re.compile(r"CLICKHOUSE_PASSWORD"), frozenset(("clickhouse", "default"))),
)
PAIRS = frozenset(
    (
        *(("postgres", "postgres"), ("postgres", "password"), ("airflow", "airflow"), ("admin", "admin")),
        *(("guest", "guest"), ("root", "root"), ("root", "password"), ("root", "example"), ("neo4j", "neo4j")),
        *(("neo4j", "password"), ("elastic", "changeme"), ("admin", "password"), ("admin", "password1234")),
        *(("minioadmin", "minioadmin"), ("minio", "minio123"), ("admin", "changeme"), ("superset", "superset")),
        *(("mysql", "mysql"), ("rabbitmq", "rabbitmq"), ("clickhouse", "clickhouse")),
    )
)
URL = re.compile(r"[A-Za-z][\w+.-]{1,30}://([\w.-]{1,30}):([\w.-]{1,30})@([\w.-]{0,100})")
LONGEST_DSN = 500
LOCAL = frozenset(("localhost", "127.0.0.1"))
SHELL_FALLBACK = re.compile(r"\$\{\w{1,100}:?[-=]([\w./-]{1,30})\}")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
PUNCTUATION = re.compile(r"[-.:]")


def is_default(name: str, value: object) -> bool:
    """Whether a variable, setting or argument of this name has a value that everybody knows."""
    normal = _normal(name)
    if not isinstance(value, str) or ("PASS" not in normal and "SECRET" not in normal and "AUTH" not in normal):
        return False
    if value in ANYWHERE:
        return PASSWORD.fullmatch(normal) is not None
    return any([value in values and pattern.fullmatch(normal) for pattern, values in BY_NAME])


def is_password(name: str) -> bool:
    """Whether the name is that of a password."""
    return PASSWORD.fullmatch(_normal(name)) is not None


def is_user(name: str) -> bool:
    """Whether the name is that of a user."""
    return USER.fullmatch(_normal(name)) is not None


def passwords_of(users: Container[str]) -> set[str]:
    """The passwords that everybody knows of these users."""
    return {password for user, password in PAIRS if user in users}


def fallback_of(value: object) -> str:
    """`postgres` of `${POSTGRES_PASSWORD:-postgres}`; empty where there is none."""
    match = SHELL_FALLBACK.fullmatch(value.strip("\"'")) if isinstance(value, str) else None
    return match[1] if match else ""


def url_severity(text: object) -> str | None:
    """The severity of a connection URL with a user and password that everybody knows; None for any other text."""
    if not isinstance(text, str):
        return None
    match = URL.match(text.strip())
    if match is None and text.count("=") > 1 and len(text) < LONGEST_DSN:
        pairs = dict([word.partition("=")[::2] for word in text.split()])  # `user=… password=…` of libpq
        return "" if (pairs.get("user"), pairs.get("password")) in PAIRS else None
    if match is None or (match[1], match[2]) not in PAIRS:
        return None
    return "low" if match[3] in LOCAL else ""


def _normal(name: str) -> str:
    return PUNCTUATION.sub("_", HUMP.sub("_", name[-100:])).upper()
