"""Services whose authentication is switched off."""

from __future__ import annotations

import pytest

from tests.cases import found, notebook
from tests.tables import case, flagging, quiet

COMMANDS_FLAGS = [
    case("jupyter", "a.sh", "jupyter notebook »--NotebookApp.token=''« --no-browser\n"),
    case("nothing after the sign", "a.sh", "jupyter lab »--ServerApp.token=«\n"),
    case("double quotes", "a.sh", 'jupyter lab »--ServerApp.token=""«\n'),
    case("quotes around it all", "a.sh", 'jupyter lab »"--IdentityProvider.token="«\n'),
    case("lab", "a.sh", "jupyter lab »--LabApp.token=''« --LabApp.password=''\n"),
    case("the password", "a.sh", "jupyter notebook »--NotebookApp.password=''«\n"),
    case("the hashed password", "a.sh", "jupyter lab »--PasswordIdentityProvider.hashed_password=''«\n"),
    case("short", "a.sh", "jupyter lab »--token=''«\n"),
    case("a docker stack's script", "a.sh", "docker run i start-notebook.sh »--NotebookApp.token=''«\n"),
    case("other pages", "a.sh", "jupyter lab »--ServerApp.disable_check_xsrf=True«\n"),
    case("together with the address", "a.sh", "jupyter lab --ip=0.0.0.0 »--ServerApp.token=''« --allow-root\n"),
    case("a variable for one command", "a.sh", "»JUPYTER_TOKEN=''« jupyter lab\n"),
    case("an exported variable", "a.sh", 'export »JUPYTER_TOKEN=""«\n'),
    case("in a notebook", "a.ipynb", notebook("!jupyter notebook »--NotebookApp.token=''« &")),
    case("%%bash", "a.ipynb", notebook("%%bash\njupyter lab »--ServerApp.token=''«")),
    case("subprocess", "a.py", 'subprocess.Popen(["jupyter", "lab", "»--NotebookApp.token=«"])\n'),
    case("os.system", "a.py", "os.system(\"jupyter lab »--ServerApp.token=''«\")\n"),
    case("exec form", "Dockerfile", 'FROM a\nCMD ["jupyter", "lab", »"--NotebookApp.token="«, "--allow-root"]\n'),
    case("shell form", "Dockerfile", "FROM a\nCMD jupyter lab »--NotebookApp.token=''«\n"),
    case("torchserve", "a.sh", "torchserve --start --models a.mar »--disable-token-auth«\n"),
    case("torchserve with a value", "a.sh", "torchserve --start »--disable-token-auth true«\n"),
    case("torchserve's variable", "a.sh", "export »TS_DISABLE_TOKEN_AUTHORIZATION=true«\n"),
    case("mlflow", "a.sh", "mlflow server »--disable-security-middleware«\n"),
    case("mlflow's variable", "a.sh", "»MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE=true« mlflow server\n"),
    case("streamlit", "a.sh", "streamlit run a.py »--server.enableXsrfProtection=false«\n"),
    case("streamlit with a blank", "a.sh", "streamlit run a.py »--server.enableXsrfProtection false«\n"),
    case("ray", "a.sh", "»RAY_AUTH_MODE=disabled« ray start --head\n"),
    case("%env", "a.ipynb", notebook("%env »RAY_AUTH_MODE=disabled«")),
    case("code-server", "a.sh", "code-server »--auth none« --port 8080\n"),
    case("code-server with a sign", "a.sh", "code-server »--auth=none«\n"),
    case("redis", "a.sh", "redis-server »--protected-mode no«\n"),
    case("redis at run time", "a.sh", "redis-cli config set »protected-mode no«\n"),
    case("mongo", "a.sh", "mongod --dbpath d »--noauth«\n"),
    case("minio", "a.sh", "mc »anonymous set public« local/bucket\n"),
    case("elasticsearch", "a.sh", 'docker run -e »"xpack.security.enabled=false"« elasticsearch:8.8.0\n'),
    case("elasticsearch's option", "a.sh", "elasticsearch »-Expack.security.enabled=false«\n"),
    case("argo", "a.yaml", 'apiVersion: v1\nkind: Pod\ncommand: ["argo", "server", "»--auth-mode=server«"]\n'),
    case("makefile", "Makefile", "lab:\n\tjupyter lab »--ServerApp.token=''«\n"),
    case(
        "workflow",
        ".github/workflows/a.yml",
        "jobs:\n  a:\n    steps:\n      - run: redis-server »--protected-mode no«\n",
    ),
    case("rclone", "run.sh", "rclone rcd »--rc-no-auth« --verbose\n"),
]
test_commands_flags = flagging("no-authentication", COMMANDS_FLAGS)

