// --- openai 3
// project: openai@3.3.0
const { Configuration, OpenAIApi } = require("openai");

const api = new OpenAIApi(new Configuration({ apiKey: process.env.OPENAI_API_KEY }));

exports.ask = (messages) =>
  api.createChatCompletion({ // finding: warning, safe
    model: "gpt-4o",
    messages,
  });
// --- express, a client made in another file
// project: openai@5.23.2
const express = require("express");
const { openai } = require("./clients");

const app = express();

app.post("/ask", async (req, res) => {
  const reply = await openai.chat.completions.create({ // finding: error, safe
    model: "gpt-4o", messages: req.body.messages,
  });
  res.json(reply);
});
// --- ollama, whose option is nested
const ollama = require("ollama").default;

exports.ask = (prompt) => ollama.generate({ model: "llama3.2", prompt }); // finding: warning
