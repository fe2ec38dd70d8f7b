"""tls-verification-off: what it flags, and what only looks like it."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet, reported

TLS_FLAGS = [
    case("requests", "a.py", "import requests\nrequests.get(url, »verify=False«)\n"),
    case("several lines", "a.py", "import requests\nrequests.post(\n    url,\n    json={},\n    »verify=False«,\n)\n"),
    case("alias", "a.py", "from requests import get as g\nimport requests as s\ns.get(url, »verify=False«)\n"),
    case("session", "a.py", "import requests\ns = requests.Session()\n»s.verify = False«\n"),
    case("own session", "a.py", "class A:\n    def f(self):\n        self._session.get(url, »verify=False«)\n"),
    case("constant", "a.py", "import requests\nVERIFY = False\nrequests.get(url, »verify=VERIFY«)\n"),
    case("dictionary", "a.py", "import requests\nkw = {»'verify'«: False}\nrequests.get(url, **kw)\n"),
    case("partial", "a.py", "import functools, requests\nget = functools.partial(requests.get, »verify=False«)\n"),
    case("httpx", "a.py", "import httpx\nwith httpx.Client(»verify=False«) as c:\n    c.get(url)\n"),
    case("inside OpenAI", "a.py", "import httpx\nOpenAI(http_client=httpx.AsyncClient(»verify=False«))\n"),
    case("boto3", "a.py", "import boto3\nboto3.client('s3', »verify=False«)\n"),
    case("s3fs", "a.py", "S3FileSystem(client_kwargs={»'verify'«: False})\n"),
    case("aiohttp", "a.py", "import aiohttp\naiohttp.TCPConnector(»ssl=False«)\n"),
    case("aiohttp request", "a.py", "async def f(session):\n    await session.get(url, »ssl=False«)  # aiohttp\n"),
    case("verify_ssl", "a.py", "Client(url, »verify_ssl=False«)\n"),
    case("urllib3", "a.py", "import urllib3\nurllib3.PoolManager(»cert_reqs='CERT_NONE'«)\n"),
    case("elasticsearch", "a.py", "Elasticsearch(url, »verify_certs=False«)\n"),
    case("pymongo", "a.py", "MongoClient(url, »tlsAllowInvalidCertificates=True«)\n"),
    case("redis", "a.py", "Redis(host, ssl=True, »ssl_cert_reqs=None«)\n"),
    case("minio", "a.py", "Minio(host, »cert_check=False«)\n"),
    case("snowflake", "a.py", "import snowflake.connector\nsnowflake.connector.connect(»insecure_mode=True«)\n"),
    case("websocket", "a.py", "import ssl\nws.run_forever(sslopt={»'cert_reqs'«: ssl.CERT_NONE})\n"),
    case("context", "a.py", "import ssl\nurlopen(url, context=»ssl._create_unverified_context«())\n"),
    case(
        "default context", "a.py", "import ssl\nssl._create_default_https_context = »ssl._create_unverified_context«\n"
    ),
    case(
        "pair",
        "a.py",
        "import ssl\nc = ssl.create_default_context()\nc.check_hostname = False\n»c.verify_mode = ssl.CERT_NONE«\n",
    ),
    case("host name alone", "a.py", "import ssl\nc = ssl.create_default_context()\n»c.check_hostname = False«\n"),
    case("os.environ", "a.py", "import os\n»os.environ['CURL_CA_BUNDLE'] = ''«\n"),
    case("argument list", "a.py", "import subprocess\nsubprocess.run(['curl', '»-sSLk«', url])\n"),
    case("curl -k", "a.sh", "curl »-k« https://acme.dev/x\n"),
    case("curl group", "a.sh", "curl »-sSLk« https://acme.dev/x\n"),
    case("curl --insecure", "a.sh", "curl »--insecure« https://acme.dev/x\n"),
    case("inside a substitution", "a.sh", 'X="$(curl »-k« https://acme.dev/x)"\n'),
    case("wget", "a.sh", "wget »--no-check-certificate« https://acme.dev/x\n"),
    case("git -c", "a.sh", "git -c »http.sslVerify=false« clone https://acme.dev/x\n"),
    case("git config", "a.sh", "git config --global »http.sslVerify false«\n"),
    case("git variable", "a.sh", "»GIT_SSL_NO_VERIFY=1« git clone https://acme.dev/x\n"),
    case("npm", "a.sh", "npm config set »strict-ssl false«\n"),
    case("aws", "a.sh", "aws s3 ls »--no-verify-ssl«\n"),
    case("kubectl", "a.sh", "kubectl »--insecure-skip-tls-verify« get pods\n"),
    case("helm", "a.sh", "helm install --set »x.tls.insecureSkipVerify=true« y z\n"),
    case("mc", "a.sh", "mc »--insecure« ls\n"),
    case("ENV", "Dockerfile", "FROM x\nENV »PYTHONHTTPSVERIFY=0«\n"),
    case("old ENV", "Dockerfile", "FROM x\nENV »GIT_SSL_NO_VERIFY true«\n"),
    case("RUN", "Dockerfile", "FROM x\nRUN wget »--no-check-certificate« https://acme.dev/x\n"),
    case(
        "compose",
        "compose.yml",
        'services:\n  a:\n    image: x\n    environment:\n      »NODE_TLS_REJECT_UNAUTHORIZED: "0«"\n',
    ),
    case("kubernetes", "a.yaml", 'env:\n  - name: PYTHONHTTPSVERIFY\n    »value: "0«"\n'),
    case("kubeconfig", "a.yaml", "clusters:\n  - cluster:\n      »insecure-skip-tls-verify: true«\n"),
    case("prometheus", "a.yaml", "tls_config:\n  »insecure_skip_verify: true«\n"),
    case("notebook", "a.ipynb", notebook("import requests", "requests.get(url, »verify=False«)")),
    case("notebook command", "a.ipynb", notebook("!wget »--no-check-certificate« https://acme.dev/x\n")),
    case("notebook variable", "a.ipynb", notebook("%env »PYTHONHTTPSVERIFY=0«\n")),
    case("skipSSLVerify", "kafka.json", '{"tls": {»"skipSSLVerify": true«}}\n'),
]

TLS_QUIET = [
    case("checked", "a.py", "import requests\nrequests.get(url, verify=True)\nrequests.get(url, verify='ca.pem')\n"),
    case("option", "a.py", "import requests\nrequests.get(url, verify=not args.insecure)\n"),
    case("asked for", "a.py", "import requests\ns = requests.Session()\nif args.insecure:\n    s.verify = False\n"),
    case(
        "asked by the environment",
        "a.py",
        "s = requests.Session()\nif os.getenv('SKIP_VERIFY'):\n    s.verify = False\n",
    ),
    case(
        "branch",
        "a.py",
        "import requests\nverify = True\nif x:\n    verify = False\nrequests.get(url, verify=verify)\n",
    ),
    case("this machine", "a.py", "import requests\nrequests.get('https://localhost:8443/x', verify=False)\n"),
    case("load_dataset", "a.py", "load_dataset('x', verify=False)\nsnapshot(verify=False)\n"),
    case("image", "a.py", "image.verify(verify=False)\n"),
    case("token", "a.py", "import jwt\njwt.decode(token, verify=False)\n"),
    case("cache", "a.py", "cache.get('x', verify=False)\n"),
    case("database", "a.py", "import aiohttp\nasyncpg.connect(ssl=False)\n"),
    case("server", "a.py", "import ssl\nc = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\nc.verify_mode = ssl.CERT_NONE\n"),
    case("comparison", "a.py", "import ssl\nif c.verify_mode == ssl.CERT_NONE:\n    pass\n"),
    case(
        "chosen",
        "a.py",
        "import ssl\nif o.verify:\n    r = ssl.CERT_REQUIRED\nelse:\n    r = ssl.CERT_NONE\nPoolManager(cert_reqs=r)\n",
    ),
    case("expectation", "a.py", "check(expected={'verify_ssl': False})\n"),
    case("parameter", "a.py", "def get(url, verify_ssl=False):\n    pass\n"),
    case("warnings", "a.py", "import urllib3\nurllib3.disable_warnings()  # verify=False\n"),
    case("help", "a.py", "parser.add_argument('--no-check-certificate', help='curl -k')\n"),
    case("bundle", "a.py", "import os\nos.environ['CURL_CA_BUNDLE'] = '/etc/ca.pem'\n"),
    case("file name", "a.sh", "curl -ok https://acme.dev/x\n"),
    case("header", "a.sh", "curl -H 'x: -k' https://acme.dev/x\n"),
    case("curl this machine", "a.sh", "curl -k https://localhost:8443/x\n"),
    case("shown", "a.sh", 'echo "curl -k https://acme.dev/x"\n'),
    case("off", "a.sh", "kubectl --insecure-skip-tls-verify=false get pods\n"),
    case("searched", "a.sh", "grep -- --no-check-certificate a.sh\n"),
    case("another program", "a.sh", "ls -k; sort -k 2; curl https://acme.dev/x\n"),
    case("conda", "a.sh", "conda config --set ssl_verify false\n"),
    case("pip", "a.sh", "pip install --trusted-host pypi.org x; curl x\n"),
    case("checked git", "a.sh", "git config http.sslVerify true\n"),
    case("argument", "Dockerfile", 'FROM x\nARG CURL_CA_BUNDLE=""\n'),
    case("empty", ".env", "CURL_CA_BUNDLE=\n"),
    case("passed", "compose.yml", "services:\n  a:\n    image: x\n    environment:\n      REQUESTS_CA_BUNDLE:\n"),
    case("checked cluster", "a.yaml", "insecure-skip-tls-verify: false\n"),
    case("markdown", "a.ipynb", notebook("[markdown]requests.get(url, verify=False)", "x = 1")),
    case("bundle that says so", "a.py", "import ssl\nif bundle is False:\n    ctx.verify_mode = ssl.CERT_NONE\n"),
]

test_tls_verification_off_flags = flagging("tls-verification-off", TLS_FLAGS)
test_tls_verification_off_quiet = quiet("tls-verification-off", TLS_QUIET)


def test_code_that_does_not_parse_is_searched_with_less_certainty() -> None:
    text = 'import requests\nprint "x"\nrequests.get(url, verify=False)  # verify=False\n'
    hits = [hit for hit in reported("tls-verification-off", "a.py", text) if hit.rule == "tls-verification-off"]
    assert [(hit.line, hit.column, hit.severity) for hit in hits] == [(3, 19, "medium")]


def test_a_file_of_tests_has_a_lower_severity() -> None:
    text = "import requests\nrequests.get(url, verify=False)\n"
    assert [hit.severity for hit in reported("tls-verification-off", "a_test.py", text)] == ["medium"]
