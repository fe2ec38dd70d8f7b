"""Services that listen on all interfaces."""

from __future__ import annotations

import pytest

from tests.cases import found, notebook
from tests.tables import case, flagging, quiet

SERVERS_FLAGS = [
    case("uvicorn", "a.py", 'import uvicorn\nuvicorn.run(app, »host="0.0.0.0"«, port=8000)\n'),
    case("from an alias", "a.py", 'from uvicorn import run as go\ngo(app, »host="0.0.0.0"«)\n'),
    case("uvicorn config", "a.py", 'uvicorn.Config(app, »host="0.0.0.0"«, port=1)\n'),
    case("flask", "a.py", 'app = Flask(__name__)\napp.run(»host="0.0.0.0"«)\n'),
    case("flask by position", "a.py", 'app = Flask(__name__)\napp.run(»"0.0.0.0"«, 5000)\n'),
    case("IPv6", "a.py", 'app.run(»host="::"«, port=1)\n'),
    case("through a constant", "a.py", 'HOST = "0.0.0.0"\napp.run(»host=HOST«)\n'),
    case("through a dictionary", "a.py", 'options = {»"host": "0.0.0.0"«, "port": 1}\napp.run(**options)\n'),
    case("a look-up's default", "a.py", 'app.run(»host=os.environ.get("HOST", "0.0.0.0")«)\n'),
    case("dash", "a.py", 'app = dash.Dash()\napp.run_server(»host="0.0.0.0"«, debug=False)\n'),
    case("aiohttp", "a.py", 'from aiohttp import web\nweb.run_app(app, »host="0.0.0.0"«)\n'),
    case("aiohttp site", "a.py", 'site = web.TCPSite(runner, »"0.0.0.0"«, 80)\n'),
    case("tornado", "a.py", 'application.listen(8888, »address="0.0.0.0"«)\n'),
    case("socketio", "a.py", 'socketio.run(app, »host="0.0.0.0"«)\n'),
    case("waitress", "a.py", 'from waitress import serve\nserve(app, »listen="*:8080"«)\n'),
    case("werkzeug", "a.py", 'run_simple(»"0.0.0.0"«, 4000, app)\n'),
    case("gradio", "a.py", 'with gr.Blocks() as demo:\n    pass\ndemo.launch(»server_name="0.0.0.0"«)\n'),
    case("gradio with auth=None", "a.py", 'demo.launch(»server_name="0.0.0.0"«, auth=None)\n'),
    case("ray", "a.py", 'import ray\nray.init(»dashboard_host="0.0.0.0"«)\n'),
    case("ray serve", "a.py", 'serve.start(http_options={»"host": "0.0.0.0"«, "port": 8000})\n'),
    case("ray serve's class", "a.py", 'serve.start(http_options=HTTPOptions(»host="0.0.0.0"«))\n'),
    case("tensorboard", "a.py", 'tb.configure(argv=[None, "--logdir", d, "»--host", "0.0.0.0«"])\n'),
    case("dask", "a.py", 'cluster = LocalCluster(»dashboard_address="0.0.0.0:8787"«)\n'),
    case("dask's host", "a.py", 'cluster = LocalCluster(»host="0.0.0.0"«)\n'),
    case("dask's client", "a.py", 'client = Client(n_workers=4, »dashboard_address="0.0.0.0:8787"«)\n'),
    case("bokeh", "a.py", 'server = Server({"/": app}, »address="0.0.0.0"«)\n'),
    case("panel", "a.py", 'pn.serve(app, »address="0.0.0.0"«, port=1)\n'),
    case("fiftyone", "a.py", 'fo.launch_app(dataset, »address="0.0.0.0"«)\n'),
    case("http.server", "a.py", 'from http.server import *\nHTTPServer(»("", 8000)«, Handler).serve_forever()\n'),
    case("socketserver", "a.py", 'with socketserver.TCPServer(»("", PORT)«, Handler) as httpd:\n    pass\n'),
    case("xmlrpc", "a.py", 'SimpleXMLRPCServer(»("0.0.0.0", 8000)«)\n'),
    case("an address in a name", "a.py", 'address = ("", 8000)\nHTTPServer(»address«, Handler)\n'),
    case("gevent", "a.py", 'WSGIServer(»("", 5000)«, app).serve_forever()\n'),
    case("a manager", "a.py", 'BaseManager(»address=("", 50000)«, authkey=key)\n'),
    case("socket", "a.py", 's = socket.socket()\ns.bind(»("", 8000)«)\ns.listen()\n'),
    case("socket with the address", "a.py", 's.bind(»("0.0.0.0", port)«)\ns.listen()\n'),
    case("zmq", "a.py", 's = zmq.Context().socket(zmq.REP)\ns.bind(»"tcp://*:5555"«)\n'),
    case("zmq with a field", "a.py", 's.bind(»f"tcp://*:{port}"«)\n'),
    case("zmq with %", "a.py", 's.bind(»"tcp://0.0.0.0:%s" % port«)\n'),
    case("zmq with format", "a.py", 's.bind(»"tcp://*:{}".format(port)«)\n'),
    case("zmq with +", "a.py", 's.bind(»"tcp://*:" + str(port)«)\n'),
    case("grpc", "a.py", 'server.add_insecure_port(»"[::]:50051"«)\n'),
    case("grpc with a field", "a.py", 'server.add_insecure_port(»f"[::]:{port}"«)\n'),
    case("asyncio", "a.py", 'await asyncio.start_server(handle, »"0.0.0.0"«, 8888)\n'),
    case("websockets", "a.py", 'async with websockets.serve(handle, »"0.0.0.0"«, 8765):\n    pass\n'),
    case("debugpy", "a.py", 'debugpy.listen(»("0.0.0.0", 5678)«)\n'),
    case("a thread", "a.py", 'Thread(target=app.run, kwargs={»"host": "0.0.0.0"«}).start()\n'),
    case("a process", "a.py", 'Process(target=uvicorn.run, args=(app,), kwargs={»"host": "0.0.0.0"«})\n'),
    case("FastMCP", "a.py", 'mcp = FastMCP("x", »host="0.0.0.0"«)\n'),
    case("Python 2", "a.py", 'print "x"\napp.run(»host="0.0.0.0"«)\n# app.run(host="0.0.0.0")\n'),
    case("two cells", "a.ipynb", notebook("import uvicorn\nH = '0.0.0.0'", "uvicorn.run(app, »host=H«)")),
    case("hypercorn", "a.py", '»config.bind = ["0.0.0.0:8000"]«\n'),
    case("gunicorn", "gunicorn.conf.py", '»bind = "0.0.0.0:8000"«\nworkers = 2\n'),
    case("jupyter", "jupyter_server_config.py", 'c = get_config()\n»c.ServerApp.ip = "0.0.0.0"«\n'),
    case("jupyter's star", "jupyter_notebook_config.py", "»c.NotebookApp.ip = '*'«\n"),
    case("a default and its use", "a.py", "def start_server(host=»'0.0.0.0'«, port=1):\n    s.bind((host, port))\n"),
]
test_servers_flags = flagging("bind-all-interfaces", SERVERS_FLAGS)

