# --- a list that is read with eval
import ast

from openai import OpenAI

client = OpenAI()


def keywords(text: str) -> list[str]:
    reply = client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": f"A Python list of keywords: {text}"}]
    )
    found = ast.literal_eval(reply.choices[0].message.content)  # finding: error, unsafe
    if not isinstance(found, list):
        raise ValueError("the reply is no list")
    return [word.lower() for word in found]
# --- a reply as HTML of Streamlit
import streamlit as st
from openai import OpenAI

client = OpenAI()
reply = client.responses.create(model="gpt-4o", input=st.text_input("Ask"))
st.markdown(reply.output_text, unsafe_allow_html=False)  # finding: warning, unsafe
# --- a reply as markup of Flask
from anthropic import Anthropic
from flask import Flask, request
from markupsafe import Markup
from markupsafe import escape

app = Flask(__name__)
client = Anthropic()


@app.post("/ask")
def ask() -> Markup:
    message = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        messages=[{"role": "user", "content": request.json["question"]}],
    )
    return escape(message.content[0].text)  # finding: warning, unsafe
