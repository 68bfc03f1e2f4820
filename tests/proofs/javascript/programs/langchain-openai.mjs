// --- a chat model
// packages: @langchain/openai@1.5.8 @langchain/core@1.4.0
// missing-timeout: @langchain/openai.ChatOpenAI
// uncapped-tokens: @langchain/openai.ChatOpenAI

import { ChatOpenAI } from "@langchain/openai";

const llm = new ChatOpenAI({ model: "gpt-4o-mini", temperature: 0 });

export async function ask(question) {
  const answer = await llm.invoke(question);
  return answer.content;
}

console.log(await ask("What is the capital of France?"));

// --- a chain
// packages: @langchain/openai@1.5.8 @langchain/core@1.4.0
// missing-timeout: @langchain/openai.ChatOpenAI
// uncapped-tokens: @langchain/openai.ChatOpenAI

import { ChatPromptTemplate } from "@langchain/core/prompts";
import { ChatOpenAI } from "@langchain/openai";

const prompt = ChatPromptTemplate.fromTemplate("What is the capital of {country}?");
const model = new ChatOpenAI({
  model: "gpt-4.1-mini",
  configuration: { baseURL: process.env.MODEL_URL },
});
const answer = await prompt.pipe(model).invoke({ country: "France" });
console.log(answer.content);

// --- words as they come
// packages: @langchain/openai@1.5.8 @langchain/core@1.4.0
// uncapped-tokens: @langchain/openai.ChatOpenAI

import { ChatOpenAI } from "@langchain/openai";

const llm = new ChatOpenAI({ model: "gpt-4o-mini", streaming: true });
const stream = await llm.stream("What is the capital of France?");
for await (const part of stream) process.stdout.write(part.content);
console.log();

// --- on Azure
// packages: @langchain/openai@1.5.8 @langchain/core@1.4.0
// missing-timeout: @langchain/openai.AzureChatOpenAI
// uncapped-tokens: @langchain/openai.AzureChatOpenAI

import { AzureChatOpenAI } from "@langchain/openai";

const llm = new AzureChatOpenAI({
  model: "gpt-4o",
  azureOpenAIApiKey: process.env.AZURE_OPENAI_API_KEY,
  azureOpenAIApiDeploymentName: "gpt-4o",
  azureOpenAIApiVersion: "2024-10-21",
  azureOpenAIBasePath: process.env.MODEL_URL,
});
const answer = await llm.invoke("What is the capital of France?");
console.log(answer.content);

// --- a completion
// packages: @langchain/openai@1.5.8 @langchain/core@1.4.0
// missing-timeout: @langchain/openai.OpenAI

import { OpenAI } from "@langchain/openai";

const llm = new OpenAI({ model: "gpt-3.5-turbo-instruct" });
console.log(await llm.invoke("The capital of France is"));