DEFAULTS_FLAGS = [
    case("argparse", "a.py", 'parser.add_argument("--host", type=str, »default="0.0.0.0"«)\n'),
    case(
        "argparse for a server",
        "a.py",
        'p.add_argument("--host", »default="0.0.0.0"«)\nuvicorn.run(a, host=args.host)\n',
    ),
    case("click", "a.py", '@click.option("--host", "-h", »default="0.0.0.0"«)\ndef main(host): ...\n'),
    case("typer", "a.py", '@app.command()\ndef main(host: str = »typer.Option("0.0.0.0")«): ...\n'),
    case("a parameter", "a.py", 'def serve(app, host=»"0.0.0.0"«, port=8000):\n    uvicorn.run(app, host=host)\n'),
    case("a parameter that is passed on", "a.py", 'def go(host=»"0.0.0.0"«):\n    uvicorn.run(app, host=host)\n'),
    case("a constructor", "a.py", 'class ModelServer:\n    def __init__(self, host=»"0.0.0.0"«): ...\n'),
    case("pydantic", "a.py", 'class Settings(BaseSettings):\n    »host: str = "0.0.0.0"«\n'),
    case("dataclass", "a.py", '@dataclass\nclass Args:\n    host: str = field(»default="0.0.0.0"«)\n'),
    case(
        "a field that is used",
        "a.py",
        'class Config:\n    »HOST = "0.0.0.0"«\nc = Config()\nuvicorn.run(app, host=c.HOST)\n',
    ),
]
test_defaults_flags = flagging("bind-all-interfaces", DEFAULTS_FLAGS)

