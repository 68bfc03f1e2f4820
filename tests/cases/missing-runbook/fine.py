# --- docs/runbook.md
# path: service/main.py
# also: docs/runbook.md
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- ops/on-call.md
# path: service/main.py
# also: ops/on-call.md
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- README.md
# path: service/main.py
# also: README.md | # Chat\n\n## Troubleshooting
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- docs/chat.md
# path: service/main.py
# also: docs/chat.md | # Chat\n\n## Rolling back a release
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- a script serves nobody
from openai import OpenAI

client = OpenAI()

print(client.responses.create(model="gpt-4o", input="Hello").output_text)
# --- an example is read, not run
# path: examples/server.py
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- the scaffold, answered
# path: service/main.py
# also: docs/runbook.md | ## When it fails\n\nWho is on call? Ann, then Bo
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
