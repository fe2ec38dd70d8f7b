"""Passwords that everybody knows."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

PASSWORDS = ("minioadmin", "minio123", "password1234", "foobared", "changeme")
VARIABLES = (
    "POSTGRES_PASSWORD POSTGRESQL_PASSWORD PGPASSWORD MYSQL_ROOT_PASSWORD MARIADB_ROOT_PASSWORD MYSQL_PASSWORD "
    "MONGO_INITDB_ROOT_PASSWORD RABBITMQ_DEFAULT_PASS GF_SECURITY_ADMIN_PASSWORD NEO4J_AUTH NEO4J_PASSWORD "
    "ELASTIC_PASSWORD KIBANA_PASSWORD PGADMIN_DEFAULT_PASSWORD ARANGO_ROOT_PASSWORD ADMIN_PASSWORD DB_PASSWORD "
    "_AIRFLOW_WWW_USER_PASSWORD MLFLOW_TRACKING_PASSWORD KEYCLOAK_ADMIN_PASSWORD KC_BOOTSTRAP_ADMIN_PASSWORD "
    "SUPERSET_PASSWORD admin_password adminPassword REDIS_PASSWORD"
).split()
NAMES = ("postgres", "neo4j", "guest", "airflow", "elastic", "root")
PAIRS = [f"{name} {word}" for name in NAMES for word in ("password", "auth")]
URLS = ("guest amqp", "postgres postgresql", "root mysql", "airflow postgresql")
MORE = ("admin password", "admin auth", "guest PlainCredentials", "curl admin", "mysql proot")


@rule("medium", words=(*PASSWORDS, *VARIABLES, *PAIRS, *URLS, *MORE), in_tests="low")
def default_credentials(module: Module, options: Options) -> Iterator[Hit]:
    """A service has the password that it is delivered with, or that its documentation shows.

    What it does
    ------------
    Reports known pairs of a service and its first password: `minioadmin` of MinIO, `postgres` of PostgreSQL, `guest`
    of RabbitMQ, `admin` of Grafana, Superset and Airflow, `airflow`, `password1234` of MLflow, `changeme` of
    Elasticsearch, `neo4j/password`, `root` of MySQL and MongoDB: in environment variables of scripts, Dockerfiles,
    Compose, Kubernetes and `.env` files, in options of commands, in arguments of clients, and in connection URLs. Where
    it is only a fallback, or the server is the same machine, the severity is `low`.

    It is quiet about passwords that are read from somewhere, about throw-away services of CI workflows, and about other
    passwords: those that look like real ones are found by `find-keys`.

    Why is this bad?
    ----------------
    These are the first that an attacker, and every bot, tries. Whoever gets in reads and replaces models and data in
    the store, and with PostgreSQL, Airflow and Neo4j runs commands on the machine.

    Example
    -------
        client = Minio("minio:9000", access_key="minioadmin", secret_key="minioadmin")

    and in Compose:

        services:
          store:
            image: quay.io/minio/minio:RELEASE.2025-04-22T22-12-26Z
            environment:
              MINIO_ROOT_PASSWORD: minioadmin

    Use instead
    -----------
        client = Minio("minio:9000", access_key=os.environ["STORE_USER"], secret_key=os.environ["STORE_PASSWORD"])

    and let the program that starts the service draw the password.

    References
    ----------
    - https://cwe.mitre.org/data/definitions/1392.html
    - https://min.io/docs/minio/linux/reference/minio-server/settings/root-credentials.html
    """
    from labcoat.unsafe_defaults.credentials.calls import defaults_in_python

    yield from defaults_in_python(module)


@default_credentials.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.credentials.settings import defaults_in_command

    yield from defaults_in_command(command)


@default_credentials.register("yaml", "json", "toml", "ini", "hcl")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.credentials.settings import defaults_in_settings

    yield from defaults_in_settings(segment)


RULES = [default_credentials]
