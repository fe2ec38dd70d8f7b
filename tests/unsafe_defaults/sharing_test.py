"""public-share: apps and ports with a public address."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet

GRADIO = "import gradio as gr\n"
PUBLIC_SHARE_FLAGS = [
    case("interface", "a.py", f"{GRADIO}gr.Interface(f, 'text', 'text').launch(»share=True«)\n"),
    case("blocks", "a.py", f"{GRADIO}with gr.Blocks() as demo:\n    pass\ndemo.launch(server_port=1, »share=True«)\n"),
    case("queue", "a.py", f"{GRADIO}demo = gr.ChatInterface(f)\ndemo.queue().launch(\n    »share=True«,\n)\n"),
    case("unknown", "a.py", "from ui import build\nbuild().launch(»share=True«)\n"),
    case("one", "a.py", "demo.launch(»share=1«)\n"),
    case("constant", "a.py", "SHARE = True\ndemo.launch(»share=SHARE«)\n"),
    case("dictionary", "a.py", "options = {»'share': True«, 'debug': True}\ndemo.launch(**options)\n"),
    case("default", "a.py", "def main(share: bool = True):\n    demo.launch(»share=share«)\n"),
    case(
        "argparse",
        "a.py",
        "p.add_argument('--share', »default=True«)\nargs = p.parse_args()\ndemo.launch(share=args.share)\n",
    ),
    case("viser", "a.py", "import viser\nserver = viser.ViserServer(»share=True«)\n"),
    case("cells", "a.ipynb", notebook("import gradio as gr", "iface = gr.Interface(f)", "iface.launch(»share=True«)")),
    case("environment", "a.py", "import os\n»os.environ['GRADIO_SHARE'] = 'True'«\n"),
    case("setdefault", "a.py", "import os\nos.environ.setdefault(»'GRADIO_SHARE', '1'«)\n"),
    case("shell-variable", "run.sh", "export »GRADIO_SHARE=True«\n»GRADIO_SHARE=1« python app.py\n"),
    case("docker-env", "Dockerfile", "FROM python:3.12\nENV »GRADIO_SHARE=true«\n"),
    case("docker-run", "run.sh", "docker run -e »GRADIO_SHARE=1« image\n"),
    case("compose", "compose.yaml", "services:\n  a:\n    image: a\n    environment:\n      - »GRADIO_SHARE=True«\n"),
    case("kubernetes", "a.yaml", 'env:\n  - name: GRADIO_SHARE\n    »value: "true«"\n'),
    case("dot-env", ".env", "»GRADIO_SHARE=true«\n"),
    case("magic", "a.ipynb", notebook("%env »GRADIO_SHARE=1«")),
    case("paths", "a.py", f"{GRADIO}demo.launch(»allowed_paths=['/']«)\n"),
    case("paths-here", "a.py", f"{GRADIO}demo.launch(»allowed_paths=['data', '.']«)\n"),
    case("paths-variable", "run.sh", "export »GRADIO_ALLOWED_PATHS=/data,/«\n"),
    case("webui", "run.sh", "python webui.py --listen »--share«\n"),
    case("webui-sh", "run.sh", "./webui.sh »--share« --xformers\nbash webui.sh »--share«\n"),
    case(
        "launch-py",
        "a.ipynb",
        notebook("!python launch.py »--share« --gradio-debug\n!cd x && python server.py »--share«"),
    ),
    case("module", "run.sh", "python -m fastchat.serve.gradio_web_server »--share« &\n"),
    case("app", "run.sh", "python3 -u demo/app.py »--share=True«\n"),
    case("commandline-args", "webui-user.sh", 'export »COMMANDLINE_ARGS="--xformers --share"«\n'),
    case("list", "a.py", "import subprocess, sys\nsubprocess.Popen([sys.executable, 'webui.py', '»--share«'])\n"),
    case("pyngrok", "a.ipynb", notebook("from pyngrok import ngrok", "url = »ngrok.connect«(8501)")),
    case(
        "colab-name",
        "a.ipynb",
        notebook("from google.colab import output\n»output.serve_kernel_port_as_window«(1)", "output = f()"),
    ),
    case("ngrok-sdk", "a.py", "import ngrok\nlistener = »ngrok.forward«(9000, authtoken_from_env=True)\n"),
    case("flask-ngrok", "a.py", "from flask_ngrok import run_with_ngrok\n»run_with_ngrok«(app)\n"),
    case("setup-tunnel", "a.py", f"{GRADIO}url = »gr.networking.setup_tunnel«('127.0.0.1', 7860, token, None)\n"),
    case("colab", "a.ipynb", notebook("from google.colab import output\n»output.serve_kernel_port_as_window«(8000)")),
    case("ngrok", "a.ipynb", notebook("!»ngrok« http 8501 &\nget_ipython().system_raw('»./ngrok« http 6006 &')")),
    case("cloudflared", "run.sh", "»cloudflared« tunnel --url http://localhost:8501 &\n"),
    case("localtunnel", "a.ipynb", notebook("!streamlit run app.py & npx »localtunnel« --port 8501\n!»lt« --port 80")),
    case("ssh", "run.sh", "ssh -R 80:localhost:8501 »serveo.net«\nssh -p 443 -R0:localhost:80 »a.pinggy.io«\n"),
    case("localhost-run", "run.sh", "ssh -o StrictHostKeyChecking=no -R 80:localhost:80 »nokey@localhost.run«\n"),
    case("bore", "run.sh", "»bore« local 8000 --to bore.pub\n"),
    case("unparsed", "a.py", "print 'x'\ndemo.launch(»share=True«)\n"),
    case("positional", "a.py", "import gradio as gr\ndemo = gr.Blocks()\ndemo.launch(None, True, »True«)  # share\n"),
]
PUBLIC_SHARE_QUIET = [
    case("axes", "a.py", "fig, axes = plt.subplots(2, share = True)\nplan.launch(share = args.share)\n"),
    case("false", "a.py", f"{GRADIO}gr.Interface(f).launch(share=False)\ndemo.launch(share=None)\ndemo.launch()\n"),
    case("arguments", "a.py", "demo.launch(share=args.share, server_name=args.host)\n"),
    case("parameter", "a.py", "def main(share: bool = False):\n    demo.launch(share=share)\n"),
    case("environment-read", "a.py", "import os\ndemo.launch(share=os.getenv('GRADIO_SHARE') == 'True')\n"),
    case(
        "store-true",
        "a.py",
        "p.add_argument('--share', action='store_true')\ndemo.launch(share=p.parse_args().share)\n",
    ),
    case(
        "matplotlib", "a.py", "import matplotlib.pyplot as plt\nplt.subplots(2, sharex=True, sharey=True)\nlaunch()\n"
    ),
    case("not-launch", "a.py", "wandb.init(share=True)\nupload(path, share=True)\nlaunch()\n"),
    case("comment", "a.py", "# demo.launch(share=True)\ndemo.launch()  # use share=True in Colab\n"),
    case("text", "a.py", "print('To create a public link, set `share=True` in `launch()`.')\n"),
    case("docs", "README.md", "Run `python webui.py --share` or `demo.launch(share=True)`.\n"),
    case("markdown", "a.ipynb", notebook("[markdown]`demo.launch(share=True)`", "demo.launch()  # share")),
    case(
        "variable-off",
        "run.sh",
        "export GRADIO_SHARE=False\nexport GRADIO_SHARE=$SHARE\nGRADIO_ALLOWED_PATHS=/data/out\n",
    ),
    case("paths", "a.py", "demo.launch(allowed_paths=['/data/images', './out'])\n"),
    case("paths-unknown", "a.py", "demo.launch(allowed_paths=[tempfile.gettempdir()], share=False)\n"),
    case(
        "share-off",
        "run.sh",
        "python webui.py --share=False\npython webui.py --share False\npython webui.py --share-dir x\n",
    ),
    case(
        "other-share",
        "run.sh",
        "python make_dataset.py --share 0.5\naz storage share create --share py\ncp -r /usr/share x.py\n",
    ),
    case("authtoken", "run.sh", "ngrok config add-authtoken $TOKEN\nngrok version\npip install pyngrok localtunnel\n"),
    case("ngrok-auth", "a.py", "from pyngrok import ngrok\nngrok.connect(80, auth=credentials)\nngrok.kill()\n"),
    case("ngrok-password", "run.sh", "ngrok http 8501 --basic-auth=$USER_AND_PASSWORD\n"),
    case("named-tunnel", "run.sh", "cloudflared tunnel run my-tunnel\ncloudflared tunnel login\n"),
    case(
        "ssh-forward",
        "run.sh",
        "ssh -L 8888:localhost:8888 me@gpu\nssh -R 80:localhost:80 me@gpu.example.org localhost run\n",
    ),
    case("talk", "run.sh", "echo 'python webui.py --share'\n# ngrok http 8501\necho ngrok http 80\n"),
    case("other-lt", "run.sh", "if [ $a -lt 5 ]; then python x.py --port 3 ; fi\nlt-proc -p x\n"),
    case(
        "compose-off", "compose.yaml", "services:\n  a:\n    image: a\n    environment:\n      GRADIO_SHARE: 'False'\n"
    ),
]

test_public_share_flags = flagging("public-share", PUBLIC_SHARE_FLAGS)
test_public_share_quiet = quiet("public-share", PUBLIC_SHARE_QUIET)
