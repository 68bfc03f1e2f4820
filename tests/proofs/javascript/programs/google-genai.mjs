// --- a question
// packages: @google/genai@3.1.0 | @google/genai@2.32.0 | @google/genai@1.52.0
// missing-timeout: @google/genai.GoogleGenAI
// missing-retry: @google/genai.GoogleGenAI
// uncapped-tokens: models.generateContent

import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });

export async function ask(question) {
  const response = await ai.models.generateContent({
    model: "gemini-2.0-flash",
    contents: question,
  });
  return response.text;
}

console.log(await ask("What is the capital of France?"));

// --- a question, with options
// packages: @google/genai@3.1.0 | @google/genai@2.32.0 | @google/genai@1.52.0
// missing-timeout: @google/genai.GoogleGenAI
// missing-retry: @google/genai.GoogleGenAI
// uncapped-tokens: models.generateContent

import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({
  apiKey: process.env.GEMINI_API_KEY,
  httpOptions: { baseUrl: process.env.MODEL_URL },
});

const response = await ai.models.generateContent({
  model: "gemini-2.0-flash",
  contents: "What is the capital of France?",
  config: { temperature: 0, systemInstruction: "Answer in one word." },
});
console.log(response.text);

// --- words as they come
// packages: @google/genai@3.1.0 | @google/genai@2.32.0 | @google/genai@1.52.0
// uncapped-tokens: models.generateContentStream

import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
const stream = await ai.models.generateContentStream({
  model: "gemini-2.0-flash",
  contents: "What is the capital of France?",
});
for await (const part of stream) process.stdout.write(part.text ?? "");
console.log();

// --- a chat
// packages: @google/genai@3.1.0 | @google/genai@2.32.0 | @google/genai@1.52.0
// uncapped-tokens: chats.create

import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
const chat = ai.chats.create({ model: "gemini-2.0-flash" });
const response = await chat.sendMessage({ message: "What is the capital of France?" });
console.log(response.text);

// --- a question, before retryOptions
// packages: @google/genai@1.30.0
// missing-timeout: @google/genai.GoogleGenAI
// uncapped-tokens: models.generateContent

import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
const response = await ai.models.generateContent({
  model: "gemini-2.0-flash",
  contents: "What is the capital of France?",
});
console.log(response.text);

// --- words as they come, before retryOptions
// packages: @google/genai@1.30.0
// uncapped-tokens: models.generateContentStream

import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
const stream = await ai.models.generateContentStream({
  model: "gemini-2.0-flash",
  contents: "What is the capital of France?",
});
for await (const part of stream) process.stdout.write(part.text ?? "");
console.log();

// --- a chat, before retryOptions
// packages: @google/genai@1.30.0
// uncapped-tokens: chats.create

import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
const chat = ai.chats.create({ model: "gemini-2.0-flash" });
const response = await chat.sendMessage({ message: "What is the capital of France?" });
console.log(response.text);