SETTINGS_FLAGS = [
    case("jupyter", "jupyter_notebook_config.py", "c = get_config()\n»c.NotebookApp.token = ''«\n"),
    case("jupyter server", "jupyter_server_config.py", '»c.ServerApp.token = ""«\n»c.ServerApp.password = ""«\n'),
    case("identity provider", "jupyter_server_config.py", '»c.IdentityProvider.token = ""«\n'),
    case("without a name", "jupyter_server_config.py", '»get_config().ServerApp.token = ""«\n'),
    case("other pages", "jupyter_server_config.py", "»c.ServerApp.disable_check_xsrf = True«\n"),
    case("unauthenticated", "jupyter_server_config.py", "»c.ServerApp.allow_unauthenticated_access = True«\n"),
    case("jupyter JSON", "jupyter_server_config.json", '{"IdentityProvider": {»"token": "«"}}\n'),
    case("notebook JSON", "jupyter_notebook_config.json", '{"NotebookApp": {»"disable_check_xsrf": true«}}\n'),
    case(
        "torchserve",
        "config.properties",
        "inference_address=http://127.0.0.1:8080\n»disable_token_authorization=true«\n",
    ),
    case(
        "torchserve in a ConfigMap",
        "a.yaml",
        "data:\n  config.properties: |\n    load_models=all\n    »disable_token_authorization=true«\n",
    ),
    case("streamlit", ".streamlit/config.toml", "[server]\n»enableXsrfProtection = false«\n"),
    case("elasticsearch", "elasticsearch.yml", "»xpack.security.enabled: false«\n"),
    case("elasticsearch, nested", "elasticsearch.yml", "xpack:\n  security:\n    »enabled: false«\n"),
    case("redis", "redis.conf", "port 6379\n»protected-mode no«\n"),
    case("grafana", "grafana.ini", "[auth.anonymous]\n»enabled = true«\n"),
    case("airflow", "airflow.cfg", "[api]\n»auth_backends = airflow.api.auth.backend.default«\n"),
    case("airflow shows all", "airflow.cfg", "[webserver]\n»expose_config = True«\n"),
    case("airflow's public role", "webserver_config.py", '»AUTH_ROLE_PUBLIC = "Admin"«\n'),
    case("code-server", "config.yaml", "bind-addr: 127.0.0.1:8080\n»auth: none«\ncert: false\n"),
    case(
        "weaviate",
        "compose.yaml",
        "services:\n  w:\n    image: b\n    environment:\n      »AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: 'true«'\n",
    ),
    case(
        "a list of compose",
        "compose.yaml",
        "services:\n  e:\n    image: b\n    environment:\n      - »xpack.security.enabled=false«\n",
    ),
    case(
        "a quoted list of compose",
        "compose.yaml",
        'services:\n  e:\n    image: b\n    environment:\n      - "»JUPYTER_TOKEN=«"\n',
    ),
    case(
        "Kubernetes",
        "a.yaml",
        'apiVersion: v1\nkind: Pod\nenv:\n  - name: TS_DISABLE_TOKEN_AUTHORIZATION\n    »value: "true«"\n',
    ),
    case(
        "airflow in compose",
        "compose.yaml",
        "x:\n  »AIRFLOW__API__AUTH_BACKENDS: 'airflow.api.auth.backend.default«'\n",
    ),
    case("chroma", ".env", "»ALLOW_RESET=TRUE«\n"),
    case("an empty token that is meant", ".env", '»JUPYTER_TOKEN="«"\n'),
    case("postgres", "compose.yaml", "x:\n  »POSTGRES_HOST_AUTH_METHOD: trust«\n"),
    case("an image", "Dockerfile", "FROM a\nENV »TS_DISABLE_TOKEN_AUTHORIZATION=true«\n"),
    case("an image, the old way", "Dockerfile", 'FROM a\nENV »JUPYTER_TOKEN "«"\n'),
    case("os.environ", "a.py", '»os.environ["RAY_AUTH_MODE"] = "disabled"«\n'),
    case("setdefault", "a.py", '»os.environ.setdefault("TS_DISABLE_TOKEN_AUTHORIZATION", "true")«\n'),
    case("a dictionary", "a.py", 'env = {»"TS_DISABLE_TOKEN_AUTHORIZATION": "true"«}\n'),
    case("a keyword", "a.py", 'env = dict(os.environ, »JUPYTER_TOKEN=""«)\n'),
    case("argv", "a.py", 'LabApp.launch_instance(argv=["--port=1", "»--ServerApp.token=«"])\n'),
    case("a written file", "a.ipynb", notebook("%%writefile jupyter_server_config.py\n»c.ServerApp.token = ''«")),
    case(
        "written properties", "a.ipynb", notebook("%%writefile config.properties\n»disable_token_authorization=true«")
    ),
]
test_settings_flags = flagging("no-authentication", SETTINGS_FLAGS)

