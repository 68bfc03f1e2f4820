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