COMMANDS_FLAGS = [
    case("jupyter", "a.sh", "jupyter lab --no-browser »--ip=0.0.0.0«\n"),
    case("jupyter with a blank", "a.sh", "jupyter notebook »--ip 0.0.0.0« --port 8888\n"),
    case("jupyter's star", "a.sh", "jupyter server »--ip='*'«\n"),
    case("jupyter's class", "a.sh", "jupyter lab »--ServerApp.ip=0.0.0.0«\n"),
    case("after sudo and nohup", "a.sh", "sudo -E nohup jupyter nbclassic »--ip=*« &\n"),
    case("ray", "a.sh", "ray start --head »--dashboard-host=0.0.0.0«\n"),
    case("ray with a blank", "a.sh", "ray start --head »--dashboard-host 0.0.0.0«\n"),
    case("tensorboard", "a.sh", "tensorboard --logdir runs »--bind_all«\n"),
    case("tensorboard's host", "a.sh", "tensorboard --logdir runs »--host 0.0.0.0«\n"),
    case("a magic", "a.ipynb", notebook("%load_ext tensorboard", "%tensorboard --logdir x »--host 0.0.0.0«")),
    case("mlflow", "a.sh", "mlflow server »--host 0.0.0.0« --port 5000\n"),
    case("mlflow's letter", "a.sh", "mlflow ui »-h 0.0.0.0«\n"),
    case("uvicorn", "a.sh", "uvicorn app:app »--host 0.0.0.0«\n"),
    case("a module", "a.sh", "python -m uvicorn app:app »--host 0.0.0.0«\n"),
    case("gunicorn", "a.sh", "gunicorn »-b 0.0.0.0:8000« app:app\n"),
    case("gunicorn's option", "a.sh", "gunicorn »--bind=0.0.0.0:$PORT« app:app\n"),
    case("hypercorn", "a.sh", "hypercorn app:app »--bind '[::]:80'«\n"),
    case("streamlit", "a.sh", "streamlit run app.py »--server.address=0.0.0.0«\n"),
    case("flask", "a.sh", "flask run »-h 0.0.0.0«\n"),
    case("http.server", "a.sh", "python3 -m »http.server« 8000\n"),
    case("http.server's option", "a.sh", "python3 -m http.server »--bind 0.0.0.0« 8000\n"),
    case("vllm", "a.sh", "vllm serve org/model »--host 0.0.0.0«\n"),
    case("vllm's module", "a.sh", "python -m vllm.entrypoints.openai.api_server --model m \\\n  »--host 0.0.0.0«\n"),
    case("sglang", "a.sh", "python -m sglang.launch_server »--host 0.0.0.0«\n"),
    case("llama.cpp", "a.sh", "./llama-server -m x.gguf »--host 0.0.0.0«\n"),
    case("text generation inference", "a.sh", "text-generation-launcher »--hostname 0.0.0.0«\n"),
    case("ollama", "a.sh", "»OLLAMA_HOST=0.0.0.0« ollama serve\n"),
    case("ollama's export", "a.sh", "export »OLLAMA_HOST=0.0.0.0:11434«\nollama serve &\n"),
    case("dask", "a.sh", "dask scheduler »--host 0.0.0.0«\n"),
    case("airflow", "a.sh", "airflow webserver »-H 0.0.0.0«\n"),
    case("redis", "a.sh", "redis-server »--bind 0.0.0.0«\n"),
    case("mongo", "a.sh", "mongod »--bind_ip_all«\n"),
    case("web ui", "a.sh", "python launch.py »--listen« --port 7860\n"),
    case("web ui's variable", "a.sh", 'export COMMANDLINE_ARGS="--xformers »--listen« --api"\n'),
    case("options in a variable", "a.sh", 'ARGS="»--host 0.0.0.0« --port 80"\nuvicorn a:a $ARGS\n'),
    case("panel", "a.sh", "panel serve app.py »--address 0.0.0.0«\n"),
    case("code-server", "a.sh", "code-server »--bind-addr 0.0.0.0:8080«\n"),
    case("chroma", "a.sh", "chroma run --path db »--host 0.0.0.0«\n"),
    case("bentoml", "a.sh", "bentoml serve svc:S »--host 0.0.0.0«\n"),
    case("prefect", "a.sh", "prefect server start »--host 0.0.0.0«\n"),
    case("kubectl", "a.sh", "kubectl port-forward »--address 0.0.0.0« svc/x 80:80\n"),
    case("django", "a.sh", "python manage.py runserver »0.0.0.0:8000«\n"),
    case("own script", "a.sh", "python serve.py »--host 0.0.0.0«\n"),
    case("a variable", "a.sh", 'HOST=0.0.0.0\nuvicorn a:a »--host "$HOST"«\n'),
    case("a variable's default", "a.sh", "uvicorn a:a »--host ${HOST:-0.0.0.0}«\n"),
    case("docker", "a.sh", "docker run -d »-p 8265:8265« rayproject/ray:2.40.0\n"),
    case("docker's address", "a.sh", "docker run »-p 0.0.0.0:80:80« image\n"),
    case("in a notebook", "a.ipynb", notebook("!uvicorn app:app »--host 0.0.0.0« &")),
    case("%%bash", "a.ipynb", notebook("%%bash\njupyter lab »--ip=0.0.0.0«")),
    case("subprocess", "a.py", 'subprocess.Popen(["tensorboard", "--logdir", d, "»--bind_all«"])\n'),
    case("subprocess with a value", "a.py", 'subprocess.run(["mlflow", "ui", "»--host", "0.0.0.0«"])\n'),
    case("a container's arguments", "a.py", 'model.upload(serving_container_args=["»--host=0.0.0.0«", "--port=80"])\n'),
    case("arguments for a server", "a.py", 'tool.go(argv=["»--host", "0.0.0.0«"])\n'),
    case("os.system", "a.py", 'os.system(f"mlflow ui »--host 0.0.0.0« --port {port}")\n'),
    case("system_raw", "a.py", "get_ipython().system_raw('tensorboard --logdir x »--host 0.0.0.0« &')\n"),
    case("makefile", "Makefile", "serve:\n\tuvicorn app:app »--host 0.0.0.0«\n"),
    case("exec form", "Dockerfile", 'FROM a\nCMD ["uvicorn", "a:a", »"--host", "0.0.0.0"«]\n'),
    case("shell form", "Dockerfile", "FROM a\nCMD jupyter lab »--ip=0.0.0.0« --allow-root\n"),
    case("workflow", ".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n      - run: mlflow ui »-h 0.0.0.0«\n"),
    case("compose", "compose.yaml", "services:\n  a:\n    image: b\n    command: mlflow server »--host 0.0.0.0«\n"),
    case(
        "arguments in Kubernetes",
        "a.yaml",
        'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - args: ["serve", »"--host", "0.0.0.0"«]\n'.replace(
            '»"--host", "0.0.0.0"«', '"»--host", "0.0.0.0«"'
        ),
    ),
    case("rclone", "run.sh", "rclone rcd »--rc-addr=0.0.0.0:5572«\n"),
    case("quotes in quotes", "run.sh", "uvicorn app:app »'--host=\"0.0.0.0\"'«\n"),
]
test_commands_flags = flagging("bind-all-interfaces", COMMANDS_FLAGS)

