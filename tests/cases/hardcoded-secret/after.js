const { GoogleGenerativeAI } = require("@google/generative-ai");
const OpenAI = require("openai");

if (!process.env.OPENAI_API_KEY) throw new Error("OPENAI_API_KEY is not set"); // finding
const genAI = new GoogleGenerativeAI(process.env.GEMINI_API_KEY); // finding
const openai = new OpenAI();
if (!process.env.PASSWORD) throw new Error("PASSWORD is not set");
const pool = createPool({ host: "db.internal", password: process.env.PASSWORD }); // finding

class Bot {
  token = process.env.SLACK_BOT_TOKEN; // finding
}

module.exports = { Bot, genAI, openai, pool };
// --- what stands above a setting stays with it
import { start } from "./shop.js";

if (!process.env.API_KEY) throw new Error("API_KEY is not set");
/** @type {import("./shop.js").Settings} */
const settings = {
  apiKey: process.env.API_KEY, // finding: error, unsafe
};

start(settings);
