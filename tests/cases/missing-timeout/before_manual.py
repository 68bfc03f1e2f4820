# --- ollama's module functions take no timeout
import ollama


def ask(prompt: str) -> str:
    answer = ollama.chat(model="llama3.2", messages=[{"role": "user", "content": prompt}])  # finding: error, no-parameter
    return answer["message"]["content"]
