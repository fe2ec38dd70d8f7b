r"""Values by context: what is found, what stays quiet, and that each name costs a bounded amount of work.

A row is a kind of document and a text. What must be found stands in «…». Values are made at run time: in «…», and in
single angle quotes, a lone K is a random key, H 32 hexadecimal digits, U a UUID, P a password that somebody chose.
A backslash and an n are a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.keys import children, context, placeholder, positional, prose, values
from labcoat.core.keys.context import assigned
from labcoat.core.keys.examples import expand
from labcoat.core.keys.names import is_secret_name
from labcoat.core.keys.placeholder import is_placeholder
from labcoat.core.keys.values import is_secret_value, looks_random

try:
    from re import _parser as sre_parse  # type: ignore[attr-defined]
except ImportError:  # Python 3.10
    import sre_parse

READERS = (context, children, positional, prose)

MADE = {
    "K": expand("<alnum:32>"),
    "H": expand("<hex:32>"),
    "U": expand("<uuid>"),
    "P": "hunt" + "er2!",
    "S": "S3cr" + "3t!",
    "L": expand("<letters:34>"),
}
_WORD = re.compile(r"[A-Za-z0-9_-]+")

FOUND = r'''
python @ api_key = "«K»"
python @ api_key = '«K»'
python @ api_key="«H»"
python @ api_key = "«U»"
python @ token = "hf_«L»"
python @ openai.api_key = "«K»"
python @ self.api_key = '«K»'
python @ self._api_key: str = "«K»"
python @ api_key: str = "«K»"
python @ api_key: Optional[str] = "«K»"
python @ api_key: str | None = "«K»"
python @ API_KEY: Final = "«K»"
python @ api_key = b"«K»"
python @ api_key = r'«K»'
python @ api_key = f"«K»"
python @ api_key = """«K»"""
python @ api_key = ("«K»")
python @ api_key = (\n    "«K»"\n)
python @ api_key = \\n    "«K»"
python @ api_key = ("«K"\n           "H»")
python @ api_key = "«K" "H»"
python @ api_key = "«K" + "H»"
python @ api_key = "«K" + \\n    'H»'
python @ if (api_key := "«K»"):
python @ if password == "«P»":
python @ assert token != "«K»"
python @ client = OpenAI(api_key="«K»")
python @ client = OpenAI(base_url=url, api_key="«K»", timeout=3)
python @ client = Client(\n    api_key="«K»",\n    region="eu",\n)
python @ llm = ChatOpenAI(model="gpt-4o", openai_api_key="«K»", temperature=0)
python @ co = cohere.Client(api_key='«K»')
python @ AutoModel.from_pretrained("meta-llama/Llama-2-7b", use_auth_token="«K»")
python @ login(token='«K»')
python @ wandb.login(api_key="«K»", relogin=True)
python @ rf = Roboflow(api_key="«K»")
python @ pinecone.init(api_key="«U»", environment="us-west1-gcp")
python @ conn = psycopg2.connect(host="db", user="me", password="«P»")
python @ conn = mysql.connector.connect(user='root', passwd='«P»', host='127.0.0.1')
python @ server.login(user=me, password="«S»")
python @ Experiment(api_key="«K»", project_name="demo", workspace="me")
python @ config = {"api_key": "«K»", "debug": False}
python @ config = {'OPENAI_API_KEY': '«K»'}
python @ config = dict(api_key="«K»")
python @ config.update(api_key="«K»")
python @ config.update({"password": "«P»"})
python @ config["api_key"] = "«K»"
python @ config['db']['password'] = '«P»'
python @ storage_options = {"key": key_id, "secret": "«K»"}
python @ os.environ["HF_TOKEN"] = "«K»"
python @ os.environ['WANDB_API_KEY']='«K»'
python @ os.environ.setdefault("HF_TOKEN", "«K»")
python @ os.environ.update(HF_TOKEN="«K»")
python @ os.environ.update({"HF_TOKEN": "«K»"})
python @ os.putenv("HF_TOKEN", "«K»")
python @ os.getenv("HF_TOKEN", "«K»")
python @ os.environ.get('DB_PASSWORD', '«P»')
python @ token = os.environ.get("HF_TOKEN") or "«K»"
python @ token = os.environ["HF_TOKEN"] or "«K»"
python @ token = os.getenv("SOMETHING", "«K»")
python @ token = config.get("thing", "«K»")
python @ password = config("DB", default="«P»")
python @ password = args.password or "«P»"
python @ password = None if local else "«P»"
python @ password = "" if local else "«P»"
python @ password = "«P»" if local else prompt()
python @ kwargs.get("password", "«P»")
python @ kwargs.pop("token", "«K»")
python @ monkeypatch.setenv("DB_PASSWORD", "«P»")
python @ mocker.patch.dict(os.environ, {"API_KEY": "«K»"})
python @ credentials = ("password", "«P»")
python @ headers = {"Authorization": "Bearer «K»"}
python @ headers = {"Authorization": "token «K»"}
python @ headers = {"Authorization": "«K»"}
python @ headers={'X-Auth-Token': '«K»'}
python @ headers["X-Api-Key"] = "«H»"
python @ headers={"api-key": "«H»"}
python @ headers = {"Ocp-Apim-Subscription-Key": "«H»"}
python @ request.add_header("Authorization", "Bearer «K»")
python @ requests.get(url, auth=("me", "«P»"))
python @ requests.get(url, auth=HTTPBasicAuth("me", "«P»"))
python @ driver = GraphDatabase.driver("neo4j+s://x.databases.neo4j.io", auth=("neo4j", "«K»"))
python @ spark.conf.set("service.token", "«K»")
python @ spark.conf.set("fs.azure.account.oauth2.client.secret", "«K»")
python @ password = SecretStr("«P»")
python @ api_key = SecretStr("«K»")
python @ user.set_password("«P»")
python @ HfFolder.save_token("«K»")
python @ api_keys = ["«K»", "«H»"]
python @ passwords = ("«P»")
python @ parser.add_argument("--token", type=str, default="«K»", help="the token (see docs)")
python @ parser.add_argument(\n    "--password",\n    default="«P»",\n)
python @ @click.option("--api-key", envvar="X", default="«K»")
python @ api_key: str = typer.Option("«K»", help="x")
python @ api_key: str = Field(default="«K»")
python @ def connect(host="x", api_key="«K»"):
python @ def connect(host: str = "x", password: str = "«P»") -> None:
python @ async def f(*, token: str | None = "«K»"): ...
python @ @dataclass\nclass A:\n    api_key: str = "«K»"
python @ %env HF_TOKEN=«K»
python @ %env HF_TOKEN «K»
python @ %set_env HF_TOKEN=«K»
python @ %env DB_PASSWORD=«P»
python @ !export HF_TOKEN=«K»
python @ !export HF_TOKEN="«K»"
python @ !HF_TOKEN=«K» python train.py
python @ x = 1\n!DB_PASSWORD=«P» ./run.sh
python @ !huggingface-cli login --token «K»
python @ !mytool --password «P» --verbose
python @ !mytool --api-key=«K» data/
python @ !curl -H "Authorization: Bearer «K»" https://example.com/models
python @ !curl -H 'X-Api-Key: «K»' $URL
python @ !echo "HF_TOKEN=«K»" > .env
python @ !docker run -e DB_PASSWORD=«P» image
python @ !aws configure set aws_secret_access_key «K»
python @ !dvc remote modify myremote --local password «K»
python @ !ngrok authtoken «K»
python @ %%bash\nexport HF_TOKEN=«K»\npython train.py
python @ %%bash\nexport DB_PASSWORD=«P»
python @ %%writefile .env\nDB_PASSWORD=«P»\nDEBUG=1
python @ %%writefile config.json\n{"password": "«P»"}
python @ # api_key = "«K»"
python @ # token: «K»
python @ # the password is «K»
python @ subprocess.run(["tool", "--token", "«K»"])
python @ subprocess.run(["tool", "--password=«P»"])
python @ subprocess.run("tool --token «K» --x", shell=True)
python @ environment=["POSTGRES_PASSWORD=«P»"]
python @ env={"MYSQL_ROOT_PASSWORD": "«P»"}
python @ dsn = "host=localhost user=me password=«P» dbname=x"
python @ dsn = "Server=tcp:x;User Id=me;Password=«P»;Encrypt=yes"
python @ conn = "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=«K==»;EndpointSuffix=core"
python @ url = "https://example.com/v1/data?api_key=«H»&limit=10"
python @ url = f"https://example.com/v1?lang={lang}&access_token=«K»"
python @ cursor.execute("CREATE USER me IDENTIFIED BY '«P»'")
python @ api_token = {"username": "me", "key": "«H»"}
python @ smtp_password = "«xkvq jwpt zmhr ubnc»"
python @ parser["db"]["password"] = "«P»"
python @ SECRET_KEY = 'django-insecure-«K»'
python @ text = 'token="«K»"'
python @ text = "{\"api_key\": \"«K»\"}"
shell @ export HF_TOKEN=«K»
shell @ export HF_TOKEN="«K»"
shell @ HF_TOKEN='«K»' python train.py
shell @ DB_PASSWORD=«P»
shell @ declare -x DB_PASSWORD=«P»
shell @ export PGPASSWORD=«P»; psql
shell @ PASSWORD=${PASSWORD:-"«P»"}
shell @ PASSWORD="${PASSWORD:-«P»}"
shell @ setx HF_TOKEN "«K»"
shell @ set HF_TOKEN=«K»
shell @ heroku config:set API_KEY=«K»
shell @ tool --token «K» -x
shell @ tool --token=«K»
shell @ tool --token "«K»"
shell @ tool --password '«P»'
shell @ tool --password «P» \\n  --verbose
shell @ curl -H "Authorization: Bearer «K»" https://example.com
shell @ curl --header 'x-api-key: «K»' https://example.com
shell @ curl "https://example.com/x?token=«K»"
shell @ curl -d '{"password": "«P»"}' https://example.com
shell @ curl -d "username=me&password=«P»" https://example.com
shell @ docker run -e "DB_PASSWORD=«P»" image
shell @ sshpass -e; mysql --password=«P» -u root
shell @ echo '{"username":"me","key":"«H»"}' > kaggle.json
shell @ gh auth login --with-token «K»
ini @ DB_PASSWORD=«P»
ini @ export DB_PASSWORD=«P»
ini @ HF_TOKEN="«K»"
ini @ HF_TOKEN = «K»
ini @ password = «P»
ini @ password: «P»
ini @ password = «P» ; the old one
ini @ spring.datasource.password=«P»
ini @ [default]\naws_access_key_id = x\naws_secret_access_key = «K»
ini @ //registry.example.com/:_authToken=«U»
ini @ [pypi]\n  username = __token__\n  password = «K»
ini @ [remote "x"]\n    token = «K»
ini @ smtp_password = «S»
yaml @ api_key: «K»
yaml @ api_key: «K» # mine
yaml @ api_key: "«K»"
yaml @ password: «P»
yaml @ db:\n  password: '«P»'
yaml @ password: |\n  «P»
yaml @ password: >-\n    «K»
yaml @ - name: HF_TOKEN\n  value: «K»
yaml @ - name: DB_PASSWORD\n  value: "«P»"
yaml @ environment:\n  - POSTGRES_PASSWORD=«P»
yaml @ environment:\n  - "POSTGRES_PASSWORD=«P»"
yaml @ environment:\n  POSTGRES_PASSWORD: «P»
yaml @ {user: me, password: «P»}
yaml @ args: ["--token", "«K»"]
yaml @ run: tool --token «K»
yaml @ headers:\n  Authorization: Bearer «K»
json @ {"api_key": "«K»"}
json @ {"password" : "«P»", "user": "me"}
json @ {\n  "apiKey":\n    "«K»"\n}
json @ {"name": "HF_TOKEN", "value": "«K»"}
json @ {"Name": "DB_PASSWORD", "Value": "«P»"}
json @ {"username":"me","key":"«H»"}
json @ {"x": "{\"password\": \"«P»\"}"}
json @ {"x": "{\\\"api_key\\\": \\\"«K»\\\"}"}
json @ {"source": "api_key = \"«K»\"\n"}
json @ {"env": ["DB_PASSWORD=«P»"]}
json @ {"args": ["--token=«K»"]}
json @ {"api_keys": ["«K»", "«H»"]}
text @ {"prompt": "x", "api_key": "«K»"}
text @ 2024-01-01 INFO using token=«K» for me
text @ my password: «Zx9!kQw3»
toml @ api_key = "«K»"
toml @ password = '«P»'
toml @ [secrets]\nOPENAI_API_KEY = "«K»"
hcl @ password = "«P»"
hcl @ variable "db_password" {\n  type    = string\n  default = "«P»"\n}
hcl @ environment = { API_KEY = "«K»" }
hcl @ { name = "DB_PASSWORD", value = "«P»" }
dockerfile @ ENV HF_TOKEN «K»
dockerfile @ ENV HF_TOKEN=«K»
dockerfile @ ENV A=1 HF_TOKEN="«K»"
dockerfile @ ARG DB_PASSWORD=«P»
dockerfile @ RUN tool login --password «P»
dockerfile @ RUN export HF_TOKEN=«K» && pip install x
makefile @ TOKEN := «K»
makefile @ export DB_PASSWORD = «P»
makefile @ TOKEN ?= «K»
requirements @ --config-settings token=«K»
other @ const apiKey = "«K»";
other @ const apiKey = `«K»`;
other @ const apiKey =\n  "«K»";
other @ const config = { apiKey: "«K»", authDomain: "x" };
other @ let password: string = '«P»';
other @ const token = process.env.TOKEN || "«K»";
other @ const token = process.env.TOKEN ?? '«K»';
other @ const token = prod ? "«K»" : other;
other @ String password = "«P»";
other @ private static final String API_KEY = "«K»";
other @ props.setProperty("password", "«P»");
other @ var password string = "«P»"
other @ apiKey := "«K»"
other @ char password[] = "«P»";
other @ #define API_KEY "«K»"
other @ string password = @"«P»";
other @ define('DB_PASSWORD', '«P»');
other @ 'password' => '«P»',
other @ :password => "«P»"
other @ $password = '«P»';
other @ $token .= "«K»";
other @ $env:HF_TOKEN = "«K»"
other @ Sys.setenv(OPENAI_API_KEY = "«K»")
other @ curl_easy_setopt(curl, CURLOPT_PASSWORD, "«K»");
other @ <password>«P»</password>
other @ <server><password>\n  «P»\n</password></server>
other @ <apiKey>«K»</apiKey>
other @ <string name="api_key">«K»</string>
other @ <add key="ApiKey" value="«K»" />
other @ <property name="password" value="«P»"/>
other @ CREATE USER me IDENTIFIED BY '«P»';
other @ ALTER USER 'me'@'%' IDENTIFIED WITH mysql_native_password BY '«P»';
other @ CREATE ROLE me WITH LOGIN PASSWORD '«P»';
other @ machine api.example.com login me password «P»
other @ machine api.example.com\n  login me\n  password «K»
other @ //registry.example.com/:_authToken=«K»
other @ aws_secret_access_key = «K»
other @ api_key = «K»
markdown @ token: «K»
markdown @ Set `api_key="«K»"` first.
markdown @ ```python\nclient = X(api_key="«K»")\n```
markdown @ ```\nexport HF_TOKEN=«K»\n```
markdown @ | api_key | «K» |
markdown @ My API key is «K».
markdown @ API Key: «K»
markdown @ The secret key: `«K»`
output @ token: «K»
output @ api_key='«K»'
output @ Your token «K» has been saved to /root/.cache
output @ Client(api_key='«K»', timeout=600)
output @ {'access_token': '«K»', 'token_type': 'bearer'}
output @ {"password": "«P»"}
output @ <div><b>api_key</b>: «K»</div>
output @ api_key=&quot;«K»&quot;
output @ password=&#39;«P»&#39;
output @ ----> 1 client = Client(api_key="«K»")
output @ HF_TOKEN=«K»
output @ Authorization: Bearer «K»
output @ password: «Zx9!kQw3»
python @ x = os.environ.get(\n    "API_KEY",\n    "«K»",\n)
python @ api_key = (\n    os.getenv("X")\n    or "«K»"\n)
python @ foo(\n    "api_key",\n    "«K»",\n)
python @ api_key = x or \\n "«K»"
python @ TOKEN = os.environ.get("X") if "X" in os.environ else "«K»"
python @ TOKEN = (\n    os.environ["X"]\n    if "X" in os.environ\n    else "«K»"\n)
python @ client = X(\n    api_key=os.environ.get(\n        "SOMETHING",\n        "«K»",\n    ),\n)
python @ key = (\n    os.environ["HF_TOKEN"]\n    or "«K»"\n)
python @ client_id, client_secret = "a", "«K»"
python @ client_secret, client_id = "«K»", "a"
python @ api_key, n = "«K»", 3
python @ n, api_key = 3, "«K»"
python @ api_keys = {"acme": "«K»", "other": "«H»"}
python @ SECRETS = dict(acme="«K»")
python @ secrets: dict[str, str] = {"acme": "«K»"}
python @ api_key: Optional[str] = field(default="«K»")
python @ x_token: str = Header("«K»")
python @ server.login("me@x.org", "«K»")
python @ server.login(sender, "«P»")
python @ ftp.login("x", "«K»")
python @ server.login(os.environ["X"], '«S»')
python @ conn = pymysql.connect("h", "u", "«S»", "db")
python @ conn = MySQLdb.connect(host, user, "«P»")
python @ x = AzureKeyCredential("«K»")
python @ !docker login -u x -p «K»
python @ !sshpass -p «P» ssh me@host
python @ %%R\napi_key <- "«K»"
other @ api_key <- "«K»"
other @ api_key<-"«K»"
other @ token <<- '«K»'
other @ "«K»" -> api_key
output @ token <- "«K»"
other @ const k = process.env.ACME_API_KEY || "«K»";
other @ const k = process.env.ACME_API_KEY ?? '«K»';
other @ const k = env.DB_PASSWORD || "«S»";
shell @ docker login -u x -p «K» registry.example.com
shell @ az login --service-principal -u x -p «K» --tenant y
shell @ sshpass -p '«P»' ssh me@host
shell @ redis-server --requirepass «K»
markdown @ **API key:** «K»
markdown @ **API key**: «K»
markdown @ **Token** - `«K»`
markdown @ Use the API key `«K»` here
markdown @ Your API key is: «K»
markdown @ Set the token to `«K»`
markdown @ | **Token** | «K» |
markdown @ | **Token** | `«K»` |
markdown @ <b>API Key:</b> «K»
markdown @ access token («K»)
markdown @ API key — «K»
markdown @ API key → «K»
markdown @ **Password:** «Zx9!kQw3»
markdown @ the token is “«K»”
markdown @ api_key：«K»
text @ API key is: «K»
yaml @ api_key:\n  desc: null\n  value: «K»
yaml @ api_key:\n    value: «K»
yaml @ X-Api-Key:\n  - «K»
yaml @ X-Api-Key:\n- «K»\nAccept:\n- x
yaml @ api_keys:\n  - «K»\n  - "«H»"
yaml @ - --token\n- «K»
yaml @ args:\n  - "--token"\n  - "«K»"
yaml @ credentials:\n  acme: «K»\n  other: «H»
yaml @ DbPassword:\n  Type: String\n  Default: «S»
yaml @ token: !!str «K»
yaml @ x: ${oc.env:ACME_API_KEY,«K»}
'''

QUIET = r'''
python @ api_key = os.environ["OPENAI_API_KEY"]
python @ api_key = os.environ.get("OPENAI_API_KEY")
python @ api_key = os.getenv("OPENAI_API_KEY", "")
python @ api_key = os.getenv("OPENAI_API_KEY", None)
python @ api_key = userdata.get("OPENAI_API_KEY")
python @ api_key = dbutils.secrets.get(scope="my-scope-1", key="openai-key-2")
python @ password = getpass.getpass("Password: ")
python @ password = getpass("Enter your password")
python @ token = input("Token: ")
python @ api_key = config.api_key
python @ api_key = settings.OPENAI_API_KEY_V2
python @ api_key=api_key_2
python @ client = OpenAI(api_key=OPENAI_API_KEY)
python @ login(token=hf_token, add_to_git_credential=False)
python @ password = args.password
python @ password = ""
python @ password = None
python @ token: str
python @ def f(password: str, token: str | None = None) -> str:
python @ api_key = "YOUR_API_KEY"
python @ api_key = "your_api_key_here"
python @ api_key = "<your-api-key>"
python @ api_key = "sk-..."
python @ api_key = "sk-xxxxxxxxxxxxxxxxxxxxxxxx"
python @ api_key = "REPLACE_ME"
python @ api_key = "ollama"
python @ api_key = "EMPTY"
python @ api_key = "not-needed"
python @ api_key = "PINECONE_API_KEY"
python @ api_key = "test-key-123"
python @ api_key = "${API_KEY}"
python @ api_key = "{{ api_key }}"
python @ api_key = f"{key}"
python @ api_key = f"sk-{name}-‹K›"
python @ headers = {"Authorization": f"Bearer {token}"}
python @ headers = {"Authorization": "Bearer YOUR_TOKEN"}
python @ headers = {"Authorization": "Bearer " + token}
python @ headers = {"Authorization": "Bearer %s" % token}
python @ password = "password"
python @ password = "changeme"
python @ password = "secret"
python @ password = "test1234"
python @ password = "admin123"
python @ password = "mysecretpassword"
python @ password = "postgres"
python @ password = "********"
python @ password = "xxxxxxxx"
python @ password = "12345678"
python @ password = "qwerty123456"
python @ password = "your-password"
python @ password = "<password>"
python @ password = "%s"
python @ password = "{password}"
python @ password = "Enter your password"
python @ password = "Password must have 8 characters"
python @ labels = {"password": "Passwort", "token": "Zugangsschlüssel"}
python @ labels = {"password": "Mot de passe", "secret": "Geheimnis"}
python @ labels = {"password": "Password:"}
python @ {"type": "password", "name": "password", "id": "id_password1"}
python @ driver.find_element_by_id("password").send_keys(password)
python @ page.fill("#password", value)
python @ page.fill("input[name=password]", value)
python @ password_field = "user_password_2"
python @ password_hash = "‹H›"
python @ api_key_id = "‹H›"
python @ token_hash = "‹H›"
python @ secret_name = "prod/db/password-AbC123"
python @ token_path = "/root/.cache/huggingface/token1"
python @ password = "/run/secrets/db_password_1"
python @ token = "~/.huggingface/token2"
python @ private_key = "keys/id_rsa_2048.pem"
python @ credentials = "service_account_2.json"
python @ credentials = Path("creds/key1.json")
python @ secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-AbC1d2"
python @ secret = "projects/123456/secrets/db-password-1/versions/2"
python @ secret = "op://vault/item1/field2"
python @ api_key = "https://example.com/get/key/1a2b"
python @ revision = "‹H›"
python @ model = "meta-llama/Llama-2-7b-chat-hf"
python @ token = "meta-llama/Llama-2-7b-chat-hf"
python @ access_token = "user.settings.tokens.v2"
python @ commit = "‹H›"
python @ checksum = "‹H›"
python @ run_id = "‹U›"
python @ cell_id = "‹U›"
python @ md5 = "‹H›"
python @ cache_key = "‹H›"
python @ sort_key = "‹K›"
python @ primary_key = "‹U›"
python @ partition_key="‹U›"
python @ public_key = "‹K›"
python @ idempotency_key = "‹U›"
python @ next_token = "‹K›"
python @ page_token = "‹K›"
python @ csrf_token = "‹K›"
python @ pad_token = "[PAD]"
python @ tokenizer.pad_token = tokenizer.eos_token
python @ special_tokens_map = {'unk_token': '<unk>', 'sep_token': '[SEP]'}
python @ tokenizer = AutoTokenizer.from_pretrained("bert-base-uncased")
python @ tokenizer="meta-llama/Llama-3.1-8B"
python @ tokens = ["hello", "world", "w0rd1e5"]
python @ max_new_tokens=512, num_tokens=1024
python @ token_type_ids = inputs["token_type_ids"]
python @ pipeline("token-classification", model="dslim/bert-base-NER")
python @ pipeline("token-classification", "dbmdz/bert-large-cased-finetuned-conll03-english")
python @ for token, prob in zip(tokens, probs): print(token, prob)
python @ sorted(items, key=lambda item: item[1])
python @ state["key"] = "model.layers.0.self_attn.q_proj.weight"
python @ data["keys"] = ["a1", "b2"]
python @ author = "me", bypass=True, compass=3
python @ "passes" if x == "a1b2c3d4e5f6" else "fails"
python @ hashlib.sha256(password.encode()).hexdigest() == "‹H›"
python @ password = hashlib.sha256(b"x").hexdigest()
python @ password = generate_password(12)
python @ api_key = load_key("openai-key-1.txt")
python @ get_secret("prod-db-password-1")
python @ getPassword("service1")
python @ keyring.get_password("service1", "user2")
python @ token = tokenizer("hello w0rld")
python @ secrets.token_hex(16)
python @ password: SecretStr = Field(..., min_length=8)
python @ raise ValueError("password=token2 is not allowed")
python @ print("token: the token to use")
python @ print("password is required")
python @ MovedAttribute("HTTPPasswordMgr", "urllib2", "urllib.request")
python @ X = ['PKPass', 'PKPassLibrary', 'PKPayment', 'gss_krb5_lucid_key', 'gss_krb5_rfc1964_keydata']
python @ graph = Graph(url=URI, username=NEO4J_USER, password=NEO4J_PASSWORD, database=DB)
python @ PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
python @ AUTH_USER_MODEL = "users.User1"
python @ auth = ("user", password)
python @ auth=("user", "password")
python @ auth=(user, pw)
python @ %env HF_TOKEN=$HF_TOKEN
python @ %env HF_TOKEN={token}
python @ %env TOKENIZERS_PARALLELISM=false
python @ !export HF_TOKEN=$TOKEN
python @ !wandb login $WANDB_API_KEY
python @ !tool --token $HF_TOKEN --verbose
python @ !tool --password --verbose
python @ !pip install google-auth==2.37.0 'requests'
python @ !gcloud auth print-access-token
python @ parser.add_argument("--token", type=str, default=None, help="token for the hub")
python @ parser.add_argument("--api-key", default=os.environ.get("API_KEY"))
python @ parser.add_argument("--secret", default="")\nparser.add_argument("--model", default="gpt-4o-mini-2024-07-18")
python @ st.text_input("API Key", type="password", key="openai1")
python @ api_key="sk_stream", model="gpt-4o-2024-08-06"
python @ x = {"Authorization", "Cookie", "X-Request-Id"}
python @ SECRETS = ("password", "api_key", "x_secret2")
python @ ["password", "passwd", "pwd1", "secret_key2"]
python @ re.compile(r"password=(\w+)")
python @ token = "".join(random.choices(string.ascii_letters, k=32))
python @ url = f"https://example.com/?api_key={key}&x=1"
python @ url = "https://example.com/?token=TOKEN&x=1"
python @ url = "https://example.com/x.png?alt=media&token=‹U›"
python @ url = "https://x.s3.amazonaws.com/y?X-Amz-Credential=AKIA1%2F20210307&X-Amz-Expires=60"
python @ "postgresql://{user}:{password}@{host}/db"
python @ private_key = """-----BEGIN RSA PRIVATE KEY-----\nMIIE\n"""
python @ password = "$2b$12$‹K›"
python @ password = "pbkdf2_sha256$600000$‹K›"
python @ date_token = "2024-01-01T00:00:00"
python @ token = "12345678901234567890"
python @ token = "3.14159265358979"
shell @ HF_TOKEN=$HF_TOKEN ./run.sh
shell @ HF_TOKEN=${HF_TOKEN} ./run.sh
shell @ export TOKEN=$(cat /run/secrets/token1)
shell @ export TOKEN="$(vault read -field=token secret/x1)"
shell @ export PASSWORD=`cat file1.txt`
shell @ if [ -z "$PASSWORD" ]; then echo "PASSWORD is not set"; fi
shell @ tool --token "$HF_TOKEN" -x
shell @ tool --token-file token1.txt
shell @ tool --password-stdin registry1
shell @ read -s -p "Password: " PASSWORD
shell @ --token YOUR_TOKEN
shell @ --token <token>
shell @ --model_args pretrained=x,token=hf_token,trust_remote_code=True
shell @ curl -H "Authorization: Bearer $TOKEN" url
shell @ curl -H "Authorization: your-auth-key" url
shell @ PASSWORD=password ./run
ini @ password =
ini @ password = ${DB_PASSWORD}
ini @ password = %(password)s
ini @ password = changeme
ini @ password = !vault
ini @ password_file = /etc/secret1
ini @ token = <your token>
ini @ api_key = your-api-key-here
ini @ password = the password of the user
yaml @ password: ${{ secrets.DB_PASSWORD }}
yaml @ password: ${DB_PASSWORD}
yaml @ password: "{{ .Values.db.password }}"
yaml @ password: !vault |
yaml @ password: *anchor1
yaml @ password: ENC[AES256_GCM,data:‹K›,iv:x]
yaml @ token: ${{ secrets.HF_TOKEN }}
yaml @ secretName: my-secret-1
yaml @ secretKeyRef:\n  name: my-secret1\n  key: token2
yaml @ - name: HF_TOKEN\n  valueFrom:\n    secretKeyRef:\n      name: my-secret1
yaml @ api_key: str
yaml @ password: string
yaml @ password: required
yaml @ password: true
yaml @ id-token: write
yaml @ secrets: inherit
yaml @ token: The token to use for the hub, see https://example.com/x1
json @ {"password": ""}
json @ {"password": null, "token": 12}
json @ {"password": "password"}
json @ {"password": "Wachtwoord", "forgotPassword": "Wachtwoord vergeten?"}
json @ {"input_tokens": 12, "token_count": 5, "token_type_ids": [0, 1]}
json @ {"pad_token": {"content": "<pad>", "lstrip": false}}
json @ {"eos_token": "</s>", "unk_token": "<|endoftext|>"}
json @ {"content_key": "‹H›"}
json @ {"token": "Hello"}
json @ {"tokens": ["a1b2", "‹K›"]}
json @ {"username":"me","key":"value"}
json @ {"google-auth": "2.37.0"}
toml @ token = "your-token"
toml @ keywords = ["token", "secret1"]
hcl @ password = var.db_password
hcl @ password = random_password.db1.result
hcl @ variable "db_password" {\n  type = string\n  sensitive = true\n}
dockerfile @ ARG HF_TOKEN
dockerfile @ ENV HF_TOKEN=${HF_TOKEN}
dockerfile @ ENV HF_TOKEN=""
dockerfile @ RUN --mount=type=secret,id=hf_token1 cat /run/secrets/hf_token1
makefile @ TOKEN ?= $(shell cat token1)
makefile @ PASSWORD := $(DB_PASSWORD)
requirements @ google-auth==2.37.0
requirements @ package==1.0 --hash=sha256:‹H›
other @ const apiKey = process.env.API_KEY;
other @ const { apiKey } = config;
other @ password: { type: String, required: true }
other @ password: Yup.string().min(8)
other @ <input type="password" name="password" id="pass1" placeholder="Password1">
other @ <label for="password">Password</label>
other @ <password>${db.password}</password>
other @ <th>token</th><td>the1</td>
other @ .password-input { color: #a1b2c3; }
other @ if (token == null) return;
other @ token := lexer.NextToken1()
other @ case TOKEN_STRING: return "string1";
markdown @ password: required
markdown @ token: the token to use
markdown @ Set the password: it must have 8 characters, 1 digit.
markdown @ The token is a string of 40 hexadecimal characters.
markdown @ | token | string | The token |
markdown @ | password | `str` | required |
markdown @ - `api_key` (`str`, *optional*): the key, see https://example.com/a1b2
markdown @ predictions at the index of the mask token: this tensor has the size 768
markdown @ Get your API key at https://platform.example.com/account/api-keys
markdown @ API key: `YOUR_KEY`
markdown @ Secret key is required
markdown @ ![x](https://firebasestorage.example.com/x.png?alt=media&token=‹U›)
output @ token: the
output @ Password:
output @ Token is valid (permission: write).
output @ Your token has been saved to /root/.cache/huggingface/token
output @ token embeddings: torch.Size([30522, 768])
output @ {'input_ids': [1, 2], 'token_type_ids': [0, 0]}
output @ BertTokenizerFast(vocab_size=30522, special_tokens={'unk_token': '[UNK]'})
output @ key: model.layers.0.weight shape: (768,)
output @ KeyError: 'password1'
output @ Authorization: Basic realm=x1
output @ pass v8::Object to linked module1
output @ <img src="data:image/png;base64,iVBORw0KGgo/wHwOk1aSZUNPwAAAABJRU5ErkJggg==" style="width: 9px">
markdown @ Pass `?updateMask=serverSideOauth2`, and go on
output @ password=abc1, user=me
python @ return os.environ.get(\n    "API_KEY",\n    "default",\n)
python @ token or "string1"
python @ password or "PasswordField"
python @ rows = [\n    "password",\n    "PasswordField2",\n]
python @ bos_token, eos_token = "<s>", "</s>"
python @ name, token = "BertModel12", tokenizer1
python @ api_keys = {"acme": "acme_api_key_v2", "other": os.environ["X"]}
python @ secrets = {"name": "my-secret-name-1"}
python @ wandb.login("never", "must")
python @ session.login(user, "password")
python @ db.connect("host.example.com", "me", "database1")
python @ self.client.login("user", "pass")
python @ if token<-1:
python @ gc.open_by_key("‹K›")
python @ SHEET_KEY = "‹K›"
python @ EXPERIMENT_KEY = "‹H›"
python @ x = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/ml/db-Ab1Cd2"
python @ "arn:aws:secretsmanager:*:*:secret:A4BNetworkProfile*"
python @ private_key: PKCS7PrivateKeyTypes
python @ _auth: SyncX509WorkloadIdentityAuth | None
python @ f(token=JWTTokenV2Payload)
python @ auth: OAuth2PasswordBearerJWT
python @ auth=module.x509.SyncX509WorkloadIdentityAuth
other @ password: PasswordInputV2Props
json @ {"token": "JWTTokenV2Payload", "auth": "Sha256PasswordHasherV2"}
python @ x = AWSCredential("my-credential-name-1")
python @ client.put(clientRequestToken="‹U›")
json @ {"ClientToken": "‹U›"}
json @ {"LockToken": "‹U›", "ChangeToken": "‹U›", "IdempotencyToken": "‹U›"}
json @ {"nextForwardToken": "f/‹K›", "UpdateToken": "‹U›"}
shell @ aws logs get --starting-token ‹K› --client-token ‹U›
python @ ROUTES_PASS_THROUGH = ["agents/", "flows/"]
python @ BEDROCK_AGENT_RUNTIME_PASS_THROUGH_ROUTES = ["agents/", "flows/", "retrieveAndGenerate/"]
python @ band_pass = "butter5"
python @ filter_pass = "filter2x"
python @ test_pass = "Passed2"
python @ {"pwd": "IPython.core.magics.osm:OSMagics"}
python @ splitpasswd('user+1:a+b')
ini @ #password_encryption = scram-sha-256
python @ CONNECTION_STRING = "postgresql+psycopg2://hwc@localhost:5432/test3"
python @ connection_string = "Server=tcp:a1b2.example.com,1433;Database=db1;Encrypt=yes"
python @ DB_PASSWORD="db_password_v2"
python @ db_password = "hf-token-secret-v1"
python @ db_password = "kv-ml-prod-001"
output @ GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568
dockerfile @ ENV GPG_KEY E3FF2839C048B25C084DEBE9B26995E310250568
markdown @ **Token:** see the section Authentication2
markdown @ **Password**: `PasswordField2`
markdown @ the `token` (`Optional[str]`)
markdown @ the token `[CLS]` and `tokenizer.encode_plus`
markdown @ | **Token** | `hf_hub_download_v2_token` |
markdown @ access token (see https://example.com/a1B2c3D4e5F6)
yaml @ secrets:\n  - name: my-secret-1\n    value: "{{ x }}"
yaml @ api_key:\n  type: string\n  description: the key\n  default: null
yaml @ password:\n  type: string\n  default: changeme
yaml @ X-Api-Key:\n  - '{{ key }}'
yaml @ secrets:\n  hf: my-secret-name-2
yaml @ token:\n\nother:\n  value: a1b2c3
yaml @ x: ${oc.env:ACME_API_KEY,null}
other @ docker login -u x -p $PASSWORD
other @ process.env.API_KEY || "your-api-key"
'''

SECRET_NAMES = """
api_key HF_TOKEN openaiApiKey --token DB_PASSWORD client-secret aws_secret_access_key passwd SECRET_KEY
private_key Authorization X-Api-Key connection_string AZURE_STORAGE_KEY auth_token bearer token _authToken
password apikey OPENAI_KEY GITHUB_PAT GH_PAT db_pass DB_PASS PGPASSWORD mysqlpassword jwt_secret webhook_secret
ACCESS_TOKEN_SECRET api_keys passwords API_KEY_PROD password1 STRIPE_KEY SharedAccessKey AccountKey
subscription-key Ocp-Apim-Subscription-Key pwd pass use_auth_token hfToken userPassword POSTGRES_PASSWORD
ADMIN_PASSWD secret credentials set_password SecretStr access_tokens sasl_password DJANGO_SECRET_KEY x-auth-
token PRIVATE-TOKEN api-secret consumer_secret app_secret ENCRYPTION_KEY master_key signing_key license_key
rapidapi-key APIKey apiKey2 API_KEY_OPENAI my_pw PW TWINE_PASSWORD bot_token session_token refreshToken
accessToken clientSecret botToken secretAccessKey encryptionKey KAGGLE_KEY spotify_client_secret"""

OTHER_NAMES = """
tokenizer tokens max_tokens pad_token eos_token_id special_token key keys sort_key primary_key cache_key
key_value foreign_key passes token_type secretary author password_field secret_name key_file token_path
api_key_env_var bypass compass passed passing authors authority monkey keyboard token_ids num_tokens passport
publicKey public_key api_key_id password_hash is_password token_count keyword keywords tokenize authenticate
authentication author_email auth_url AUTH_TYPE token_embedding input_token next_token prompt_tokens kv_key
state_key num_key_value_heads past_key_values key_states query_key token_classification tokenizers
password_validators passwordField tokenType keyName secretName secret_id password_reset forgotPassword
has_password csrf_token cls_token bos_token mask_token image_token shift_key hotkey donkey turkey keypoint
key_padding_mask secretsmanager credentials_file X-Amz-Credential oauth OAuth max_new_tokens"""


def _rows(table: str) -> list[tuple[str, str]]:
    return [(kind, text) for kind, _, text in (row.partition(" @ ") for row in table.split("\n") if row)]


def _filled(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, with values made, and where the values in «…» are."""
    text = re.sub(r"\\n(?![a-z]*\\)", "\n", text)
    filled = ""
    spans = []
    for number, piece in enumerate(re.split("[«»]", text)):
        made = re.sub(r"‹([A-Z])›", lambda found: MADE[found[1]], piece)
        if number % 2:
            made = re.sub(r"(?<![A-Za-z0-9])[KHUPSL](?![A-Za-z0-9])", lambda found: MADE[found[0]], piece)
            spans.append((len(filled), len(filled) + len(made)))
        filled += made
    return filled, spans


