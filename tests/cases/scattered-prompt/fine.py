# --- one long prompt, and short ones
from openai import OpenAI

client = OpenAI()


def matter(letter: str) -> str:
    return client.responses.create(
        model="gpt-4o-mini",
        instructions="""You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.""",
        input=letter,
    ).output_text


def answer(letter: str) -> str:
    return client.responses.create(
        model="gpt-4o-mini", instructions="Answer kindly, in three sentences.", input=letter
    ).output_text


def title(letter: str) -> str:
    return client.responses.create(
        model="gpt-4o-mini", instructions="Give the letter a title.", input=letter
    ).output_text
# --- one prompt, given to three calls by its name
from openai import OpenAI

client = OpenAI()
RULES = """You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else."""


def matter(letter: str) -> str:
    return client.responses.create(
        model="gpt-4o-mini", instructions=RULES, input=letter
    ).output_text


def matters(letter: str) -> str:
    return client.responses.create(
        model="gpt-4o", instructions=f"{RULES} Name two.", input=letter
    ).output_text


def quick(letter: str) -> str:
    return client.responses.create(
        model="gpt-4o-mini", instructions=RULES + " Be quick.", input=letter
    ).output_text
# --- the library, by its name
# path: shop/prompts.py
from langchain_core.prompts import PromptTemplate

SORT = PromptTemplate.from_template("""You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.""")

WRITE = PromptTemplate.from_template("""You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.""")
# --- the library, by its folder
# path: shop/prompts/letters.py
import openai

SORT = """You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else."""

WRITE = """You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all."""


def render(letter: str) -> str:
    return openai.responses.create(model="gpt-4o-mini", instructions=SORT, input=WRITE).output_text
# --- a file with nothing but prompts in it
# path: shop/letters.py
from textwrap import dedent

from langchain_core.prompts import ChatPromptTemplate

SORT = ChatPromptTemplate.from_messages([("system", """You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.""")])

WRITE = ChatPromptTemplate.from_messages([("system", dedent("""You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all."""))])


def both() -> list[ChatPromptTemplate]:
    return [SORT, WRITE]
# --- prompts of another file, and of files of text
from pathlib import Path

from openai import OpenAI

from .texts import SORT

client = OpenAI()
WRITE = Path("write.txt").read_text()


def matter(letter: str) -> str:
    return client.responses.create(
        model="gpt-4o-mini", instructions=SORT, input=letter
    ).output_text


def answer(letter: str) -> str:
    return client.responses.create(
        model="gpt-4o-mini", instructions=WRITE, input=letter
    ).output_text
# --- docstrings, and what a tool is said to do
from openai import OpenAI

client = OpenAI()
TOOLS = [
    {
        "type": "function",
        "name": "orders",
        "description": """You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.""",
        "parameters": {
            "type": "object",
            "properties": {"letter": {"type": "string", "description": """You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all."""}},
        },
    }
]


def matter(letter: str) -> str:
    """You read the letters that customers write to a shop for bicycles, and you say what each of them
    is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
    Read the whole letter before you decide, and take the matter that the writer asks to be solved,
    not the one that is told at the greatest length. Where two matters are asked for, name the one
    that costs the customer more. Answer with one word of the list, in lower case, and nothing else."""
    return client.responses.create(model="gpt-4o-mini", tools=TOOLS, input=letter).output_text


def answer(letter: str) -> str:
    """You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
    sentences at most, no promise of a date unless one stands in the order, no discount unless the
    order says so. Begin with what the shop will do, then with what the customer has to do, if there
    is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
    letter asks for a person, say that one will write within a day, and write nothing else at all."""
    return client.responses.create(model="gpt-4o-mini", tools=TOOLS, input=letter).output_text
# --- statements, pages and help
import argparse

from openai import OpenAI

client = OpenAI()
HELP = """You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else."""
PAGE = """<html><body>
You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.
</body></html>"""
parser = argparse.ArgumentParser(description=HELP)


def letters(db) -> list[str]:
    return db.execute(
        """
        SELECT letter.id, letter.text, letter.written_at, customer.name, customer.language,
               orders.number, orders.state, orders.total, orders.promised_at, orders.sent_at
        FROM letter
        JOIN customer ON customer.id = letter.customer_id
        LEFT JOIN orders ON orders.customer_id = customer.id AND orders.state <> 'closed'
        WHERE letter.answered_at IS NULL AND letter.deleted_at IS NULL
        ORDER BY orders.promised_at NULLS LAST, letter.written_at
        LIMIT 50
        """
    )


