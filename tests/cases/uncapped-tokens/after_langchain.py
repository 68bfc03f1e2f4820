# --- another provider's server gets the cap under the same name: it is one field
from langchain_openai import ChatOpenAI

model = ChatOpenAI(base_url="https://api.deepseek.com/v1", model="gpt-4o-mini", timeout=30, max_completion_tokens=4096)  # finding: warning, safe
