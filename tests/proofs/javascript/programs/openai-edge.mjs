// --- a chat
// packages: openai-edge@1.2.2
// missing-timeout: createChatCompletion
// uncapped-tokens: createChatCompletion

import { Configuration, OpenAIApi } from "openai-edge";

const config = new Configuration({
  apiKey: process.env.OPENAI_API_KEY,
  basePath: process.env.MODEL_URL,
});
const openai = new OpenAIApi(config);

const response = await openai.createChatCompletion({
  model: "gpt-3.5-turbo",
  messages: [{ role: "user", content: "What is the capital of France?" }],
});
const answer = await response.json();
console.log(answer.choices[0].message.content);

// --- a completion
// packages: openai-edge@1.2.2
// missing-timeout: createCompletion

import { Configuration, OpenAIApi } from "openai-edge";

const config = new Configuration({ apiKey: "k", basePath: process.env.MODEL_URL });
const openai = new OpenAIApi(config);

export async function complete(prompt) {
  const response = await openai.createCompletion({ model: "text-davinci-003", prompt });
  return (await response.json()).choices[0].text;
}

console.log(await complete("The capital of France is"));
