// --- a small model
import OpenAI from "openai";

const client = new OpenAI();
export const ask = (input: string) => client.responses.create({ model: "gpt-5-mini", input });
// --- chosen by the environment
import OpenAI from "openai";

const client = new OpenAI();
export const ask = (input: string) =>
  client.responses.create({ model: process.env.MODEL ?? "gpt-5-mini", input });
// --- passed in
import OpenAI from "openai";

const client = new OpenAI();
export const ask = (input: string, model: string) => client.responses.create({ model, input });
// --- chosen by a function
import OpenAI from "openai";

const client = new OpenAI();
export const ask = (input: string) => client.responses.create({ model: chooseModel("gpt-5", input), input });
// --- a price table
export const PRICES = { model: "gpt-5", input: 1.25 };
// --- a question that never varies
import OpenAI from "openai";

const client = new OpenAI();
const messages = [{ role: "user" as const, content: "Say that you are there." }];

export const isThere = () => client.chat.completions.create({ model: "gpt-5", messages });
