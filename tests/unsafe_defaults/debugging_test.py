"""debug-server: web servers in debug mode."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet

FLASK = "from flask import Flask\napp = Flask(__name__)\n"
DJANGO = "INSTALLED_APPS = []\nMIDDLEWARE = []\nROOT_URLCONF = 'a.urls'\n"
DEBUG_SERVER_FLAGS = [
    case("flask", "a.py", f"{FLASK}app.run(host='127.0.0.1', »debug=True«)\n"),
    case("positional", "a.py", f"{FLASK}app.run('127.0.0.1', 5000, »True«)\n"),
    case(
        "other-name",
        "a.py",
        "import flask\nweb = flask.Flask('a')\nif __name__ == '__main__':\n    web.run(»debug=True«)\n",
    ),
    case("alias", "a.py", "from flask import Flask as F\nmy = F('a')\nmy.run(\n    port=1,\n    »debug=True«,\n)\n"),
    case("dash", "a.py", "import dash\napp = dash.Dash()\napp.run_server(»debug=True«)\n"),
    case("dash-run", "a.py", "from dash import Dash\nd = Dash()\nd.run(»debug=True«, port=1)\n"),
    case("imported-app", "a.py", "from service import app\napp.run(»debug=True«)\n"),
    case("factory", "a.py", "from service import create_app\napp = create_app()\napp.run(»debug=True«)\n"),
    case("factory-call", "a.py", "from service import create_app\ncreate_app().run(»debug=True«)\n"),
    case("one", "a.py", f"{FLASK}app.run(»debug=1«)\n"),
    case("constant", "a.py", f"{FLASK}DEBUG = True\napp.run(»debug=DEBUG«)\n"),
    case("dictionary", "a.py", f"{FLASK}options = dict(»debug=True«)\napp.run(**options)\n"),
    case("socketio", "a.py", "from flask_socketio import SocketIO\nsio = SocketIO(app)\nsio.run(app, »debug=True«)\n"),
    case("bottle", "a.py", "import bottle\nbottle.run(host='localhost', »debug=True«)\n"),
    case("bottle-run", "a.py", "from bottle import run\nrun(host='localhost', »debug=True«)\n"),
    case("fastapi", "a.py", "from fastapi import FastAPI\napp = FastAPI(»debug=True«, title='a')\n"),
    case("starlette", "a.py", "from starlette.applications import Starlette\napp = Starlette(»debug=True«)\n"),
    case("tornado", "a.py", "import tornado.web\napp = tornado.web.Application([], »debug=True«)\n"),
    case(
        "werkzeug",
        "a.py",
        "from werkzeug.serving import run_simple\nrun_simple('localhost', 1, app, »use_debugger=True«)\n",
    ),
    case(
        "debugged", "a.py", "from werkzeug.debug import DebuggedApplication\nDebuggedApplication(app, »evalex=True«)\n"
    ),
    case("attribute", "a.py", f"{FLASK}»app.debug = True«\n"),
    case("config", "a.py", f"{FLASK}»app.config['DEBUG'] = True«\napp.config.update(»DEBUG=True«)\n"),
    case("django", "site/settings.py", f"{DJANGO}»DEBUG = True«\n"),
    case("cells", "a.ipynb", notebook("from dash import Dash", "viewer = Dash()", "viewer.run(»debug=True«)")),
    case("environ", "a.py", "import os\n»os.environ['FLASK_ENV'] = 'development'«\n"),
    case("shell", "run.sh", "export »FLASK_DEBUG=1«\n»FLASK_ENV=development« flask run\n"),
    case("option", "run.sh", "flask --app a run »--debug«\nflask »--debug« run\npython -m flask run »--debug«\n"),
    case("docker", "Dockerfile", 'FROM python:3.12\nENV »FLASK_ENV=development«\nCMD ["flask", "run", »"--debug"«]\n'),
    case("docker-legacy", "Dockerfile", "FROM python:3.12\nENV »FLASK_DEBUG 1«\n"),
    case("compose", "compose.yaml", "services:\n  a:\n    image: a\n    environment:\n      »FLASK_DEBUG: 1«\n"),
    case(
        "compose-list",
        "compose.yaml",
        "services:\n  a:\n    image: a\n    environment:\n      - »FLASK_ENV=development«\n",
    ),
    case("dot-env", ".env", "»FLASK_DEBUG=true«\n"),
    case("bang", "a.ipynb", notebook("!»FLASK_DEBUG=1« flask run &\n%env »FLASK_ENV=development«")),
]
DEBUG_SERVER_QUIET = [
    case("false", "a.py", f"{FLASK}app.run(debug=False)\napp.run()\napp.debug = False\n"),
    case("argument", "a.py", f"{FLASK}app.run(debug=args.debug)\n"),
    case("environment", "a.py", f"{FLASK}import os\napp.run(debug=os.getenv('FLASK_DEBUG') == '1')\n"),
    case("reload", "a.py", "import uvicorn\nuvicorn.run('a:app', reload=True, log_level='debug')\n"),
    case("gradio", "a.py", "import gradio as gr\ndemo = gr.Blocks()\ndemo.launch(debug=True)\napp = gr.Blocks()\n"),
    case(
        "model",
        "a.py",
        "model.run(debug=True)\npipeline.run(debug=True)\ntrainer.run(debug=True)\nrunner.run(debug=True)\n",
    ),
    case("other-class", "a.py", "from typer import Typer\napp = Typer()\napp.run(debug=True)\n"),
    case("method", "a.py", "class A:\n    def go(self):\n        self.run(debug=True)\nrun(debug=True)\n"),
    case("asyncio", "a.py", "import asyncio\nasyncio.run(main(), debug=True)\n"),
    case("logging", "a.py", "import logging\nlogging.basicConfig(level=logging.DEBUG)\napp.logger.setLevel('DEBUG')\n"),
    case("other-debug", "a.py", "DEBUG = True\nif DEBUG:\n    print('debug run')\nconfig.debug = True\n"),
    case("not-flask", "a.py", "app = Trainer()\napp.debug = True\napp.config['DEBUG'] = True\n"),
    case("class-field", "a.py", "from flask import Flask\nclass Development:\n    DEBUG = True\n"),
    case("django-off", "site/settings.py", f"{DJANGO}DEBUG = False\n"),
    case("django-env", "site/settings.py", f"{DJANGO}DEBUG = os.environ.get('DEBUG') == '1'\n"),
    case(
        "django-dev", "site/settings/dev.py", "from .base import *\nDEBUG = True\nINSTALLED_APPS += ['debug_toolbar']\n"
    ),
    case("comment", "a.py", f"{FLASK}# app.run(debug=True)\nprint('use app.run(debug=True)')\n"),
    case("shell-off", "run.sh", "export FLASK_DEBUG=0\nexport FLASK_ENV=production\nFLASK_DEBUG=$DEBUG flask run\n"),
    case(
        "other-program", "run.sh", "flask routes --debug\npython train.py --debug run flask\necho flask run --debug\n"
    ),
    case(
        "compose",
        "compose.yaml",
        "services:\n  a:\n    image: a\n    environment:\n      FLASK_DEBUG: '0'\n      DEBUG: 'true'\n",
    ),
    case("markdown", "a.ipynb", notebook("[markdown]app.run(debug=True)", "# app.run(debug=True)\nx = 1")),
    case("docs", "README.md", "    app.run(debug=True)\n"),
    case("compared", "a.py", "import os\nif os.environ['FLASK_ENV'] == 'development':\n    pass\n"),
]

test_debug_server_flags = flagging("debug-server", DEBUG_SERVER_FLAGS)
test_debug_server_quiet = quiet("debug-server", DEBUG_SERVER_QUIET)
