"""default-credentials: passwords that services are delivered with."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet, reported

SERVICE = "services:\n  a:\n    image: a\n    environment:\n"
DEFAULT_CREDENTIALS_FLAGS = [
    case(
        "minio",
        "compose.yaml",
        f"{SERVICE}      MINIO_ROOT_USER: minioadmin\n      »MINIO_ROOT_PASSWORD: minioadmin«\n",
    ),
    case(
        "minio-list", "compose.yaml", f"{SERVICE}      - MINIO_ACCESS_KEY=minio\n      - »MINIO_SECRET_KEY=minio123«\n"
    ),
    case("postgres", "compose.yaml", f"{SERVICE}      »POSTGRES_PASSWORD: postgres«\n"),
    case("postgres-quoted", "compose.yaml", f"{SERVICE}      - »POSTGRES_PASSWORD=password«\n"),
    case("airflow", "compose.yaml", f"{SERVICE}      POSTGRES_USER: airflow\n      »POSTGRES_PASSWORD: airflow«\n"),
    case("fallback", "compose.yaml", f"{SERVICE}      »POSTGRES_PASSWORD: ${{POSTGRES_PASSWORD:-postgres}}«\n"),
    case("grafana", "compose.yaml", f"{SERVICE}      - »GF_SECURITY_ADMIN_PASSWORD=admin«\n"),
    case(
        "rabbitmq",
        "compose.yaml",
        f"{SERVICE}      RABBITMQ_DEFAULT_USER: guest\n      »RABBITMQ_DEFAULT_PASS: guest«\n",
    ),
    case("neo4j", "compose.yaml", f"{SERVICE}      »NEO4J_AUTH: neo4j/password«\n"),
    case("elastic", "compose.yaml", f"{SERVICE}      »ELASTIC_PASSWORD: changeme«\n"),
    case("mysql", "compose.yaml", f"{SERVICE}      »MYSQL_ROOT_PASSWORD: root«\n"),
    case("mongo", "compose.yaml", f"{SERVICE}      »MONGO_INITDB_ROOT_PASSWORD: example«\n"),
    case("url", "compose.yaml", f"{SERVICE}      »BROKER_URL: amqp://guest:guest@rabbit:5672//«\n"),
    case(
        "url-airflow", "compose.yaml", f"{SERVICE}      »DB: postgresql+psycopg2://airflow:airflow@postgres/airflow«\n"
    ),
    case("kubernetes", "a.yaml", "env:\n  - name: AWS_SECRET_ACCESS_KEY\n    »value: minioadmin«\n"),
    case("helm", "values.yaml", "grafana:\n  »adminPassword: admin«\n"),
    case("pair", "config.yaml", "db:\n  user: postgres\n  »password: postgres«\n"),
    case("mlflow", "basic_auth.ini", "[mlflow]\nadmin_username = admin\n»admin_password = password1234«\n"),
    case("dot-env", ".env", "MINIO_ROOT_USER=minioadmin\n»MINIO_ROOT_PASSWORD=minioadmin«\n"),
    case("json", "config.json", '{"s3": {"access_key": "minio", »"secret_key": "minio123«"}}\n'),
    case("docker", "Dockerfile", "FROM postgres:17\nENV »POSTGRES_PASSWORD=postgres«\n"),
    case("shell", "run.sh", "export »AWS_SECRET_ACCESS_KEY=minioadmin«\n»PGPASSWORD=postgres« psql -U postgres\n"),
    case("docker-run", "run.sh", "docker run -e »POSTGRES_PASSWORD=postgres« -e MINIO_ROOT_USER=a postgres:17\n"),
    case("airflow-user", "run.sh", "airflow users create --username admin »--password admin« --role Admin\n"),
    case("superset", "run.sh", "superset fab create-admin --username admin »--password admin«\n"),
    case(
        "mc",
        "run.sh",
        "mc alias set local http://minio:9000 minio »minio123«\nmc alias set m http://m minioadmin »minioadmin«\n",
    ),
    case(
        "curl", "run.sh", "curl »-u elastic:changeme« http://es:9200\ncurl »--user admin:admin« http://grafana:3000\n"
    ),
    case("mysql-option", "run.sh", "mysql -uroot »-proot« -e 'select 1'\n"),
    case("magic", "a.ipynb", notebook("%env »AWS_SECRET_ACCESS_KEY=minioadmin«\n!PGUSER=x »PGPASSWORD=postgres« psql")),
    case(
        "boto3",
        "a.py",
        "import boto3\nboto3.client('s3', aws_access_key_id='minioadmin', »aws_secret_access_key='minioadmin'«)\n",
    ),
    case(
        "minio-client",
        "a.py",
        "from minio import Minio\nMinio('m:9000', access_key='minio', »secret_key='minio123'«)\n",
    ),
    case("minio-positional", "a.py", "from minio import Minio\nMinio('m:9000', 'minioadmin', »'minioadmin'«)\n"),
    case("environ", "a.py", "import os\n»os.environ['AWS_SECRET_ACCESS_KEY'] = 'minioadmin'«\n"),
    case("getenv", "a.py", "import os\nkey = os.getenv(»'MINIO_SECRET_KEY', 'minioadmin'«)\n"),
    case("constant", "a.py", "»MINIO_SECRET_KEY = 'minioadmin'«\n"),
    case("options", "a.py", "storage_options = {'key': 'minio', »'secret': 'minio123'«}\n"),
    case("psycopg2", "a.py", "import psycopg2\npsycopg2.connect(host='db', user='postgres', »password='postgres'«)\n"),
    case("dictionary", "a.py", "config = {'user': 'root', »'password': 'root'«}\n"),
    case("auth", "a.py", "driver = GraphDatabase.driver(uri, auth=('neo4j', »'password'«))\n"),
    case("pika", "a.py", "credentials = pika.PlainCredentials('guest', »'guest'«)\n"),
    case("engine", "a.py", "engine = create_engine(»'postgresql://postgres:postgres@db:5432/mlflow'«)\n"),
    case(
        "cells",
        "a.ipynb",
        notebook("PASSWORD = 'minioadmin'".replace("PASSWORD", "»S3_SECRET_KEY").replace("min'", "min'«"), "x = 1"),
    ),
    case("once", "a.py", "»MINIO_PASSWORD = 'minioadmin'«\nMinio('m', access_key='a', secret_key=MINIO_PASSWORD)\n"),
    case("helm-set", "run.sh", "helm install a b --set »grafana.adminPassword=admin« --set replicas=1\n"),
    case("dsn", "a.py", "conn = psycopg2.connect(»'dbname=a user=postgres password=postgres'«)\n"),
    case(
        "the Elastic stack",
        ".env",
        "»LOGSTASH_INTERNAL_PASSWORD=changeme«\n»METRICBEAT_INTERNAL_PASSWORD=changeme«\n",
    ),
    case("RabbitMQ", "compose.yaml", f"{SERVICE}      »RABBITMQ_DEFAULT_PASS: password«\n"),
]
DEFAULT_CREDENTIALS_QUIET = [
    case(
        "variable",
        "compose.yaml",
        f"{SERVICE}      POSTGRES_PASSWORD: ${{POSTGRES_PASSWORD}}\n      MINIO_ROOT_PASSWORD: ${{P:?set}}\n",
    ),
    case(
        "other",
        "compose.yaml",
        f"{SERVICE}      POSTGRES_USER: postgres\n      POSTGRES_DB: postgres\n      MINIO_ROOT_USER: minioadmin\n",
    ),
    case("file", "compose.yaml", f"{SERVICE}      POSTGRES_PASSWORD_FILE: /run/secrets/postgres\n"),
    case("trust", "compose.yaml", f"{SERVICE}      POSTGRES_HOST_AUTH_METHOD: trust\n      ADMIN: admin\n"),
    case(
        "own",
        "compose.yaml",
        f"{SERVICE}      APP_TITLE: password\n      APP_MODE: admin\n      PASSWORD_FIELD: postgres\n",
    ),
    case(
        "workflow",
        "ci.yml",
        "jobs:\n  a:\n    services:\n      db:\n        env:\n          POSTGRES_PASSWORD: postgres\n",
    ),
    case(
        "url-user",
        "compose.yaml",
        f"{SERVICE}      DB: postgresql://postgres@db/a\n      E: postgresql://${{U}}:${{P}}@db/a\n",
    ),
    case(
        "secret-key-ref",
        "a.yaml",
        "env:\n  - name: POSTGRES_PASSWORD\n    valueFrom:\n      secretKeyRef:\n        key: password\n",
    ),
    case(
        "pair", "config.yaml", "db:\n  user: postgres\n  password: ${oc.env:PGPASSWORD}\nother:\n  password: postgres\n"
    ),
    case("shell", "run.sh", "export PGPASSWORD=$PASSWORD\nPGUSER=postgres psql\necho 'PGPASSWORD=postgres psql'\n"),
    case("user", "run.sh", "airflow users create --username admin --password $PASSWORD\nmysql -uroot -p root\n"),
    case("curl", "run.sh", "curl -u $USER:$PASSWORD http://es:9200\ncurl -u admin: http://x\n# -u admin:admin\n"),
    case(
        "mc",
        "run.sh",
        "mc alias set local http://minio:9000 $MINIO_USER $MINIO_PASSWORD\nmc cp minioadmin minioadmin\n",
    ),
    case(
        "client", "a.py", "import os\nMinio('m', access_key='minioadmin', secret_key=os.environ['MINIO_SECRET_KEY'])\n"
    ),
    case(
        "compared",
        "a.py",
        "if password == 'minioadmin':\n    raise ValueError('do not use minioadmin')\nassert url == 'amqp://guest:guest@a'\n",
    ),
    case("refused", "a.py", "OLD_ADMIN_PASSWORD = 'password1234'\nif password == OLD_ADMIN_PASSWORD:\n    refuse()\n"),
    case("deny-list", "a.py", "DEFAULT_PASSWORDS = {'minioadmin', 'postgres', 'guest'}\n"),
    case("tokens", "a.py", "tokenizer(secret='x', password=None)\nconnect(user='postgres', password='')\n"),
    case("admin", "a.py", "User(role='admin', name='admin', password=hashed)\nlogin('admin', password)\n"),
    case(
        "docstring", "a.py", '"""postgresql://postgres:postgres@db/a"""\nprint("postgresql://postgres:postgres@db/a")\n'
    ),
    case("help", "a.py", "p.add_argument('--db', help='postgresql://postgres:postgres@db/a')\n"),
    case("comment", "a.py", "# secret_key='minioadmin'\nx = 1\n"),
    case("docs", "README.md", "    MINIO_ROOT_PASSWORD=minioadmin\n"),
    case("markdown", "a.ipynb", notebook("[markdown]MINIO_ROOT_PASSWORD=minioadmin", "# minioadmin")),
    case("url-real", "a.py", "create_engine('postgresql://app:a8Fk2@db/a'.replace('a8Fk2', password))\n"),
]

test_default_credentials_flags = flagging("default-credentials", DEFAULT_CREDENTIALS_FLAGS)
test_default_credentials_quiet = quiet("default-credentials", DEFAULT_CREDENTIALS_QUIET)


def test_a_server_on_the_same_machine_is_less_severe() -> None:
    text = "curl -u admin:admin http://localhost:8080/\ncurl -u admin:admin http://grafana:3000/\n"
    hits = reported("default-credentials", "run.sh", text, {})
    assert [hit.severity for hit in hits] == ["low", "medium"]


def test_no_password_is_in_a_message() -> None:
    text = "rabbitmqctl change_password guest guest\nmc alias set a http://m:9000 minio minio123\n"
    hits = reported("default-credentials", "run.sh", text, {})
    assert [hit.message for hit in hits] == ["the password here is one that everybody knows"] * 2
