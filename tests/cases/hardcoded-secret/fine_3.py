# --- read from the environment, in every spelling
import os
from os import environ, getenv

OPENAI_API_KEY = os.environ["OPENAI_API_KEY"]
api_key = getenv("ANTHROPIC_API_KEY")
token = environ.get("HF_TOKEN", "")
password = os.environ.get("DB_PASSWORD") or None
# --- read from a vault, a file, a prompt
import getpass
from pathlib import Path

api_key = Path("/run/secrets/openai_api_key").read_text().strip()
password = getpass.getpass("Password: ")
client_secret = vault.read("secret/data/app")["client_secret"]
secret_name = "projects/demo-4711/secrets/openai-api-key/versions/latest"
# --- Streamlit's secrets and password inputs
import streamlit as st

api_key = st.secrets["OPENAI_API_KEY"]
typed = st.text_input("OpenAI API key", type="password", placeholder="sk-proj-1a2b3c...")
# --- the settings of a project, without values
from pydantic import SecretStr
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    openai_api_key: SecretStr
    anthropic_api_key: SecretStr = SecretStr("")
    jwt_secret: str = "change-me-in-production"
    access_token_expire_minutes: int = 60
# --- placeholders of every kind
OPENAI_API_KEY = "YOUR_OPENAI_API_KEY"
ANTHROPIC_API_KEY = "<your-anthropic-key>"
GROQ_API_KEY = "gsk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
HF_TOKEN = "hf_..."
SLACK_BOT_TOKEN = "xoxb-your-token-here"
PASSWORD = "********"
SECRET_KEY = "replace-me-with-a-long-random-string"
GITHUB_TOKEN = "ghp_REPLACE_WITH_YOUR_TOKEN"
# --- templates that are filled in later
HEADERS = {"Authorization": "Bearer ${OPENAI_API_KEY}"}
URL = "postgresql://{user}:{password}@{host}:5432/{name}"
CURL = "curl -H 'Authorization: Bearer $OPENAI_API_KEY' https://api.example.org"
JINJA = "api_key: {{ secrets.OPENAI_API_KEY }}"
# --- keys of local servers, which take anything
from openai import OpenAI

ollama = OpenAI(base_url="http://localhost:11434/v1", api_key="ollama")
vllm = OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY")
studio = OpenAI(base_url="http://127.0.0.1:1234/v1", api_key="not-needed")
# --- tokens that are counted, not kept
MAX_TOKENS = 4096
token_limit = "128000"
TOKENIZER = "sentence-transformers/all-MiniLM-L6-v2"
pad_token = "[PAD]"
stop_tokens = ["<|im_end|>", "<|eot_id|>"]
tokens_per_minute = "tokens_per_minute_200000"
# --- names of keys, not keys
SESSION_KEY = "chat_session_history_v2"
CACHE_KEY = "embeddings:text-embedding-3-small:v1"
sort_key = "created_at_descending_order"
primary_key = "conversation_message_identifier"
API_KEY_HEADER = "X-Internal-Api-Key-Name"
PASSWORD_FIELD = "user_password_confirmation"
# --- the name of a variable that holds the key
ENV_NAME = "AZURE_OPENAI_API_KEY"
secret = load_secret(name="AZURE_OPENAI_API_KEY_PRODUCTION")
provider = {"name": "groq", "api_key_env": "GROQ_API_KEY"}
# --- hashes, ids and digests
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
INTEGRITY = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
TENANT_ID = "72f988bf-86f1-41af-91ab-2d7cd011db47"
password_hash = "pbkdf2:sha256:600000$kqJr1x2v$4e7f0c1d2b3a49586f7e8d9c0b1a2f3e"
FILE_ID = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"
# --- form checks and help
def check(key: str) -> str:
    if key.startswith(("sk-", "sk-ant-")):
        return "ok"
    return "A key starts with sk-proj- and has 164 characters; set it with export OPENAI_API_KEY=sk-..."
# --- a pattern that finds keys
import re

KEY = re.compile(r"sk-(?:proj-)?[A-Za-z0-9_-]{20,}")
AWS = re.compile(r"\bAKIA[0-9A-Z]{16}\b")
# --- made when it runs
import secrets
import uuid

SECRET_KEY = secrets.token_urlsafe(32)
session_token = uuid.uuid4().hex
# --- the examples of documentation
AWS_ACCESS_KEY_ID = "AKIAIOSFODNN7EXAMPLE"
AWS_SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
DATABASE_URL = "postgresql://user:password@localhost/mydb"
REDIS_URL = "redis://localhost:6379/0"
# --- a key of Stripe that every page shows
STRIPE_PUBLISHABLE_KEY = "@@PUBLISHABLE_KEY@@"
# --- Supabase's anonymous key
SUPABASE_ANON_KEY = "@@ANON_KEY@@"
# --- doubles of tests
# path: tests/conftest.py
import pytest


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "test-key-for-the-suite")
    monkeypatch.setenv("DB_PASSWORD", "correct-horse-battery-staple-9")
# --- words in a list of what is masked in logs
SENSITIVE = ["password", "api_key", "authorization", "x-api-key", "client_secret", "refresh_token"]
# --- an alphabet, a salt of a pagination, a mime type
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
TOKEN_URL = "https://login.microsoftonline.com/common/oauth2/v2.0/token"
token_type = "urn:ietf:params:oauth:token-type:access_token"
grant = {"token_endpoint": "https://oauth2.googleapis.com/token"}
