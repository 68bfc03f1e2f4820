// --- two prompts between the code
import OpenAI from "openai";

const client = new OpenAI();

export async function matter(letter: string) {
  const reply = await client.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [
      {
        role: "system",
        content:
          "You read the letters that customers write to a shop for bicycles, and you say what each of them " + // finding: note, no-rewrite
          "is about: an order that has not come, a part that is broken, a price, a visit, or anything else. " +
          "Read the whole letter before you decide, and take the matter that the writer asks to be solved, " +
          "not the one that is told at the greatest length. Where two matters are asked for, name the one " +
          "that costs the customer more. Answer with one word of the list, in lower case, and nothing else.",
      },
      { role: "user", content: letter },
    ],
  });
  return reply.choices[0].message.content;
}

export async function answer(letter: string) {
  const prompt = `You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.

The letter: ${letter}`;
  const reply = await client.responses.create({ model: "gpt-4o-mini", input: prompt });
  return reply.output_text;
}
// --- the same prompt in two calls
import { generateText, streamText } from "ai";
import { openai } from "@ai-sdk/openai";

export const matter = (prompt: string) =>
  generateText({
    model: openai("gpt-4o-mini"),
    system:
      "You read the letters that customers write to a shop for bicycles, and you say what each of them " + // finding: note, no-rewrite
      "is about: an order that has not come, a part that is broken, a price, a visit, or anything else. " +
      "Read the whole letter before you decide, and take the matter that the writer asks to be solved, " +
      "not the one that is told at the greatest length. Where two matters are asked for, name the one " +
      "that costs the customer more. Answer with one word of the list, in lower case, and nothing else.",
    prompt,
  });

export const matterAloud = (prompt: string) =>
  streamText({
    model: openai("gpt-4o-mini"),
    system: `You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.`,
    prompt,
  });
// --- a function that asks the model, and two that tell it what
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();

async function ask(system: string, letter: string) {
  return client.messages.create({
    model: "claude-sonnet-4-5",
    max_tokens: 200,
    system,
    messages: [{ role: "user", content: letter }],
  });
}

export const matter = (letter: string) =>
  ask(
    "You read the letters that customers write to a shop for bicycles, and you say what each of them " + // finding: note, no-rewrite
    "is about: an order that has not come, a part that is broken, a price, a visit, or anything else. " +
    "Read the whole letter before you decide, and take the matter that the writer asks to be solved, " +
    "not the one that is told at the greatest length. Where two matters are asked for, name the one " +
    "that costs the customer more. Answer with one word of the list, in lower case, and nothing else.",
    letter,
  );

export const answer = (letter: string) =>
  ask(
    `You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.`,
    letter,
  );
// --- a template and an agent
import { PromptTemplate } from "@langchain/core/prompts";
import { Agent } from "@openai/agents";

export const sort = PromptTemplate.fromTemplate(
  "You read the letters that customers write to a shop for bicycles, and you say what each of them " + // finding: note, no-rewrite
  "is about: an order that has not come, a part that is broken, a price, a visit, or anything else. " +
  "Read the whole letter before you decide, and take the matter that the writer asks to be solved, " +
  "not the one that is told at the greatest length. Where two matters are asked for, name the one " +
  "that costs the customer more. Answer with one word of the list, in lower case, and nothing else." +
    "{letter}",
);

export const writer = new Agent({
  name: "Writer",
  instructions: `You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.`,
});
