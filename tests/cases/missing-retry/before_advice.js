// --- the old Gemini package has no option for it
const { GoogleGenerativeAI } = require("@google/generative-ai");

const genAI = new GoogleGenerativeAI(process.env.GEMINI_API_KEY); // finding: warning, no-parameter
const model = genAI.getGenerativeModel({ model: "gemini-1.5-flash" });

exports.ask = async (prompt) => (await model.generateContent(prompt)).response.text();
// --- openai 3 does not retry
// project: openai@3.3.0
const { Configuration, OpenAIApi } = require("openai");

const api = new OpenAIApi(new Configuration({ apiKey: process.env.OPENAI_API_KEY }));

exports.ask = (messages) =>
  api.createChatCompletion({ model: "gpt-3.5-turbo", messages }, { timeout: 20_000 }); // finding: warning, no-parameter
