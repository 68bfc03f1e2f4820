# --- InferenceClient has no such parameter
from huggingface_hub import InferenceClient

client = InferenceClient("meta-llama/Llama-3.1-8B-Instruct", timeout=30)  # finding: warning, no-parameter
# --- openai below 1.0 does not retry
# project: openai==0.28.1
import openai


def ask(text: str) -> str:
    answer = openai.ChatCompletion.create(  # finding: warning, no-parameter
        model="gpt-3.5-turbo", messages=[{"role": "user", "content": text}], request_timeout=30
    )
    return answer.choices[0].message.content
# --- at the top of a script, whose author can run it again
# project: openai==0.28.1
import openai

answer = openai.ChatCompletion.create(  # finding: note, no-parameter
    model="gpt-3.5-turbo", messages=[{"role": "user", "content": "Hello"}], request_timeout=30
)
print(answer.choices[0].message.content)
# --- at the top of a page, where a visitor waits
# project: openai==0.28.1 streamlit
import openai
import streamlit as st

answer = openai.ChatCompletion.create(  # finding: warning, no-parameter
    model="gpt-3.5-turbo", messages=[{"role": "user", "content": st.text_input("?")}], request_timeout=30
)
st.write(answer.choices[0].message.content)