SETTINGS_FLAGS = [
    case("jupyter", "jupyter_server_config.json", '{"ServerApp": {»"ip": "0.0.0.0«"}}\n'),
    case("torchserve", "config.properties", "»inference_address=http://0.0.0.0:8080«\n"),
    case("torchserve's management", "config.properties", "»management_address=http://0.0.0.0:8081«\n"),
    case(
        "written by an image",
        "Dockerfile",
        'FROM a\nRUN printf "\\n»management_address=http://0.0.0.0«:7081" >> config.properties\n',
    ),
    case("streamlit", ".streamlit/config.toml", '[server]\n»address = "0.0.0.0«"\n'),
    case("ray serve", "serve.yaml", "http_options:\n  »host: 0.0.0.0«\n  port: 8000\n"),
    case("kuberay", "ray.yaml", 'rayStartParams:\n  »dashboard-host: "0.0.0.0«"\n'),
    case("redis", "redis.conf", "port 6379\n»bind 0.0.0.0«\n"),
    case("redis's star", "redis.conf", "port 6379\n»bind * -::*«\nprotected-mode yes\n"),
    case("mongo", "mongod.yaml", "net:\n  port: 27017\n  »bindIp: 0.0.0.0«\n"),
    case("elasticsearch", "elasticsearch.yml", "»network.host: 0.0.0.0«\n"),
    case("a server's section", "config.yaml", "server:\n  »host: 0.0.0.0«\n  port: 80\n"),
    case("gradio's variable", "a.py", '»os.environ["GRADIO_SERVER_NAME"] = "0.0.0.0"«\n'),
    case("ollama's variable", ".env", "»OLLAMA_HOST=0.0.0.0«\n"),
    case("in an image", "Dockerfile", "FROM a\nENV »STREAMLIT_SERVER_ADDRESS=0.0.0.0«\n"),
    case("in an image, the old way", "Dockerfile", "FROM a\nENV »OLLAMA_HOST 0.0.0.0«\n"),
    case(
        "in a list of compose",
        "compose.yaml",
        "services:\n  a:\n    image: b\n    environment:\n      - »GRADIO_SERVER_NAME=0.0.0.0«\n",
    ),
    case(
        "in Kubernetes",
        "a.yaml",
        "apiVersion: v1\nkind: Pod\nenv:\n  - name: OLLAMA_HOST\n    »value: 0.0.0.0«\n",
    ),
    case("systemd", "ollama.service", '[Service]\nEnvironment="»OLLAMA_HOST=0.0.0.0«"\n'),
    case("ports", "compose.yaml", 'services:\n  r:\n    image: rayproject/ray\n    ports: ["»8265:8265«"]\n'),
    case("ports of redis", "compose.yaml", 'services:\n  r:\n    image: redis:7\n    ports:\n      - "»6379:6379«"\n'),
    case(
        "ports of an open notebook",
        "compose.yaml",
        "services:\n  j:\n    image: jupyter/base-notebook\n    command: start-notebook.sh --NotebookApp.token=''\n"
        '    ports: ["»8888:8888«"]\n',
    ),
    case(
        "ports in the long form",
        "compose.yaml",
        "services:\n  r:\n    image: ghcr.io/mlflow/mlflow\n    ports:\n"
        '      - target: 5000\n        published: "»5000«"\n',
    ),
    case(
        "a written file", "a.ipynb", notebook("%%writefile config.properties\n»management_address=http://0.0.0.0:8081«")
    ),
    case("Kibana", "kibana.yml", "»server.host: 0.0.0.0«\n"),
    case("Logstash", "logstash.yml", "»api.http.host: 0.0.0.0«\n"),
    case(
        "Envoy",
        "envoy.yaml",
        "a:\n  - address:\n      socket_address:\n        »address: 0.0.0.0«\n        port_value: 9000\n",
    ),
]
test_settings_flags = flagging("bind-all-interfaces", SETTINGS_FLAGS)

