"""What a model answered, run as code."""

from __future__ import annotations

import pytest

from labcoat.core.document import read_document
from labcoat.core.engine import check
from labcoat.core.rule_set import RuleSet
from labcoat.unsafe_load.execution import dynamic_exec
from tests.cases import notebook
from tests.tables import case, flagging, quiet

ASK = "r = client.chat.completions.create(model='gpt-4o', messages=m)\n"
CODE = ASK + "code = r.choices[0].message.content\n"
EXEC_FLAGS = [
    case("exec", "a.py", CODE + "»exec«(code)\n"),
    case("eval", "a.py", CODE + "x = »eval«(code)\n"),
    case("at once", "a.py", ASK + "»exec«(r.choices[0].message.content, {})\n"),
    case(
        "in one expression", "a.py", "»eval«(client.chat.completions.create(messages=m).choices[0].message.content)\n"
    ),
    case(
        "module-level client",
        "a.py",
        "import openai\nr = openai.ChatCompletion.create(messages=m)\n»exec«(r['choices'][0]['message']['content'])\n",
    ),
    case("stripped", "a.py", CODE + "code = code.strip().strip('`')\n»exec«(code)\n"),
    case("split", "a.py", CODE + "code = code.split('```python')[1].split('```')[0]\n»exec«(code)\n"),
    case(
        "matched", "a.py", CODE + "found = re.search(r'```python(.*?)```', code, re.DOTALL)\n»exec«(found.group(1))\n"
    ),
    case(
        "condition",
        "a.py",
        CODE + "block = re.search('a', code)\ncode = block.group(1) if block else code\n»exec«(code)\n",
    ),
    case("all that match", "a.py", CODE + "for block in re.findall('a', code):\n    »exec«(block)\n"),
    case(
        "one of several", "a.py", CODE + "block = next(b for b in r.content if b.type == 'code')\n»exec«(block.text)\n"
    ),
    case("decoded", "a.py", CODE + "plan = json.loads(code)\n»eval«(plan['expression'])\n"),
    case("f-string", "a.py", CODE + "»os.system«(f'bash -c {code}')\n"),
    case("added up", "a.py", ASK + "code = 'import os\\n'\ncode += r.choices[0].message.content\n»exec«(code)\n"),
    case("compiled", "a.py", CODE + "»exec«(compile(code, 'a', 'exec'))\n"),
    case(
        "stream",
        "a.py",
        "code = ''\nfor chunk in client.chat.completions.create(stream=True):\n"
        "    code += chunk.choices[0].delta.content\n»exec«(code)\n",
    ),
    case("responses", "a.py", "r = client.responses.create(model='m', input=q)\n»exec«(r.output_text)\n"),
    case("Anthropic", "a.py", "r = client.messages.create(model='c', messages=m)\n»exec«(r.content[0].text)\n"),
    case("Google", "a.py", "r = model.generate_content(q)\n»exec«(r.text)\n"),
    case(
        "Ollama",
        "a.py",
        "import ollama\nr = ollama.chat(model='m', messages=m)\n"
        "»subprocess.run«(r['message']['content'], shell=True)\n",
    ),
    case(
        "LiteLLM",
        "a.py",
        "from litellm import completion\nr = completion(model='m', messages=m)\n»eval«(r.choices[0].message.content)\n",
    ),
    case(
        "pipeline",
        "a.py",
        "from transformers import pipeline\ng = pipeline('text-generation')\nout = g(q)[0]['generated_text']\n"
        "»exec«(out)\n",
    ),
    case("generate", "a.py", "out = model.generate(**inputs)\ntext = tokenizer.decode(out[0])\n»exec«(text)\n"),
    case("batch", "a.py", "out = model.generate(**inputs)\ntext = tokenizer.batch_decode(out)[0]\n»eval«(text)\n"),
    case(
        "LangChain",
        "a.py",
        "from langchain_openai import ChatOpenAI\nllm = ChatOpenAI()\n»exec«(llm.invoke(q).content)\n",
    ),
    case(
        "LangChain, called", "a.py", "from langchain.llms import OpenAI\nllm = OpenAI()\ncode = llm(q)\n»exec«(code)\n"
    ),
    case("chain", "a.py", "chain = prompt | llm\nresult = chain.invoke({'q': q})\n»eval«(result)\n"),
    case(
        "vLLM",
        "a.py",
        "from vllm import LLM\nllm = LLM('m')\nouts = llm.generate(qs)\nfor out in outs:\n"
        "    »exec«(out.outputs[0].text)\n",
    ),
    case(
        "awaited",
        "a.py",
        "async def f():\n    r = await client.chat.completions.create(messages=m)\n"
        "    »exec«(r.choices[0].message.content)\n",
    ),
    case(
        "function of the file",
        "a.py",
        "def ask(q):\n    r = client.chat.completions.create(messages=q)\n    return r.choices[0].message.content\n"
        "\ncode = ask('a')\n»exec«(code)\n",
    ),
    case(
        "method of the file",
        "a.py",
        "class A:\n    def ask(self, q):\n        return self.llm.invoke(q).content\n    def run(self, q):\n"
        "        »exec«(self.ask(q))\n",
    ),
    case(
        "kept in an attribute",
        "a.py",
        "class A:\n    def ask(self, q):\n        self.last = self.llm.invoke(q).content\n"
        "    def run(self):\n        »exec«(self.last)\n",
    ),
    case("helper", "a.py", CODE + "»exec«(extract_code(code))\n"),
    case("helper of the file", "a.py", "def clean(t):\n    return t.strip()\n" + CODE + "»exec«(clean(code))\n"),
    case(
        "request",
        "a.py",
        "r = requests.post('https://api.openai.com/v1/chat/completions', json=d).json()\n"
        "»exec«(r['choices'][0]['message']['content'])\n",
    ),
    case("shell", "a.py", CODE + "»subprocess.check_output«(code, shell=True)\n"),
    case("words", "a.py", CODE + "»subprocess.run«(['python', '-c', code])\n"),
    case("this Python", "a.py", CODE + "»subprocess.run«([sys.executable, '-c', code], check=True)\n"),
    case("words of a shell", "a.py", CODE + "cmd = ['bash', '-c', code]\n»subprocess.Popen«(cmd)\n"),
    case("popen", "a.py", CODE + "print(»os.popen«(code).read())\n"),
    case("cell", "a.ipynb", notebook(ASK, "»get_ipython().run_cell«(r.choices[0].message.content)")),
    case("notebook", "a.ipynb", notebook("import openai\nclient = openai.OpenAI()", CODE, "%time »exec«(code)")),
    case("tool", "a.py", "from langchain_experimental.tools import PythonREPLTool\ntools = [»PythonREPLTool«()]\n"),
    case(
        "tool of data frames",
        "a.py",
        "from langchain_experimental.tools.python.tool import PythonAstREPLTool\n"
        "t = »PythonAstREPLTool«(locals={'df': df})\n",
    ),
    case("tool of a shell", "a.py", "from langchain_community.tools import ShellTool\nt = »ShellTool«()\n"),
]
EXEC_QUIET = [
    case("model.eval", "a.py", "model.eval()\nout = model.generate(**inputs)\n"),
    case("literal_eval", "a.py", "import ast\n" + CODE + "x = ast.literal_eval(code)\n"),
    case("literal_eval by name", "a.py", "from ast import literal_eval as eval\n" + CODE + "x = eval(code)\n"),
    case("data", "a.py", CODE + "x = json.loads(code)\neval('1 + 1')\n"),
    case("parameter", "a.py", "def run(code):\n    exec(code)\nrun2(model.generate(x))\n"),
    case("parameter with a name of the module", "a.py", CODE + "def run(code):\n    exec(code)\n"),
    case("file", "a.py", ASK + "exec(open('setup.py').read())\n"),
    case("version", "a.py", ASK + "exec(Path('version.py').read_text(), about)\n"),
    case("number", "a.py", CODE + "n = int(code)\neval(f'f{n}()')\n"),
    case("number in a command", "a.py", CODE + "os.system(f'sleep {len(code)}')\n"),
    case("quoted", "a.py", CODE + "os.system(f'say {shlex.quote(code)}')\n"),
    case("argument of a program", "a.py", CODE + "subprocess.run(['say', code])\n"),
    case("argument of a script", "a.py", CODE + "subprocess.run(['python', 'a.py', code])\n"),
    case("input", "a.py", CODE + "subprocess.run(['python', 'judge.py'], input=code)\n"),
    case("what is compared", "a.py", CODE + "eval('a' if code == 'b' else 'c')\n"),
    case("assigned later", "a.py", "code = 'x = 1'\nexec(code)\n" + CODE),
    case("other text", "a.py", "r = requests.get(url)\nllm = 1\ncreate = 2\nexec(r.text)\n"),
    case("other generator", "a.py", "code = codegen.generate(tree)\nexec(code)\n"),
    case("other client", "a.py", "row = client.tables.create(name='a')\neval(row.name)\n"),
    case("printed", "a.py", CODE + "print(code)\nos.system('ls')\n"),
    case("method of that name", "a.py", CODE + "sandbox.exec(code)\ncontainer.eval(code)\n"),
    case("own run", "a.py", CODE + "sandbox.run(code)\nexecutor.system(code)\n"),
    case("attribute of another", "a.py", ASK + "self.answer = r\nexec(other.answer)\nexec(self.code)\n"),
    case("facts about an answer", "a.py", ASK + "os.system('echo ' + r.id + f'{r.usage.total_tokens}')\n"),
    case("no program", "a.py", CODE + f"subprocess.run([0x{'f' * 9000}, '-c', code])\n"),
    case("comment", "a.py", CODE + "# exec(code)\n"),
    case("other function's", "a.py", "def a():\n    code = llm.invoke(q)\n    return 1\ndef b():\n    exec(code)\n"),
    case("tool from elsewhere", "a.py", "from .tools import PythonREPLTool\nimport langchain\nt = PythonREPLTool()\n"),
    case("tool that is imported", "a.py", "from langchain_experimental.tools import PythonREPLTool\n"),
    case("markdown", "a.ipynb", notebook("[markdown]exec(llm.invoke(q))", "model.eval()\nmodel.generate(x)")),
]

test_exec_flags = flagging("dynamic-exec", EXEC_FLAGS)
test_exec_quiet = quiet("dynamic-exec", EXEC_QUIET)


@pytest.mark.parametrize(("path", "severity"), [("a.py", "medium"), ("tests/test_a.py", "low")])
def test_a_test_answers_itself(path: str, severity: str) -> None:
    [(rule, hit)] = check(read_document(path, f"{CODE}exec(code)\n".encode()), RuleSet([dynamic_exec]))
    assert (hit.severity or rule.severity) == severity
