"""What a variable holds that may be a secret is in no message, help or title: only excerpts are masked."""

from __future__ import annotations

import pytest

from tests.cases import notebook
from tests.pinned_requirements.tables import reported

SECRET = "hunter2" + "Zq9xK"
TEXTS = [
    ("run.sh", f"PASSWORD={SECRET}\npip install https://x.dev/$PASSWORD/foo.zip git+https://x.dev/$PASSWORD\n"),
    ("run.sh", f"API_KEY={SECRET}\npip install $API_KEY reqeusts==$API_KEY --trusted-host $API_KEY y>=1\n"),
    ("run.sh", f"T_TOKEN={SECRET}\npip install --extra-index-url https://$T_TOKEN.dev/simple x>=1\n"),
    ("run.sh", f"pip install git+https://{SECRET}@github.com/o/r --extra-index-url https://u:{SECRET}@a.dev/s x>=1\n"),
    (
        "Dockerfile",
        f"ARG SECRET={SECRET}\nFROM a/$SECRET\nENV AUTH={SECRET}\nRUN pip install $AUTH git+https://h/$AUTH\n",
    ),
    ("compose.yaml", "services:\n  a:\n    image: x/${DB_PASSWORD:-" + SECRET + "}\n  b:\n    image: b\n"),
    (
        "requirements.txt",
        f"-r https://u:{SECRET}@h/r.txt\n--index-url http://u:{SECRET}@h/s\ngit+http://{SECRET}@h/o/r\n",
    ),
    ("nb.ipynb", notebook(f"MY_KEY = '{SECRET}'", "!pip install git+https://h/o/{MY_KEY} $MY_KEY")),
    ("pyproject.toml", f"[[tool.uv.index]]\nurl = 'http://u:{SECRET}@h/s'\n"),
]


@pytest.mark.parametrize(("path", "text"), TEXTS)
def test_no_secret_is_told(path, text):
    findings = reported(path, text, {"notebooks": True})
    assert findings
    told = "\n".join([f"{one.message}\n{one.help}\n{one.excerpt}\n{one.fingerprint}" for one in findings])
    assert SECRET.lower() not in told.lower()