def matter(letter: str) -> str:
    return client.responses.create(model="gpt-4o-mini", input=letter).output_text
# --- what a model is shown as its own answers, beside one prompt
from openai import OpenAI

client = OpenAI()


def answer(letter: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": """You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all."""},
            {"role": "assistant", "content": """You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else."""},
            {"role": "assistant", "content": """You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else. And so on."""},
            {"role": "user", "content": letter},
        ],
    )
    return reply.choices[0].message.content
# --- examples that somebody may pick, and what is tried out by hand
from openai import OpenAI

client = OpenAI()
EXAMPLE_1 = """You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else."""
EXAMPLE_2 = """You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all."""


def ask(letter: str) -> str:
    return client.responses.create(model="gpt-4o-mini", input=letter).output_text


def show(number: int) -> str:
    return ask(EXAMPLE_1 if number == 1 else EXAMPLE_2)


if __name__ == "__main__":
    print(ask("""You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else."""))
    print(ask("""You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all."""))
# --- a prompt made of two long parts is one
from openai import OpenAI

client = OpenAI()


def matter(letter: str, detailed: bool) -> str:
    kinds = """You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else."""
    return client.responses.create(
        model="gpt-4o-mini",
        instructions=f"""You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.
{kinds if detailed else ""}""",
        input=letter,
    ).output_text
# --- a test says what it asks
# path: tests/test_letters.py
from openai import OpenAI

client = OpenAI()


def test_matter() -> None:
    assert client.responses.create(model="gpt-4o-mini", input="""You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.""").output_text

    assert client.responses.create(model="gpt-4o-mini", input="""You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.""").output_text
# --- just under the length that counts as long
from openai import OpenAI

client = OpenAI()


def matter(letter: str) -> str:
    return client.responses.create(
        model="gpt-4o-mini", instructions="""You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one""", input=letter
    ).output_text


def answer(letter: str) -> str:
    return client.responses.create(
        model="gpt-4o-mini", instructions="""You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the""", input=letter
    ).output_text
# --- a file that says who the agents are, and nothing else
from google.adk.agents import LlmAgent
from google.adk.tools.agent_tool import AgentTool

sorter = LlmAgent(name="sorter", model="gemini-2.0-flash-001", instruction=(
    "You read the letters that customers write to a shop for bicycles, and you say what each of them "
    "is about: an order that has not come, a part that is broken, a price, a visit, or anything else. "
    "Read the whole letter before you decide, and take the matter that the writer asks to be solved, "
    "not the one that is told at the greatest length. Where two matters are asked for, name the one "
    "that costs the customer more. Answer with one word of the list, in lower case, and nothing else."
))

root_agent = LlmAgent(name="writer", model="gemini-2.0-flash-001", instruction=(
    "You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three "
    "sentences at most, no promise of a date unless one stands in the order, no discount unless the "
    "order says so. Begin with what the shop will do, then with what the customer has to do, if there "
    "is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the "
    "letter asks for a person, say that one will write within a day, and write nothing else at all."
), tools=[AgentTool(sorter)])
# --- a file that says who the agents are, and how long they may talk
from google.adk.agents import LlmAgent
from google.adk.tools.agent_tool import AgentTool
from google.genai import types

sorter = LlmAgent(name="sorter", model="gemini-2.0-flash-001", instruction=(
    "You read the letters that customers write to a shop for bicycles, and you say what each of them "
    "is about: an order that has not come, a part that is broken, a price, a visit, or anything else. "
    "Read the whole letter before you decide, and take the matter that the writer asks to be solved, "
    "not the one that is told at the greatest length. Where two matters are asked for, name the one "
    "that costs the customer more. Answer with one word of the list, in lower case, and nothing else."
))

root_agent = LlmAgent(name="writer", model="gemini-2.0-flash-001", instruction=(
    "You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three "
    "sentences at most, no promise of a date unless one stands in the order, no discount unless the "
    "order says so. Begin with what the shop will do, then with what the customer has to do, if there "
    "is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the "
    "letter asks for a person, say that one will write within a day, and write nothing else at all."
), tools=[AgentTool(sorter)],
    generate_content_config=types.GenerateContentConfig(max_output_tokens=900))