BINDING_QUIET = [
    case(
        "this machine only",
        "a.py",
        'uvicorn.run(app, host="127.0.0.1")\napp.run(host="localhost")\nx.run(host="::1")\n',
    ),
    case("a comparison", "a.py", 'if host == "0.0.0.0":\n    run(host=host)\n'),
    case("a list of hosts", "a.py", 'if host in ("0.0.0.0", "localhost"):\n    host = "127.0.0.1"\n'),
    case("a deny list", "a.py", 'BLOCKED = ["0.0.0.0", "::", "169.254.169.254"]\n'),
    case("a client", "a.py", 'requests.get("http://0.0.0.0:8000/health")\n'),
    case(
        "clients with hosts", "a.py", 'Redis(host="0.0.0.0")\nQdrantClient(host="0.0.0.0")\nconnect(host="0.0.0.0")\n'
    ),
    case("a client's url", "a.py", 'client = OpenAI(base_url="http://0.0.0.0:8000/v1")\n'),
    case("a message", "a.py", 'print("listening on 0.0.0.0:8000")\nlogger.info("0.0.0.0")\n'),
    case("a range", "a.py", 'ec2.authorize_security_group_ingress(CidrIp="0.0.0.0/0")\n'),
    case("a version", "a.py", 'run(version="1.0.0.0.0", tag="10.0.0.0")\n'),
    case("a comment and a docstring", "a.py", '"""uvicorn.run(app, host="0.0.0.0")."""\n# app.run(host="0.0.0.0")\n'),
    case("a help text", "a.py", 'p.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for all interfaces")\n'),
    case(
        "passed through",
        "a.py",
        'uvicorn.run(app, host=args.host)\napp.run(host=os.environ["HOST"], port="0.0.0.0" in x)\n',
    ),
    case("a condition", "a.py", 'app.run(host="0.0.0.0" if args.public else "127.0.0.1")\n'),
    case("a safe look-up", "a.py", 'app.run(host=os.environ.get("HOST", "127.0.0.1"))\n'),
    case("no_proxy", "a.py", 'os.environ["no_proxy"] = "localhost,127.0.0.1,0.0.0.0"\n'),
    case("a client's default", "a.py", 'class Client:\n    def __init__(self, host="0.0.0.0"):\n        pass\n'),
    case(
        "an option of a client",
        "a.py",
        'p.add_argument("--host", default="0.0.0.0")\nrequests.get(f"http://{args.host}:{args.port}/x")\n',
    ),
    case("the server to ask", "a.py", "GRPOConfig(vllm_server_host='0.0.0.0')\n"),
    case("the field of it", "a.py", '@dataclass\nclass C:\n    vllm_server_host: str = field(default="0.0.0.0")\n'),
    case("an assertion", "a.py", 'run.assert_called_once_with(app, host="0.0.0.0")\nassert c.host == "0.0.0.0"\n'),
    case(
        "a free port",
        "a.py",
        'def find_free_port():\n    s.bind(("", p))\n    return s.getsockname()[1]\ns.bind(("", 0))\n',
    ),
    case("zmq on this machine", "a.py", 's.bind("tcp://127.0.0.1:5555")\nt.connect("tcp://0.0.0.0:5555")\n'),
    case("a widget's event", "a.py", 'canvas.bind("*", f)\nevents.bind("", 1)\n'),
    case(
        "grpc on this machine", "a.py", 's.add_insecure_port("localhost:50051")\ngrpc.insecure_channel("[::]:50051")\n'
    ),
    case("a slice", "a.py", 'x = array[::2]\nrun(x[::])\nrun("std::vector")\n'),
    case("gradio with a password", "a.py", 'demo.launch(server_name="0.0.0.0", auth=(user, password))\n'),
    case("ray with a token", "a.py", 'os.environ["RAY_AUTH_MODE"] = "token"\nray.init(dashboard_host="0.0.0.0")\n'),
    case(
        "ray with a token in another cell",
        "a.ipynb",
        notebook("%env RAY_AUTH_MODE=token", "!ray start --dashboard-host=0.0.0.0"),
    ),
    case("jupyter's own address", "a.sh", "jupyter lab --ip=127.0.0.1\njupyter lab --no-browser\n"),
    case("mlflow with accounts", "a.sh", "mlflow server --host 0.0.0.0 --app-name basic-auth\n"),
    case("vllm with a key", "a.sh", "vllm serve m --host 0.0.0.0 --api-key $KEY\n"),
    case("redis with a password", "a.sh", "redis-server --bind 0.0.0.0 --requirepass $P\n"),
    case("http.server bound", "a.sh", "python -m http.server --bind 127.0.0.1 8000\n"),
    case("clients", "a.sh", "curl http://0.0.0.0:8000\npsql -h 0.0.0.0\nredis-cli -h 0.0.0.0\nnc -z 0.0.0.0 80\n"),
    case("a client's script", "a.sh", "python client.py --host 0.0.0.0\npython bench_serving.py --host 0.0.0.0\n"),
    case("said", "a.sh", 'echo "run with --host 0.0.0.0"\n# jupyter lab --ip=0.0.0.0\n'),
    case(
        "firewall",
        "a.sh",
        "gcloud compute firewall-rules create a --source-ranges 0.0.0.0/0\nufw allow from 0.0.0.0/0\n",
    ),
    case("hub with accounts", "a.sh", "jupyterhub --ip 0.0.0.0\n"),
    case("docker on this machine", "a.sh", "docker run -p 127.0.0.1:8265:8265 rayproject/ray\n"),
    case("another image", "a.sh", "docker run -p 8080:80 nginx\n"),
    case("a notebook with its token", "a.sh", "docker run -p 8888:8888 quay.io/jupyter/base-notebook\n"),
    case("markdown", "a.ipynb", notebook("[markdown]\n`jupyter lab --ip=0.0.0.0`")),
    case("terraform's range", "main.tf", 'ingress {\n  cidr_blocks = ["0.0.0.0/0"]\n}\n'),
    case("a client's setting", "config.yaml", "vllm_server_host: 0.0.0.0\nurl: http://0.0.0.0:8000\n"),
    case("a proxy that asks", "a.yaml", "apiVersion: v1\nkind: Pod\nargs:\n  - --secure-listen-address=0.0.0.0:8443\n"),
    case("torchserve here", "config.properties", "management_address=http://127.0.0.1:8081\n"),
    case("redis here", "redis.conf", "port 6379\nbind 127.0.0.1 -::1\n# bind 0.0.0.0\n"),
    case("ports here", "compose.yaml", 'services:\n  r:\n    image: redis\n    ports: ["127.0.0.1:6379:6379"]\n'),
    case(
        "ports with a password",
        "compose.yaml",
        'services:\n  r:\n    image: redis\n    command: redis-server --requirepass $P\n    ports: ["6379:6379"]\n',
    ),
    case("another port", "compose.yaml", 'services:\n  r:\n    image: rayproject/ray\n    ports: ["8000:8000"]\n'),
    case(
        "vllm's list with a key",
        "a.py",
        'subprocess.run(["vllm", "serve", m, "--host", "0.0.0.0", "--api-key", key])\n',
    ),
    case("a client's list", "a.py", 'args = ["bench.py", "--host", "0.0.0.0"]\nnames = ["--host", "--port"]\n'),
    case("a test's variable", ".env", "ALLOWED_HOSTS=0.0.0.0,localhost\nNO_PROXY=0.0.0.0\n"),
    case(
        "calls a server",
        "a.py",
        "import os\nhost = os.getenv('H', '0.0.0.0')\nx = call_function_server(host, 1, 'f')\n",
    ),
    case(
        "mounts an app",
        "a.py",
        "def mount_gradio_app(app, blocks, server_name: str = '0.0.0.0'):\n    blocks.host = server_name\n",
    ),
]
test_binding_quiet = quiet("bind-all-interfaces", BINDING_QUIET)

