# --- two prompts between the code
from openai import OpenAI

client = OpenAI()


def matter(letter: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {
                "role": "system",
                "content": (
                    "You read the letters that customers write to a shop for bicycles, and you say what each of them "  # finding: note, no-rewrite
                    "is about: an order that has not come, a part that is broken, a price, a visit, or anything else. "
                    "Read the whole letter before you decide, and take the matter that the writer asks to be solved, "
                    "not the one that is told at the greatest length. Where two matters are asked for, name the one "
                    "that costs the customer more. Answer with one word of the list, in lower case, and nothing else."
                ),
            },
            {"role": "user", "content": letter},
        ],
    )
    return reply.choices[0].message.content


def answer(letter: str) -> str | None:
    prompt = f"""You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.

The letter: {letter}
"""
    reply = client.chat.completions.create(
        model="gpt-4o-mini", messages=[{"role": "user", "content": prompt}]
    )
    return reply.choices[0].message.content
# --- the same prompt in two functions
import anthropic

client = anthropic.Anthropic()


def matter(letter: str) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=20,
        system=(
            "You read the letters that customers write to a shop for bicycles, and you say what each of them "  # finding: note, no-rewrite
            "is about: an order that has not come, a part that is broken, a price, a visit, or anything else. "
            "Read the whole letter before you decide, and take the matter that the writer asks to be solved, "
            "not the one that is told at the greatest length. Where two matters are asked for, name the one "
            "that costs the customer more. Answer with one word of the list, in lower case, and nothing else."
        ),
        messages=[{"role": "user", "content": letter}],
    )
    return reply.content[0].text


async def matter_later(letter: str) -> str:
    reply = await anthropic.AsyncAnthropic().messages.create(
        model="claude-sonnet-4-5",
        max_tokens=20,
        system="""You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.""",
        messages=[{"role": "user", "content": letter}],
    )
    return reply.content[0].text
# --- a function that asks the model, and two that tell it what
from openai import OpenAI

client = OpenAI()


def ask(instructions: str, letter: str) -> str:
    reply = client.responses.create(model="gpt-4o-mini", instructions=instructions, input=letter)
    return reply.output_text


def matter(letter: str) -> str:
    return ask(
        "You read the letters that customers write to a shop for bicycles, and you say what each of them "  # finding: note, no-rewrite
        "is about: an order that has not come, a part that is broken, a price, a visit, or anything else. "
        "Read the whole letter before you decide, and take the matter that the writer asks to be solved, "
        "not the one that is told at the greatest length. Where two matters are asked for, name the one "
        "that costs the customer more. Answer with one word of the list, in lower case, and nothing else.",
        letter,
    )


def answer(letter: str) -> str:
    return ask(letter=letter, instructions="""You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.""")
# --- agents that are told who they are
from agents import Agent

sorter = Agent(
    name="Sorter",
    instructions=(
        "You read the letters that customers write to a shop for bicycles, and you say what each of them "  # finding: note, no-rewrite
        "is about: an order that has not come, a part that is broken, a price, a visit, or anything else. "
        "Read the whole letter before you decide, and take the matter that the writer asks to be solved, "
        "not the one that is told at the greatest length. Where two matters are asked for, name the one "
        "that costs the customer more. Answer with one word of the list, in lower case, and nothing else."
    ),
)


def instructions(context: object, agent: object) -> str:
    return f"""You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.
Today it is {context}."""


writer = Agent[dict](name="Writer", instructions=instructions)
# --- templates
from langchain_core.prompts import ChatPromptTemplate, PromptTemplate
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o-mini")

sort = PromptTemplate.from_template(
    "You read the letters that customers write to a shop for bicycles, and you say what each of them "  # finding: note, no-rewrite
    "is about: an order that has not come, a part that is broken, a price, a visit, or anything else. "
    "Read the whole letter before you decide, and take the matter that the writer asks to be solved, "
    "not the one that is told at the greatest length. Where two matters are asked for, name the one "
    "that costs the customer more. Answer with one word of the list, in lower case, and nothing else."
    "{letter}"
) | llm

write = ChatPromptTemplate.from_messages(
    [("system", """You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all."""), ("human", "{letter}")]
) | llm
# --- names, lines that are joined, text that is stripped of its indent
from textwrap import dedent

from openai import OpenAI

client = OpenAI()


class Desk:
    def matter(self, letter: str) -> str:
        task = "\n".join([  # finding: note
            "You read the letters that customers write to a shop for bicycles, and you say what each of them",
            "is about: an order that has not come, a part that is broken, a price, a visit, or anything else.",
            "Read the whole letter before you decide, and take the matter that the writer asks to be solved,",
            "not the one that is told at the greatest length. Where two matters are asked for, name the one",
            "that costs the customer more. Answer with one word of the list, in lower case, and nothing else.",
            letter,
        ])
        return client.responses.create(model="gpt-4o-mini", input=task).output_text

    rules = dedent("""
        You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
        sentences at most, no promise of a date unless one stands in the order, no discount unless the
        order says so. Begin with what the shop will do, then with what the customer has to do, if there
        is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
        letter asks for a person, say that one will write within a day, and write nothing else at all.
    """)

    def answer(self, letter: str) -> str:
        return client.responses.create(
            model="gpt-4o-mini", input=f"{self.rules} {letter}"
        ).output_text