def _names(text: str) -> list[tuple[int, int]]:
    return [word.span() for word in _WORD.finditer(text) if is_secret_name(word[0])]


def _hits(text: str, kind: str) -> list[tuple[int, int]]:
    return [
        (start, end)
        for start, end, name in assigned(text, kind, _names(text))
        if is_secret_value(text[start:end], name, kind) and not is_placeholder(text[start:end])
    ]


@pytest.mark.parametrize(("kind", "row"), _rows(FOUND))
def test_values_of_secret_names_are_found(kind: str, row: str) -> None:
    text, spans = _filled(row)
    found = _hits(text, kind)
    assert len(found) == len(spans), text
    for (start, end), (first, last) in zip(found, spans, strict=True):
        assert end == last, text
        assert start == first or text[start:first] in ("hf_", "django-insecure-"), text


@pytest.mark.parametrize(("kind", "row"), _rows(QUIET))
def test_references_placeholders_and_other_names_stay_quiet(kind: str, row: str) -> None:
    text, _ = _filled(row)
    assert [text[start:end] for start, end in _hits(text, kind)] == []


@pytest.mark.parametrize("name", SECRET_NAMES.split())
def test_names_of_secrets(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", OTHER_NAMES.split())
def test_names_of_other_things(name: str) -> None:
    assert not is_secret_name(name)


def test_a_long_word_is_no_name() -> None:
    assert not is_secret_name("api_key" * 20)


@pytest.mark.parametrize(
    "template",
    "<alnum:16> <alnum:20> <alnum:40> <hex:32> <hex:40> <hex:64> <lower+digits:24> <upper+digits:32> "
    "<base64:44> <word:43> <letters:34> hf_<letters:34> sk-<alnum:48> dapi<hex:32> <uuid> "
    "<upper:4>-<hex:40> <alnum:24>.<alnum:40>".split(),
)
def test_random_characters_look_random(template: str) -> None:
    made = [expand(template, seed) for seed in range(300)]
    assert sum(map(looks_random, made)) >= 290


@pytest.mark.parametrize(
    "text",
    "meta-llama/Meta-Llama-3-8B-Instruct gpt-4o-mini-2024-07-18 text-embedding-ada-002 claude-3-5-sonnet-20241022 "
    "sentence-transformers/all-MiniLM-L6-v2 model.layers.0.self_attn.q_proj.weight "
    "num_key_value_heads_per_layer "
    "us-central1-aiplatform.googleapis.com distilbert-base-uncased-finetuned-sst-2-english my-bucket-name-2024-01-01 "
    "AzureOpenAIEmbeddingsDeployment checkpoint-12000-final-version2 internationalization_of_strings_v2 "
    "projects/123456/locations/us-central1 2024-01-01T00:00:00.000000Z 192.168.100.200:8080 "
    "1234567890123456789".split(),
)
def test_names_of_things_do_not_look_random(text: str) -> None:
    assert not looks_random(text)


def test_prose_costs_a_look_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 20,000 places where nothing is assigned, none is gone into."""
    text = "the token. a token, its token) and token_2 of token\n" * 4_000
    monkeypatch.setattr(context, "_Name", None)
    monkeypatch.setattr(context, "_LINK", re.compile(r"(?=[.)\n])never"))
    assert list(assigned(text, "markdown", _names(text))) == []


def _patterns(module: object) -> list[tuple[str, re.Pattern[str]]]:
    return [(name, value) for name, value in vars(module).items() if isinstance(value, re.Pattern)]


def _all_patterns(*modules: object) -> list[tuple[str, re.Pattern[str]]]:
    return [row for module in modules for row in _patterns(module)]


@pytest.mark.parametrize(("name", "pattern"), _all_patterns(*READERS))
def test_no_pattern_looks_far(name: str, pattern: re.Pattern[str]) -> None:
    """Every repeat is bounded, so that a look from one place costs a bounded number of steps."""
    assert sre_parse.parse(pattern.pattern, pattern.flags).getwidth()[1] <= 45_000, name


@pytest.mark.parametrize(
    "piece",
    [
        "password",
        "password=",
        'password="',
        "password = a",
        'password = ("a" ',
        "token: ",
        "token: a[",
        "token if ",
        "x-api-key",
        "--token ",
        "<password>",
        "token, '",
        'token="a" + ',
        "token = a or ",
        "token\\",
        "token\n  - ",
        "Authorization: Bearer ",
        "{",
        "api_keys = ['a', ",
        "token = a.b.c(",
        "token" + " " * 60,
        "password '" + " with ",
        "?token=a&",
        "token=get('a', ",
        "{{",
        '"""',
    ],
)
def test_hostile_text_is_read_to_the_end(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    for kind in ("python", "yaml", "shell", "output"):
        for start, end in _hits(text, kind):
            assert 0 <= start < end <= len(text)


@given(
    st.text(alphabet="abtokenpasw_=:\"'\\ \n{}[]()<>$.,#!%&;+|?/-1Aé"),
    st.sampled_from(["python", "yaml", "ini", "shell", "output"]),
)
def test_any_text_gives_spans_inside_it(text: str, kind: str) -> None:
    for start, end, name in assigned(text, kind, _names(text)):
        assert 0 <= start < end <= len(text)
        assert name


@given(st.text())
def test_any_value_can_be_judged(value: str) -> None:
    assert is_secret_value(value, "password", "python") in (True, False)
    assert is_placeholder(value) in (True, False)


def _repeats(parsed: Any, depth: int = 0) -> Iterator[int]:
    """How many repeats without an end each such repeat stands in, itself counted."""
    for operation, argument in parsed:
        inner = depth
        if str(operation) in ("MAX_REPEAT", "MIN_REPEAT") and argument[1] == sre_parse.MAXREPEAT:
            inner += 1
            yield inner
        for part in argument if isinstance(argument, tuple | list) else [argument]:
            for branch in part if isinstance(part, list) else [part]:
                if isinstance(branch, sre_parse.SubPattern):
                    yield from _repeats(branch, inner)


@pytest.mark.parametrize(("name", "pattern"), _all_patterns(*READERS, values, placeholder))
def test_no_repeat_without_end_is_repeated(name: str, pattern: re.Pattern[str]) -> None:
    assert max(_repeats(sre_parse.parse(pattern.pattern, pattern.flags)), default=0) <= 1, name
