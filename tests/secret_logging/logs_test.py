"""Secrets in prints, logs, exceptions, trackers, checkpoints and the outputs of commands."""

from __future__ import annotations

import pytest

from labcoat.core.secret_identifiers import is_secret_identifier, is_secret_variable
from tests.cases import notebook
from tests.tables import case, flagging, quiet

SECRET_IN_LOG_FLAGS = [
    case("something-there", "a.py", 'if api_key:\n    print("key", »api_key«)\nelif not x:\n    print(»api_key«)\n'),
    case("nothing-else", "a.py", 'if not api_key:\n    print("none")\nelse:\n    print("key", »api_key«)\n'),
    case("last words", "a.py", 'import sys\nsys.exit(f"no login for {user}: {»password«}")\n'),
    case("format-literal", "a.py", "print('{password}'.format(password=»'Xq7Lm92zTT'«))\n"),
    case("named-on-the-way", "a.py", "print((»api_key« := 'Xq7Lm92zTT'))\n"),
    case("session", "a.py", 'print("token", »info.session_token«)\n'),
    case("look-up", "a.py", "print(f'key = {»context.get_secret(\"ACCESS_KEY\")«}')\n"),
    case("key-vault", "a.py", 'secret = client.get_secret("db")\nprint(»secret.value«)\n'),
    case("print", "a.py", "print(»api_key«)\n"),
    case("f-string", "a.py", 'print(f"Using key {»OPENAI_API_KEY«}")\n'),
    case("f-string-equals", "a.py", 'print(f"{»password«=}")\n'),
    case("percent", "a.py", 'print("key %s" % »api_key«)\n'),
    case("percent-tuple", "a.py", 'print("%s:%s" % (user, »password«))\n'),
    case("format", "a.py", 'print("key {}".format(»settings.openai_api_key«))\n'),
    case("format-keyword", "a.py", 'print("key {k}".format(k=»api_key«))\n'),
    case("concatenated", "a.py", 'print("key: " + »self.client_secret«)\n'),
    case("two-lines", "a.py", 'print(\n    "key",\n    »hf_token«,\n)\n'),
    case("environ", "a.py", 'import os\nprint(»os.environ["HF_TOKEN"]«)\n'),
    case("getenv", "a.py", 'import os\nprint(»os.getenv("OPENAI_API_KEY")«)\n'),
    case("read-before", "a.py", 'import os\nkey = os.environ.get("OPENAI_API_KEY")\nprint("key is", »key«)\n'),
    case("text-before", "a.py", 'message = f"password is {password}"\nprint(»message«)\n'),
    case("item", "a.py", 'print(»config["api_key"]«)\n'),
    case("item-get", "a.py", 'print(»config.get("client_secret")«)\n'),
    case("pydantic", "a.py", "print(»settings.api_key«.get_secret_value())\n"),
    case("logging", "a.py", 'import logging\nlogging.info("token %s", »access_token«)\n'),
    case("logger", "a.py", 'logger.debug("connecting with %s", »db_password«)\n'),
    case("own-logger", "a.py", 'self.logger.error(f"denied: {»api_key«}")\n'),
    case("loguru", "a.py", 'from loguru import logger\nlogger.success("{}", »api_key«)\n'),
    case("warnings", "a.py", 'import warnings\nwarnings.warn(f"old key {»api_key«}")\n'),
    case("exception", "a.py", 'raise ValueError(f"Invalid key: {»api_key«}")\n'),
    case("exception-detail", "a.py", 'raise HTTPException(status_code=401, detail=f"no {»password«}")\n'),
    case("stdout", "a.py", "import sys\nsys.stdout.write(»secret_key«)\n"),
    case("streamlit", "a.py", "import streamlit as st\nst.write(»api_key«)\n"),
    case("rich", "a.py", "from rich import print\nprint(»api_key«)\n"),
    case("console", "a.py", "from rich.console import Console\nconsole = Console()\nconsole.print(»api_key«)\n"),
    case("click", "a.py", 'import click\nclick.echo(f"{»password«}")\n'),
    case("typer", "a.py", "import typer\ntyper.echo(»password«)\n"),
    case("tqdm", "a.py", "from tqdm import tqdm\ntqdm.write(»api_key«)\n"),
    case("prompt", "a.py", 'from getpass import getpass\nprint("password:", »getpass()«)\n'),
    case("dictionary", "a.py", 'print({»"api_key"«: value, "lr": 1})\n'),
    case("mlflow-param", "a.py", 'import mlflow\nmlflow.log_param(»"api_key"«, key)\n'),
    case("mlflow-params", "a.py", 'import mlflow\nmlflow.log_params({"lr": 1, »"api_key"«: key})\n'),
    case("mlflow-named", "a.py", 'import mlflow\nparams = {"api_key": key}\nmlflow.log_params(»params«)\n'),
    case("wandb-init", "a.py", 'import wandb\nwandb.init(project="x", config={»"api_key"«: key})\n'),
    case("wandb-update", "a.py", 'import wandb\nwandb.config.update({»"hf_token"«: key})\n'),
    case("wandb-item", "a.py", 'import wandb\nwandb.config[»"api_key"«] = key\n'),
    case("wandb-attribute", "a.py", "import wandb\n»wandb.config.api_key« = key\n"),
    case("wandb-log", "a.py", 'import wandb\nwandb.log({»"password"«: password})\n'),
    case("comet", "a.py", 'experiment.log_parameter(»"api_key"«, key)\n'),
    case("comet-many", "a.py", 'experiment.log_parameters({»"api_key"«: key})\n'),
    case("neptune", "a.py", 'run[»"parameters/api_key"«] = key\n'),
    case("neptune-many", "a.py", 'run["parameters"] = {»"api_key"«: key}\n'),
    case("tensorboard", "a.py", 'writer.add_text("config", f"key {»api_key«}")\n'),
    case("hparams", "a.py", 'writer.add_hparams({»"api_key"«: key}, {})\n'),
    case("clearml", "a.py", 'task.connect({»"password"«: value})\n'),
    case("torch-save", "a.py", 'import torch\ntorch.save({"model": m, »"api_key"«: key}, "a.pt")\n'),
    case("json-dump", "a.py", 'import json\njson.dump({"lr": 1, »"api_key"«: key}, open("run.json", "w"))\n'),
    case("yaml-dump", "a.py", 'import yaml\nyaml.dump({»"password"«: value}, file)\n'),
    case("pickle-dump", "a.py", 'import pickle\npickle.dump({»"password"«: value}, file)\n'),
    case("last-name", "a.ipynb", notebook("»api_key«")),
    case("last-item", "a.ipynb", notebook("import os\n»os.environ['HF_TOKEN']«")),
    case("display", "a.ipynb", notebook("display(»api_key«)")),
    case("userdata", "a.ipynb", notebook("from google.colab import userdata\nprint(»userdata.get('HF_TOKEN')«)")),
    case("echo-line", "a.ipynb", notebook("!echo »$OPENAI_API_KEY«")),
    case("echo-python", "a.ipynb", notebook("!echo »{api_key}«")),
    case("env-shows", "a.ipynb", notebook("%env »HF_TOKEN«")),
    case("printenv", "a.ipynb", notebook("!printenv »HF_TOKEN«")),
    case("system", "a.py", 'import os\nos.system(f"echo »{api_key}«")\n'),
    case("echo", "a.sh", 'echo »$OPENAI_API_KEY«\necho »"token: ${HF_TOKEN}"«\nprintf »"%s $DB_PASSWORD"« >&2\n'),
    case("any-token", "a.sh", 'echo »"$ACME_TOKEN"«\n'),
    case("tee", "a.sh", 'echo »"$API_KEY"« | tee -a build.log\n'),
    case("traced", "a.sh", "set »-ex«\ndocker login -u me -p $DOCKER_PASSWORD\n"),
    case("traced-xtrace", "a.sh", 'set -o »xtrace«\ncurl -H "Authorization: Bearer $API_TOKEN" https://x\n'),
    case("searched", "a.sh", "»env« | grep TOKEN\n"),
    case("workflow", ".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n      - run: echo »$HF_TOKEN«\n"),
    case(
        "masked",
        ".github/workflows/a.yml",
        'jobs:\n  a:\n    steps:\n      - run: echo »"${{ secrets.KEY }}"« # SECRET\n',
    ),
    case("all-of-streamlit", "a.py", "import streamlit as st\nst.write(»st.secrets«)\n"),
    case("python-2", "a.py", "print »api_key«\nprint 'key:', »config.password«\n"),
    case("telegram", "a.py", "print(»telegram_token«)\n"),
    case("makefile", "Makefile", "show:\n\t@echo »$(API_KEY)«\n\techo »$$HF_TOKEN«\n"),
    case("dockerfile", "Dockerfile", "FROM x\nARG HF_TOKEN\nRUN echo »$HF_TOKEN«\n"),
]
SECRET_IN_LOG_QUIET = [
    case("nothing-there", "a.py", 'if len(api_key) == 0:\n    raise ValueError(f"no key: {api_key}")\n'),
    case("nothing-there-either", "a.py", 'if not api_key:\n    print("no key", api_key)\n'),
    case("path", "a.py", 'signing_key = folder / "signing.key"\nprint(f"missing: {signing_key}")\n'),
    case("path-given", "a.py", 'def f(private_key: Path):\n    print(f"missing: {private_key}")\n'),
    case(
        "last words",
        "a.py",
        'import sys\nsys.exit("no password")\nsys.exit(main(password))\nsys.exit(bool(password))\n',
    ),
    case("request", "a.py", 'secretToken = event["ClientRequestToken"]\nprint("version", secretToken)\n'),
    case("task", "a.py", 'import os\ntask_token = os.environ["TASK_TOKEN"]\nprint("task", task_token)\n'),
    case("next-page", "a.sh", 'echo "$NEXT_PAGE_TOKEN $CONTINUATION_TOKEN"\n'),
    case("look-up-of-setting", "a.py", 'print(context.get_secret("LOG_LEVEL"))\n'),
    case("members", "a.py", "for secret in Secret:\n    print(secret.value)\n"),
    case(
        "file-of-credentials",
        "a.py",
        'import json\nwith open(creds_file, "w") as f:\n    json.dump({"password": password}, f)\n',
    ),
    case("tokens", "a.py", "print(token, tokens, tokenizer, eos_token, pad_token, token_id, num_tokens, next_token)\n"),
    case("keys", "a.py", "for key, value in d.items():\n    print(key, keys, public_key, primary_key, cache_key)\n"),
    case("usage", "a.py", "print(response.usage.total_tokens, response.usage.token)\n"),
    case("about", "a.py", "print(password_file, api_key_name, has_api_key, config.password_policy, secret_name)\n"),
    case("length", "a.py", "print(len(api_key))\n"),
    case("is-set", "a.py", "print(bool(api_key), api_key is not None, not api_key)\n"),
    case("either", "a.py", 'print("set" if api_key else "not set")\nprint(api_key and "set")\n'),
    case("first", "a.py", 'print(api_key[:4] + "...")\nprint(f"{api_key[-4:]}", f"{api_key:.4}")\n'),
    case("masked", "a.py", 'print(mask(api_key), redact(password))\nprint("*" * len(api_key))\n'),
    case("hashed", "a.py", "print(hashlib.sha256(api_key.encode()).hexdigest())\n"),
    case("masked-before", "a.py", "api_key = mask(api_key)\nprint(api_key)\n"),
    case("cut-before", "a.py", 'shown_password = password[:2] + "***"\nprint(shown_password)\n'),
    case("name-only", "a.py", 'print("OPENAI_API_KEY is not set")\nraise ValueError("set api_key")\n'),
    case("name-constant", "a.py", 'API_KEY = "OPENAI_API_KEY"\nraise KeyError(f"{API_KEY} is missing")\n'),
    case("type", "a.py", "print(type(api_key))\n"),
    case("assertion", "a.py", 'assert api_key, "no api_key"\n'),
    case("flag", "a.py", "def f(password: bool):\n    print(password)\n"),
    case("masked-type", "a.py", "def f(api_key: SecretStr):\n    print(api_key)\n"),
    case("dictionary-flag", "a.py", 'print({"api_key": bool(api_key), "password": None, "secret": "***"})\n'),
    case("schema", "a.py", 'print({"password": str, "api_key": {"type": "string"}})\n'),
    case("enumeration", "a.py", "print(AuthType.API_KEY, ErrorCode.INVALID_API_KEY)\n"),
    case("fake", "a.py", "print(fake_api_key, dummy_password, mock_secret)\n"),
    case("other-log", "a.py", "math.log(api_key)\nself.log('loss', password)\nnp.exp(secret_key)\n"),
    case("into-file", "a.py", "print(password, file=credentials_file)\n"),
    case(
        "credential-file",
        "a.py",
        'import json\nwith open("kaggle.json", "w") as f:\n    json.dump({"api_key": k}, f)\n',
    ),
    case("request", "a.py", 'requests.post(url, data=json.dumps({"password": password}))\n'),
    case("client", "a.py", 'client = OpenAI(api_key=api_key)\nos.environ["OPENAI_API_KEY"] = api_key\n'),
    case("prompt", "a.py", 'password = getpass("password: ")\nprint("Enter password:")\n'),
    case("set-env", "a.ipynb", notebook("_set_env('OPENAI_API_KEY')")),
    case("set-in-magic", "a.ipynb", notebook("%env OPENAI_API_KEY=YOUR_API_KEY", "%env HF_TOKEN=my_hf_token")),
    case("semicolon", "a.ipynb", notebook("api_key;", "x = api_key", "OpenAI(api_key=api_key)")),
    case("markdown", "a.ipynb", notebook("[markdown] print(api_key)", "1")),
    case("parameters", "a.py", 'mlflow.log_params({"max_tokens": 5, "token": t, "key": k})\n'),
    case("name-of-a-secret", "a.py", 'raise NotFound(f"Secret {secret} not found")\n'),
    case("objects", "a.py", "for _, secret in found:\n    print(secret)\nprint(credentials.project_id)\n"),
    case("deleted", "a.py", 'config = {"api_key": k}\nconfig.pop("api_key")\nwandb.init(config=config)\n'),
    case("login", "a.sh", "echo $DOCKER_PASSWORD | docker login -u me --password-stdin\n"),
    case("file", "a.sh", 'echo "$KAGGLE_KEY_SECRET" > ~/.kaggle/kaggle.json\necho "T=$HF_TOKEN" >> $GITHUB_ENV\n'),
    case("block", "a.sh", '{\n  echo "password $DB_PASSWORD"\n} > ~/.netrc\n'),
    case("expansions", "a.sh", "echo ${HF_TOKEN:0:4} ${#HF_TOKEN} ${HF_TOKEN:+set}\necho \\$HF_TOKEN '$HF_TOKEN'\n"),
    case("captured", "a.sh", 'encoded=$(echo -n "$API_KEY" | base64)\n'),
    case("mask-command", "a.sh", 'echo "::add-mask::$API_KEY"\n'),
    case("model-token", "a.sh", 'echo "$MAX_TOKENS $TOKEN $EOS_TOKEN $TOKENIZER $PUBLIC_KEY"\n'),
    case("untraced", "a.sh", "set -ex\npip install x\nset +x\ncurl -u me:$PASSWORD https://x\n"),
    case("not-traced", "a.sh", "set -e\ncurl -u me:$PASSWORD https://x\n"),
    case("traced-names", "a.sh", "set -x\necho '$HF_TOKEN' \\$API_KEY\n"),
    case("python-captured", "a.sh", "X=$(python -c 'import os; print(os.environ[\"HF_TOKEN\"])')\n"),
    case("google-file", "a.sh", "echo $GOOGLE_APPLICATION_CREDENTIALS $secret\n"),
    case("help", ".github/workflows/a.yml", "jobs:\n  a:\n    name: echo $HF_TOKEN\n"),
]
NAMES = "api_key OPENAI_API_KEY dbPassword hf_token AWS_SECRET_ACCESS_KEY client_secret userPwd2 api_keys".split()
OTHERS = (
    "token tokens tokenizer eos_token key keys public_key primary_key password_file api_key_name has_api_key key_dim "
    "num_key_value_heads pwd cache_key secretary secret_name invalid_api_key user_token"
).split()

test_secret_flags = flagging("secret-in-log", SECRET_IN_LOG_FLAGS)
test_secret_quiet = quiet("secret-in-log", SECRET_IN_LOG_QUIET)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_secrets(name: str) -> None:
    assert is_secret_identifier(name)


@pytest.mark.parametrize("name", [*OTHERS, "", "_", "a" * 200 + "_api_key", "pässword_é"])
def test_other_names(name: str) -> None:
    assert not is_secret_identifier(name)


def test_variables_of_the_environment() -> None:
    assert is_secret_variable("ACME_TOKEN")
    assert not is_secret_variable("EOS_TOKEN")
    assert not is_secret_variable("TOKEN")