SEVERITIES = [
    ("a.py", 'app.run(host="0.0.0.0")\n', "medium"),
    ("a.py", 'ray.init(dashboard_host="0.0.0.0")\n', "critical"),
    ("test_a.py", 'ray.init(dashboard_host="0.0.0.0")\n', "medium"),
    ("a.sh", "jupyter lab --ip=0.0.0.0\n", "medium"),
    ("a.sh", "jupyter lab --ip=0.0.0.0 --ServerApp.token=''\n", "critical"),
    ("a.sh", "jupyter lab --ip=0.0.0.0 --ServerApp.token='abc'\n", "medium"),
    ("a.sh", "mlflow server --host 0.0.0.0\n", "critical"),
    ("a.sh", "mlflow models serve -h 0.0.0.0\n", "medium"),
    ("a.sh", "ray start --head --dashboard-host 0.0.0.0\n", "critical"),
    ("a.sh", "tensorboard --bind_all\n", "critical"),
    ("a.sh", "vllm serve m --host 0.0.0.0\n", "medium"),
    ("Dockerfile", "FROM a\nCMD uvicorn a:a --host 0.0.0.0\n", "low"),
    ("Dockerfile", "FROM a\nCMD mlflow server --host 0.0.0.0\n", "critical"),
    ("c.yaml", "services: {a: {image: b, entrypoint: [mlflow, server], command: [--host, 0.0.0.0]}}\n", "critical"),
    ("a.sh", "docker run image uvicorn a:a --host 0.0.0.0\n", "low"),
    ("config.properties", "inference_address=http://0.0.0.0:8080\n", "medium"),
    ("config.properties", "management_address=http://0.0.0.0:8081\n", "critical"),
    ("jupyter_server_config.py", "c.ServerApp.ip = '*'\nc.ServerApp.token = ''\n", "critical"),
    ("jupyter_server_config.py", "c.ServerApp.ip = '*'\nc.ServerApp.token = 'abc'\n", "medium"),
    ("a.py", 'upload(serving_container_args=["--host=0.0.0.0"])\n', "low"),
    (
        ".github/workflows/a.yml",
        "jobs:\n  a:\n    runs-on: b\n    services: {c: {image: d}}\n    x: e --host 0.0.0.0\n",
        "medium",
    ),
]