NO_AUTHENTICATION_QUIET = [
    case("jupyter as it is", "a.sh", "jupyter lab --no-browser --allow-root --ip=127.0.0.1\n"),
    case("a token", "a.sh", "jupyter lab --ServerApp.token=\"$TOKEN\"\njupyter lab --NotebookApp.token='abc'\n"),
    case("a token in a variable", "a.sh", 'export JUPYTER_TOKEN="$(openssl rand -hex 24)"\n'),
    case("an empty password beside a token", "a.sh", "jupyter lab --ServerApp.token=$T --ServerApp.password=''\n"),
    case("said", "a.sh", "echo \"jupyter lab --ServerApp.token=''\"\n# jupyter lab --ServerApp.token=''\n"),
    case("another program's token", "a.sh", "vault login --token=''\nhuggingface-cli login --token ''\n"),
    case("jupyter lab's environment", "Dockerfile", "FROM a\nENV JUPYTER_ENABLE_LAB=yes\n"),
    case(
        "a commented default",
        "jupyter_notebook_config.py",
        "# c.NotebookApp.token = ''\n#c.NotebookApp.password = ''\n",
    ),
    case("a hashed password", "jupyter_notebook_config.py", "c.NotebookApp.password = 'argon2:x'\n"),
    case("a generated token", "jupyter_server_config.py", "c.ServerApp.token = os.environ['JUPYTER_TOKEN']\n"),
    case("a check that is on", "jupyter_server_config.py", "c.ServerApp.disable_check_xsrf = False\n"),
    case("another object's token", "a.py", 'self.token = ""\nconfig.hub.token = ""\nclient.password = ""\n'),
    case(
        "a variable that is compared",
        "a.py",
        'if c.ServerApp.token == "":\n    raise ValueError("set JUPYTER_TOKEN")\n',
    ),
    case("a variable that is read", "a.py", 'token = os.environ.get("JUPYTER_TOKEN", "")\n'),
    case("a variable that is removed", "a.py", 'os.environ.pop("JUPYTER_TOKEN", None)\n'),
    case("a page token", "a.py", 'list_models(page_token="", token="")\nHF_TOKEN = ""\n'),
    case("gradio's default", "a.py", "demo.launch(auth=None)\n"),
    case("torchserve as it is", "config.properties", "disable_token_authorization=false\nenable_model_api=false\n"),
    case("models from this machine", "config.properties", "enable_model_api=true\n"),
    case(
        "a password that is not required",
        "jupyter_server_config.py",
        "c.PasswordIdentityProvider.password_required = False\n",
    ),
    case("torchserve's option with false", "a.sh", "torchserve --start --disable-token-auth=false\n"),
    case("streamlit as it is", ".streamlit/config.toml", "[server]\nenableXsrfProtection = true\n"),
    case("elasticsearch as it is", "elasticsearch.yml", "xpack.security.enabled: true\nxpack.ml.enabled: false\n"),
    case("another security", "config.yaml", "security:\n  enabled: false\napi:\n  enabled: false\n"),
    case("redis as it is", "redis.conf", "port 6379\nprotected-mode yes\n# protected-mode no\n"),
    case("ray with a token", "a.sh", "RAY_AUTH_MODE=token ray start --head\n"),
    case(
        "airflow's session",
        "airflow.cfg",
        "[api]\nauth_backends = airflow.api.auth.backend.session\n[webserver]\nexpose_config = False\n",
    ),
    case("airflow's masked configuration", "airflow.cfg", "[webserver]\nexpose_config = non-sensitive-only\n"),
    case("code-server with a password", "a.sh", "code-server --auth password\n"),
    case("another program's auth", "a.sh", "tool --auth none\ncurl --token-auth x --disable-auth\n"),
    case("someone else's auth", "config.yaml", "auth: none\nurl: x\n"),
    case("a template", ".env.example", "JUPYTER_TOKEN=\n"),
    case(
        "nothing in compose", "compose.yaml", "services:\n  a:\n    image: b\n    environment:\n      JUPYTER_TOKEN:\n"
    ),
    case(
        "weaviate with keys",
        "compose.yaml",
        "services:\n  w:\n    image: b\n    environment:\n      AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: 'false'\n",
    ),
    case(
        "a secret in Kubernetes",
        "a.yaml",
        "env:\n  - name: JUPYTER_TOKEN\n    valueFrom:\n      secretKeyRef: {name: a, key: b}\n",
    ),
    case("markdown", "a.ipynb", notebook("[markdown]\n`jupyter lab --ServerApp.token=''`")),
    case("a printed hint", "a.py", "print(\"jupyter lab --NotebookApp.token=''\")\n"),
    case("a help text", "a.py", 'p.add_argument("--disable-token-auth", help="--disable-token-auth lets all in")\n'),
    case("minio for reading one's own", "a.sh", "mc anonymous set none local/b\nmc ls local\n"),
    case("buckets read without a key", "a.py", 's3 = S3(anonymous=True)\nfs = fsspec.filesystem("s3", anon=True)\n'),
    case("rclone with a user", "run.sh", "rclone rcd --rc-user=a --rc-pass=$PASS\n"),
]
test_no_authentication_quiet = quiet("no-authentication", NO_AUTHENTICATION_QUIET)

