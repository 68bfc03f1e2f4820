const { GoogleGenerativeAI } = require("@google/generative-ai");
const OpenAI = require("openai");

process.env.OPENAI_API_KEY = "@@OPENAI_KEY@@"; // finding
const genAI = new GoogleGenerativeAI("@@GOOGLE_KEY@@"); // finding
const openai = new OpenAI();
const pool = createPool({ host: "db.internal", password: "@@PASSWORD@@" }); // finding

class Bot {
  token = "@@SLACK_KEY@@"; // finding
}

module.exports = { Bot, genAI, openai, pool };
// --- what stands above a setting stays with it
import { start } from "./shop.js";

/** @type {import("./shop.js").Settings} */
const settings = {
  apiKey: "b7e1f09c3a5d428896d0c4e72f1a8b36", // finding: error, unsafe
};

start(settings);
