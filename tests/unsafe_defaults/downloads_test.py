"""insecure-download: what it flags, and what only looks like it."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet

URL = '"http://data.acme.dev/x"'
DOWNLOAD_FLAGS = [
    case("requests", "a.py", f"import requests\nrequests.get(»{URL}«)\n"),
    case("alias", "a.py", f"from requests import get as fetch\nfetch(»{URL}«)\n"),
    case("urlretrieve", "a.py", f"from urllib.request import urlretrieve\nurlretrieve(»{URL}«, 'x')\n"),
    case("urlopen of a request", "a.py", f"import urllib.request as r\nr.urlopen(»r.Request({URL})«)\n"),
    case("constant", "a.py", f"import requests\nURL = {URL}\nrequests.get(»URL«, stream=True)\n"),
    case("base", "a.py", "import requests\nBASE = 'http://data.acme.dev/'\nrequests.get(»BASE + name«)\n"),
    case("f-string", "a.py", "import requests\nrequests.get(»f'http://data.acme.dev/{name}'«)\n"),
    case("format", "a.py", "import requests\nrequests.get(»'http://data.acme.dev/{}'.format(x)«)\n"),
    case("percent", "a.py", "import requests\nrequests.get(»'http://data.acme.dev/%s' % x«)\n"),
    case("loop", "a.py", f"import requests\nfor url in ['https://a.b', {URL}]:\n    requests.get(»url«)\n"),
    case("items", "a.py", f"import wget\nURLS = {{'a': {URL}}}\nfor k, v in URLS.items():\n    wget.download(»v«)\n"),
    case("item", "a.py", f"import requests\nURLS = {{'a': {URL}}}\nrequests.get(»URLS[name]«)\n"),
    case("parameter", "a.py", f"def load(url={URL}):\n    urlopen(»url«)\n"),
    case("field", "a.py", f"class A:\n    url = {URL}\n    def load(self):\n        urlopen(»self.url«)\n"),
    case("get_file", "a.py", f"import tensorflow as tf\ntf.keras.utils.get_file('x', »{URL}«)\n"),
    case("get_file origin", "a.py", f"get_file('x', origin=»{URL}«)\n"),
    case("torch", "a.py", f"import torch\ntorch.hub.load_state_dict_from_url(»{URL}«)\n"),
    case("torchvision", "a.py", f"download_and_extract_archive(»{URL}«, root)\n"),
    case("pandas", "a.py", f"import pandas as pd\npd.read_csv(»{URL}«)\n"),
    case("datasets", "a.py", f"load_dataset('csv', data_files=»{{'train': {URL}}}«)\n"),
    case("session", "a.py", f"s = requests.Session()\ns.get(»{URL}«)\n"),
    case("ftp", "a.py", "urlretrieve(»'ftp://data.acme.dev/x'«, 'x')\n"),
    case("endpoint", "a.py", "import os\n»os.environ['HF_ENDPOINT'] = 'http://mirror.acme.dev'«\n"),
    case("wget", "a.sh", "wget -O x »http://data.acme.dev/x«\n"),
    case("curl", "a.sh", "curl -L »http://data.acme.dev/x« -o x\n"),
    case("in quotes", "a.sh", 'curl -L »"http://data.acme.dev/$name"« -o x\n'),
    case("git", "a.sh", "git clone »http://git.acme.dev/x.git«\n"),
    case("key", "a.sh", "wget -qO - »http://apt.acme.dev/key« | apt-key add -\n"),
    case("environment", "a.sh", "export »HF_ENDPOINT=http://mirror.acme.dev«\n"),
    case("RUN", "Dockerfile", "FROM x\nRUN wget »http://data.acme.dev/x«\n"),
    case("ADD", "Dockerfile", "FROM x\nADD »http://data.acme.dev/x« /x\n"),
    case(
        "compose",
        "compose.yml",
        "services:\n  a:\n    image: x\n    environment:\n      »HF_ENDPOINT: http://m.acme.dev«\n",
    ),
    case("workflow", "a.yml", "steps:\n  - run: wget »http://data.acme.dev/x«\n"),
    case("os.system", "a.py", "import os\nos.system('wget »http://data.acme.dev/x«')\n"),
    case("notebook", "a.ipynb", notebook("!wget »http://data.acme.dev/x«\n")),
    case("other cell", "a.ipynb", notebook("import requests as r\nU = 'http://data.acme.dev/x'", "r.get(»U«)")),
    case("-O of curl has no value", "run.sh", "curl -O »http://data.acme.dev/x.zip«; unzip x.zip\n"),
    case("-O of wget has one", "run.sh", "wget -O x.zip »http://data.acme.dev/x.zip«\n"),
    case(
        "file of a host", "a.py", "import urllib.request\nurllib.request.urlretrieve(»'http://data.acme.dev'«, 'x')\n"
    ),
]

DOWNLOAD_QUIET = [
    case(
        "https",
        "a.py",
        "import requests\nrequests.get('https://data.acme.dev/x', headers={'Referer': 'http://a.dev'})\n",
    ),
    case("this machine", "a.py", "import requests\nrequests.get('http://localhost:8000/x')\n"),
    case("loopback", "a.py", "import requests\nrequests.get('http://127.0.0.1/x')\n"),
    case("private", "a.py", "import requests\nrequests.get('http://192.168.1.5:80/x')\n"),
    case("service", "a.py", "import requests\nrequests.get('http://qdrant:6333/x')\n"),
    case("cluster", "a.py", "import requests\nrequests.get('http://model.default.svc.cluster.local/x')\n"),
    case("metadata", "a.py", "import requests\nrequests.get('http://169.254.169.254/latest')\n"),
    case("host of a variable", "a.py", "import requests\nrequests.get(f'http://{host}/x')\n"),
    case("part of a host", "a.py", "import requests\nrequests.get(f'http://api.{host}/x')\n"),
    case("sent", "a.py", "import requests\nrequests.post('http://api.acme.dev/x', json={})\n"),
    case("dictionary", "a.py", "import requests\nnames.get('http://www.w3.org/x')\n"),
    case("namespace", "a.py", "import requests\nNS = 'http://www.w3.org/2000/svg'\n"),
    case("hash", "a.py", "get_file('x', 'http://data.acme.dev/x', file_hash='5ac8')\n"),
    case("md5", "a.py", "download_url('http://data.acme.dev/x', root, 'x', '5ac8')\n"),
    case("proxy", "a.py", "import requests\nrequests.get('https://a.b', proxies={'http': 'http://p.acme.dev'})\n"),
    case("comment", "a.sh", "# wget http://data.acme.dev/x\n"),
    case("shown", "a.sh", "echo wget http://data.acme.dev/x\n"),
    case("source list", "a.sh", 'echo "deb http://apt.acme.dev x main" > /etc/apt/sources.list; curl x\n'),
    case("curl proxy", "a.sh", "curl -x http://p.acme.dev https://data.acme.dev/x\n"),
    case("curl data", "a.sh", "curl -X POST http://api.acme.dev/x -d '{}'\n"),
    case("curl header", "a.sh", "curl -H http://data.acme.dev https://a.b\n"),
    case("curl of a variable", "a.sh", "curl http://$HOST/x\n"),
    case("checked", "a.sh", "wget http://data.acme.dev/x && echo '5ac8  x' | sha256sum -c\n"),
    case("health", "Dockerfile", "FROM x\nHEALTHCHECK CMD curl -f http://localhost:8000/health\n"),
    case("checksum", "Dockerfile", "FROM x\nADD --checksum=sha256:5ac8 http://data.acme.dev/x /x\n"),
    case("label", "Dockerfile", "FROM x\nLABEL url=http://data.acme.dev\nADD x /x\n"),
    case("package", "a.sh", "pip install http://data.acme.dev/x.whl; git status\n"),
    case("metadata in YAML", "a.yml", "homepage: http://data.acme.dev\nrun: git status\n"),
    case("markdown", "a.ipynb", notebook("[markdown]wget http://data.acme.dev/x", "x = 1")),
    case("proxy of curl", "run.sh", "curl -x http://proxy.acme.dev:3128 -O https://data.acme.dev/x\n"),
    case("is there a connection", "a.py", "import requests\nok = requests.get('http://www.acme.dev', timeout=5).ok\n"),
    case("connection of urllib", "a.py", "HOST = 'http://acme.dev/'\nurllib.request.urlopen(HOST, timeout=1)\n"),
]

test_insecure_download_flags = flagging("insecure-download", DOWNLOAD_FLAGS)
test_insecure_download_quiet = quiet("insecure-download", DOWNLOAD_QUIET)
