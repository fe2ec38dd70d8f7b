"""wildcard-cors: servers that answer any website."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet

FAST = "from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\napp = FastAPI()\n"
FLASK = "from flask import Flask\nfrom flask_cors import CORS, cross_origin\napp = Flask(__name__)\n"
WILDCARD_CORS_FLAGS = [
    case("fastapi", "a.py", f"{FAST}app.add_middleware(CORSMiddleware, »allow_origins=['*']«)\n"),
    case(
        "lines",
        "a.py",
        f"{FAST}app.add_middleware(\n    CORSMiddleware,\n    »allow_origins=['*']«,\n    allow_credentials=True,\n)\n",
    ),
    case("name", "a.py", f"{FAST}origins = ['*']\napp.add_middleware(CORSMiddleware, »allow_origins=origins«)\n"),
    case("regex", "a.py", f"{FAST}app.add_middleware(CORSMiddleware, »allow_origin_regex='.*'«)\n"),
    case("among", "a.py", f"{FAST}app.add_middleware(CORSMiddleware, »allow_origins=['http://localhost', '*']«)\n"),
    case("middleware", "a.py", "middleware = [Middleware(CORSMiddleware, »allow_origins=['*']«)]\n"),
    case("wrapped", "a.py", "app = CORSMiddleware(app, »allow_origins=('*',)«)\n"),
    case(
        "dictionary",
        "a.py",
        f"{FAST}options = {{»'allow_origins': ['*']«}}\napp.add_middleware(CORSMiddleware, **options)\n",
    ),
    case("flask", "a.py", f"{FLASK}CORS(app, »origins='*'«)\n"),
    case("flask-list", "a.py", f"{FLASK}CORS(app, »origins=['*']«, supports_credentials=True)\n"),
    case("flask-default", "a.py", f"{FLASK}»CORS«(app)\n"),
    case("flask-resources", "a.py", f"{FLASK}CORS(app, »resources={{r'/*': {{'origins': '*'}}}}«)\n"),
    case("flask-resource-list", "a.py", f"{FLASK}CORS(app, »resources={{r'/api/*': {{'origins': ['*']}}}}«)\n"),
    case("cross-origin", "a.py", f"{FLASK}@app.route('/')\n@cross_origin(»origin='*'«)\ndef f(): ...\n"),
    case("header", "a.py", "»response.headers['Access-Control-Allow-Origin'] = '*'«\n"),
    case("header-add", "a.py", "response.headers.add(»'Access-Control-Allow-Origin', '*'«)\n"),
    case(
        "header-tornado",
        "a.py",
        "class A(RequestHandler):\n    def f(self):\n        self.set_header(»'Access-Control-Allow-Origin', '*'«)\n",
    ),
    case("header-dict", "a.py", "def f():\n    return Response(x, headers={»'Access-Control-Allow-Origin': '*'«})\n"),
    case(
        "lambda",
        "a.py",
        "def handler(e, c):\n    return {'statusCode': 200, 'headers': {»'Access-Control-Allow-Origin': '*'«}}\n",
    ),
    case("socketio", "a.py", "import socketio\nsio = socketio.AsyncServer(»cors_allowed_origins='*'«)\n"),
    case("socketio-list", "a.py", "sio = SocketIO(app, »cors_allowed_origins=['*']«)\n"),
    case("bokeh", "a.py", "server = Server(app, »allow_websocket_origin=['*']«)\n"),
    case(
        "aiohttp",
        "a.py",
        "import aiohttp_cors as c\nc.setup(app, defaults={»'*'«: c.ResourceOptions(allow_credentials=True)})\n",
    ),
    case(
        "jupyter",
        "jupyter_server_config.py",
        "»c.ServerApp.allow_origin = '*'«\n»c.NotebookApp.allow_origin_pat = '.*'«\n",
    ),
    case("jupyter-json", "jupyter_server_config.json", '{"ServerApp": {»"allow_origin": "*«"}}\n'),
    case("django", "settings.py", "»CORS_ALLOW_ALL_ORIGINS = True«\n»CORS_ORIGIN_ALLOW_ALL = True«\n"),
    case(
        "jupyter-option",
        "run.sh",
        "jupyter lab »--ServerApp.allow_origin='*'«\njupyter notebook »--NotebookApp.allow_origin=*«\n",
    ),
    case(
        "bang",
        "a.ipynb",
        notebook("!jupyter lab »--ServerApp.allow_origin='*'« &\n!bokeh serve a.py »--allow-websocket-origin=*«"),
    ),
    case("vllm", "run.sh", "vllm serve m »--allowed-origins '[\"*\"]'« --allow-credentials\n"),
    case("mlflow", "run.sh", 'mlflow server »--cors-allowed-origins "*"«\n'),
    case("tgi", "run.sh", "text-generation-launcher »--cors-allow-origin '*'«\n"),
    case(
        "comfy", "run.sh", "python main.py »--enable-cors-header«\npython main.py »--enable-cors-header '*'« --listen\n"
    ),
    case(
        "streamlit",
        "run.sh",
        "streamlit run a.py »--server.enableCORS=false«\nstreamlit run a.py »--server.enableCORS false«\n",
    ),
    case("streamlit-toml", ".streamlit/config.toml", "[server]\n»enableCORS = false«\n"),
    case("ollama", "run.sh", "export »OLLAMA_ORIGINS=*«\n»OLLAMA_ORIGINS='*'« ollama serve\n"),
    case("ollama-docker", "Dockerfile", "FROM ollama/ollama:0.5\nENV »OLLAMA_ORIGINS=*«\n"),
    case(
        "ollama-compose",
        "compose.yaml",
        "services:\n  a:\n    image: a\n    environment:\n      - »OLLAMA_ORIGINS=*«\n",
    ),
    case("ollama-python", "a.py", "import os\n»os.environ['OLLAMA_ORIGINS'] = '*'«\n"),
    case("torchserve", "config.properties", "»cors_allowed_origin=*«\n"),
    case("nginx", "nginx.conf", "server {\n  add_header »'Access-Control-Allow-Origin' '*'« always;\n}\n"),
    case("chroma", "a.yaml", "env:\n  - name: CHROMA_SERVER_CORS_ALLOW_ORIGINS\n    »value: '[\"*\"]«'\n"),
    case("ingress", "a.yaml", 'metadata:\n  annotations:\n    »nginx.ingress.kubernetes.io/cors-allow-origin: "*«"\n'),
    case("yaml-list", "config.yaml", 'server:\n  allow_origins:\n    - »"*"«\n'.replace('»"*"«', '"»*«"')),
]
WILDCARD_CORS_QUIET = [
    case(
        "origins",
        "a.py",
        f"{FAST}app.add_middleware(CORSMiddleware, allow_origins=['https://a.org'], allow_methods=['*'])\n",
    ),
    case("unknown", "a.py", f"{FAST}app.add_middleware(CORSMiddleware, allow_origins=settings.origins)\n"),
    case(
        "local",
        "a.py",
        f"{FAST}origins = ['http://localhost:3000']\napp.add_middleware(CORSMiddleware, allow_origins=origins)\n",
    ),
    case("parameter", "a.py", "def make(allow_origins=None):\n    CORSMiddleware(app, allow_origins=allow_origins)\n"),
    case("headers", "a.py", f"{FAST}app.add_middleware(CORSMiddleware, allow_headers=['*'], allow_origins=[])\n"),
    case(
        "flask-origins",
        "a.py",
        f"{FLASK}CORS(app, origins=['https://a.org'])\nCORS(app, resources={{'/*': {{'origins': 'https://a.org'}}}})\n",
    ),
    case("flask-config", "a.py", f"{FLASK}app.config['CORS_ORIGINS'] = 'https://a.org'\nCORS(app)\n"),
    case("flask-unknown", "a.py", f"{FLASK}CORS(app, origins=ORIGINS)\nCORS(app, **options)\n"),
    case("other-cors", "a.py", "from mine import CORS\nCORS(app)\n"),
    case("request", "a.py", "import requests\nrequests.get(url, headers={'Access-Control-Allow-Origin': '*'})\n"),
    case(
        "request-name",
        "a.py",
        "import requests\nh = {'Access-Control-Allow-Origin': '*'}\nrequests.post(url, headers=h)\n",
    ),
    case(
        "header-origin",
        "a.py",
        "response.headers['Access-Control-Allow-Origin'] = origin\nr.headers.add('Access-Control-Allow-Origin', 'https://a.org')\n",
    ),
    case("header-other", "a.py", "response.headers['Access-Control-Allow-Headers'] = '*'\n"),
    case(
        "compared",
        "a.py",
        "assert response.headers['Access-Control-Allow-Origin'] == '*'\nif allow_origin == '*':\n    pass\n",
    ),
    case(
        "socketio",
        "a.py",
        "sio = socketio.AsyncServer(cors_allowed_origins='https://a.org')\nb = SocketIO(cors_allowed_origins=[])\n",
    ),
    case(
        "jupyter",
        "jupyter_server_config.py",
        "c.ServerApp.allow_origin = 'https://a.org'\n# c.ServerApp.allow_origin = '*'\n",
    ),
    case(
        "django",
        "settings.py",
        "CORS_ALLOW_ALL_ORIGINS = False\nCORS_ORIGIN_ALLOW_ALL = DEBUG_ORIGINS\nALLOWED_HOSTS = ['*']\n",
    ),
    case("text", "a.py", '"""Set allow_origins=["*"]."""\nprint("--allow-origin *")\n'),
    case("bucket", "cors.json", '[{"AllowedOrigins": ["*"], "AllowedMethods": ["GET"]}]\n'),
    case(
        "shell",
        "run.sh",
        "export OLLAMA_ORIGINS=a\nOLLAMA_ORIGINS=$ORIGINS ollama serve\nmlflow server --cors-allowed-origins x\n",
    ),
    case("streamlit", "run.sh", "streamlit run a.py --server.enableCORS=true\necho --server.enableCORS=false\n"),
    case("streamlit-toml", ".streamlit/config.toml", "[server]\nenableCORS = true\nenableXsrfProtection = true\n"),
    case(
        "torchserve",
        "config.properties",
        "cors_allowed_origin=https://a.org\n# cors_allowed_origin=*\ncors_allowed_methods=*\n",
    ),
    case(
        "nginx",
        "nginx.conf",
        "add_header Access-Control-Allow-Origin a;\n# add_header Access-Control-Allow-Origin *;\n",
    ),
    case("docs", "README.md", "`CORSMiddleware(allow_origins=['*'])`\n"),
    case("markdown", "a.ipynb", notebook("[markdown]allow_origins=['*']", "# allow_origins=['*']")),
    case("description", "openapi.yaml", "description: set Access-Control-Allow-Origin to *\n"),
]

test_wildcard_cors_flags = flagging("wildcard-cors", WILDCARD_CORS_FLAGS)
test_wildcard_cors_quiet = quiet("wildcard-cors", WILDCARD_CORS_QUIET)
