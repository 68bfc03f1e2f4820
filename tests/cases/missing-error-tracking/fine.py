# --- requirements.txt
# path: service/main.py
# also: requirements.txt | sentry-sdk
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- pyproject.toml
# path: service/main.py
# also: pyproject.toml | [project]\ndependencies = ["opentelemetry-sdk"]
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- alarms.tf
# path: service/main.py
# also: alarms.tf | resource "aws_cloudwatch_metric_alarm" "errors" {}
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
# --- main.py
# path: service/main.py
# also: main.py | import logfire
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
# --- main.bicep
# path: service/main.py
# also: infra/main.bicep | module logs 'core/monitor/loganalytics.bicep' = { name: 'logs' }
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()