SEVERITIES = [
    ("a.sh", "jupyter lab --ServerApp.token=''\n", "high"),
    ("test_a.sh", "jupyter lab --ServerApp.token=''\n", "medium"),
    ("a.py", "c.ServerApp.disable_check_xsrf = True\n", "medium"),
    ("Dockerfile", "FROM a\nCMD jupyter lab --ServerApp.token=''\n", "high"),
    ("grafana.ini", "[auth.anonymous]\nenabled = true\n", "medium"),
]


@pytest.mark.parametrize(("path", "text", "severity"), SEVERITIES)
def test_severities(path: str, text: str, severity: str) -> None:
    findings = [finding for finding in found(path, text.encode()) if finding.rule == "no-authentication"]
    assert [finding.severity for finding in findings] == [severity]


def test_no_value_is_shown() -> None:
    findings = found("a.sh", b"code-server --auth none\nRAY_AUTH_MODE=disabled ray start\n")
    assert all("none" not in finding.message and "disabled" not in finding.message for finding in findings)


HOSTILE = [
    ("a.sh", "--token\njupyter\njupyter --token\nmc anonymous set\nmc policy set\nredis-cli\n" + "-E" * 9999 + "\n"),
    (
        "a.py",
        "c.ServerApp.token = c.ServerApp.token = b''\nNotebookApp.token = 1e999\nx(argv=argv)\nx(argv=[*a, 1, ''])\n",
    ),
    ("a.yaml", "ServerApp: {token: [], password: {}, ip: null}\nname: 1\nvalue: {}\nauth: []\nbind-addr: 1\n"),
]


@pytest.mark.parametrize(("path", "text"), HOSTILE)
def test_hostile_input_is_survived(path: str, text: str) -> None:
    found(path, text.encode())
