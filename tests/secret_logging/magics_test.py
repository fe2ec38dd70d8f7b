"""Keys that are typed into magics, shell lines and logins; and that none of them is shown by a report."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from labcoat.cli import main
from tests.cases import notebook
from tests.tables import case, flagging, quiet

if TYPE_CHECKING:
    from pathlib import Path

WANDB = "".join(random.Random(5).choices("0123456789abcdef", k=40))
HUB = "hf_" + "".join(random.Random(6).choices("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ", k=34))
OPEN_AI = "sk-" + "".join(random.Random(7).choices("abcdefghijkmnpqrstuvwxyz0123456789", k=48))
PASSWORD = "hunter" + "22"
IMPORT = "from huggingface_hub import login\n"
SECRET_IN_MAGIC_FLAGS = [
    case("env", "a.ipynb", notebook(f"%env »OPENAI_API_KEY={OPEN_AI}«")),
    case("env-blank", "a.ipynb", notebook(f"%env »HF_TOKEN {HUB}«")),
    case("env-blanks", "a.ipynb", notebook(f"%env »WANDB_API_KEY = {WANDB}«")),
    case("env-short", "a.ipynb", notebook("%env »HF_TOKEN xyz«")),
    case("env-quotes", "a.ipynb", notebook(f"%env »DB_PASSWORD='{PASSWORD}'«")),
    case("set-env", "a.ipynb", notebook(f"import os\n%set_env »ACME_TOKEN={PASSWORD}«\nx = 1")),
    case("run-line-magic", "a.py", f"get_ipython().run_line_magic('env', '»HF_TOKEN={HUB}«')\n"),
    case("export", "a.ipynb", notebook(f"!export »WANDB_API_KEY={WANDB}«")),
    case("for-one-command", "a.ipynb", notebook(f"!»WANDB_API_KEY={WANDB}« python train.py")),
    case("bash-cell", "a.ipynb", notebook(f"%%bash\nexport »HF_TOKEN={HUB}«\npython a.py")),
    case("bash-cell-variable", "a.ipynb", notebook(f"%%bash\n»HF_TOKEN={HUB}«\npython a.py")),
    case("wandb-line", "a.ipynb", notebook(f"!wandb login »{WANDB}«")),
    case("wandb-relogin", "a.ipynb", notebook(f"!wandb login --relogin »{WANDB}«")),
    case("wandb-script", "a.sh", f"wandb login »{WANDB}«\n"),
    case("wandb-dockerfile", "Dockerfile", f"FROM x\nRUN wandb login »{WANDB}«\n"),
    case("wandb-system", "a.py", f'import os\nos.system("wandb login »{WANDB}«")\n'),
    case("hub-line", "a.ipynb", notebook(f"!huggingface-cli login »--token {HUB}«")),
    case("hub-equals", "a.ipynb", notebook(f"!huggingface-cli login »--token={HUB}« --add-to-git-credential")),
    case("hf-line", "a.ipynb", notebook(f"!hf auth login »--token {HUB}«")),
    case("ngrok", "a.ipynb", notebook(f"!ngrok authtoken »{PASSWORD}1234«")),
    case("ngrok-config", "a.ipynb", notebook(f"!ngrok config add-authtoken »{PASSWORD}1234«")),
    case("docker", "a.sh", f"docker login -u me »-p {PASSWORD}«\n"),
    case("wandb-call", "a.py", f'import wandb\nwandb.login(»key="{WANDB}"«)\n'),
    case("wandb-constant", "a.py", f'import wandb\nKEY = "{WANDB}"\nwandb.login(»key=KEY«)\n'),
    case("hub-call", "a.ipynb", notebook(IMPORT + f"login(»token='{HUB}'«)")),
    case("hub-position", "a.ipynb", notebook(IMPORT + f"login(»'{HUB}'«)")),
    case("hub-module", "a.py", f"import huggingface_hub\nhuggingface_hub.login(»'{HUB}'«)\n"),
    case("comet", "a.py", f'import comet_ml\ncomet_ml.login(»api_key="{WANDB}"«)\n'),
    case("ngrok-call", "a.py", f"from pyngrok import ngrok\nngrok.set_auth_token(»'{WANDB}'«)\n"),
    case("roboflow", "a.ipynb", notebook(f"from roboflow import Roboflow\nrf = Roboflow(»api_key='{WANDB}'«)")),
]
SECRET_IN_MAGIC_QUIET = [
    case("everybody knows it", "nb.ipynb", notebook("%env AWS_SECRET_ACCESS_KEY=minioadmin")),
    case("place-after-prefix", "a.ipynb", notebook("%env OPENAI_API_KEY=sk-<OPENAI KEY>")),
    case("anonymous", "a.ipynb", notebook("%env NEPTUNE_API_TOKEN=ANONYMOUS")),
    case("variable", "a.ipynb", notebook("%env HF_TOKEN=$HF_TOKEN", "%env HF_TOKEN={token}", "%env HF_TOKEN $OTHER")),
    case("empty", "a.ipynb", notebook("%env OPENAI_API_KEY=", "%env OPENAI_API_KEY=''")),
    case(
        "placeholder", "a.ipynb", notebook("%env OPENAI_API_KEY=your-key", "%env HF_TOKEN=<token>", "%env HF_TOKEN=xxx")
    ),
    case("dots", "a.ipynb", notebook("%env OPENAI_API_KEY=sk-...", "%env NVIDIA_API_KEY=nvapi-******")),
    case("name-as-value", "a.ipynb", notebook("%env OPENAI_API_KEY=OPENAI_API_KEY", "!wandb login API_KEY")),
    case("no-secret", "a.ipynb", notebook("%env CUDA_VISIBLE_DEVICES=0", "%env TOKENIZERS_PARALLELISM=false")),
    case("model-vocabulary", "a.ipynb", notebook("%env MAX_TOKENS=512", "%env EOS_TOKEN=</s>", "%set_env KEYS=a")),
    case("files", "a.ipynb", notebook("%env GOOGLE_APPLICATION_CREDENTIALS_FILE=/a.json", "%env PASSWORD_FILE=/x")),
    case(
        "prompts",
        "a.ipynb",
        notebook("!wandb login", "!huggingface-cli login", "!hf auth login", "!wandb login --relogin"),
    ),
    case("notebook-login", "a.ipynb", notebook("from huggingface_hub import notebook_login\nnotebook_login()")),
    case(
        "read",
        "a.ipynb",
        notebook(IMPORT + "login(token=os.environ['HF_TOKEN'])\nlogin(userdata.get('HF_TOKEN'))\nlogin()"),
    ),
    case("wandb-read", "a.py", "import wandb\nwandb.login(key=key)\nwandb.login()\nwandb.login(key=None)\n"),
    case("line-variable", "a.ipynb", notebook("!wandb login $WANDB_API_KEY", "!hf auth login --token {token}")),
    case("template", "a.ipynb", notebook("!huggingface-cli login --token <YOUR HF TOKEN>")),
    case("host", "a.ipynb", notebook("!wandb login --host https://wandb.example.com", "!wandb login --cloud")),
    case("export-variable", "a.ipynb", notebook("!export API_KEY=$KEY", "!export PATH=/x:$PATH")),
    case("written-file", "a.ipynb", notebook(f"%%writefile run.sh\nexport HF_TOKEN={HUB}")),
    case("script-export", "a.sh", f"export HF_TOKEN={HUB}\n"),
    case("stdin", "a.sh", "docker login -u me --password-stdin\ngh auth login --with-token < f\n"),
    case("other-login", "a.py", 'smtp.login("me", "pw")\nclient.login("someone")\nlogin("someone")\n'),
    case("assignment", "a.py", f'import os\nos.environ["HF_TOKEN"] = "{HUB}"\n'),
    case("client", "a.py", f'client = OpenAI(api_key="{OPEN_AI}")\n'),
    case("placeholder-call", "a.py", IMPORT + 'login(token="hf_...")\nlogin("<your token>")\nlogin("read_token")\n'),
    case("prose", "a.py", '"""%env OPENAI_API_KEY=sk-1, or wandb login abc"""\nprint("run wandb login abc")\n'),
    case("markdown", "a.ipynb", notebook(f"[markdown] %env HF_TOKEN={PASSWORD}", "x = 1")),
    case("echo", "a.sh", "echo wandb login abcdef0123\n# wandb login abcdef0123\n"),
]

test_magic_flags = flagging("secret-in-magic", SECRET_IN_MAGIC_FLAGS)
test_magic_quiet = quiet("secret-in-magic", SECRET_IN_MAGIC_QUIET)


@pytest.mark.parametrize("format_", ["text", "json", "concise", "github", "sarif", "gitlab", "junit"])
def test_no_report_shows_a_key(format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = (
        f"%env ACME_TOKEN={PASSWORD}",
        f"%env HF_TOKEN {HUB}",
        f"%set_env HF_TOKEN  x\t{PASSWORD}",
        f"!export DB_PASSWORD='{PASSWORD}'",
        f"!wandb login {WANDB}",
        f"import wandb\nwandb.login(key='{WANDB}')",
        f"import mlflow\nmlflow.log_param('password', '{PASSWORD}')",
    )
    (tmp_path / "a.ipynb").write_text(notebook(*cells))
    main(["check", "--select", "secret-logging", "--format", format_, "--no-baseline", str(tmp_path)])
    shown = capsys.readouterr().out
    assert shown.count("secret-in-magic") >= 5
    assert not [key for key in (WANDB, HUB, PASSWORD) if key in shown or json.dumps(key)[1:-1] in shown]