@pytest.mark.parametrize(("path", "text", "severity"), SEVERITIES)
def test_severities(path: str, text: str, severity: str) -> None:
    findings = [finding for finding in found(path, text.encode()) if finding.rule == "bind-all-interfaces"]
    assert [finding.severity for finding in findings] == [severity]


HOSTILE = [
    ("a.py", "app.run(host='0.0.0.0', *a, **b)\nx.bind(*('', 0))\n" + "app.run(host=" + "f(" * 50 + ")" * 50 + ")\n"),
    ("a.py", "a = b = a\nb = a\napp.run(host=a)\ns.bind((a,))\ns.bind(())\nx.run(host=0.0, argv='0.0.0.0')\n"),
    ("a.sh", "x --host\n--host\n" + "docker run -p\ndocker run -p :::: redis\n--listen '' --ip= \n0.0.0.0\n"),
    ("compose.yaml", "services:\n  a: {image: redis, ports: [[], {}, 1, null, ':', '6379']}\n  b: 0.0.0.0\n"),
    ("a.sh", "x --host " + "0.0.0.0:" * 20000 + "\n"),
]


@pytest.mark.parametrize(("path", "text"), HOSTILE)
def test_hostile_input_is_survived(path: str, text: str) -> None:
    found(path, text.encode())
