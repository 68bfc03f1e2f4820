// --- names without values
// path: next.config.js
module.exports = {
  env: { NEXT_PUBLIC_NAME: process.env.NAME, APP_URL: process.env.APP_URL },
  serverRuntimeConfig: { OPENAI_API_KEY: process.env.OPENAI_API_KEY },
};
// --- the server's own script
// path: server/index.js
const OpenAI = require("openai");

const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

module.exports = { env: { OPENAI_API_KEY: process.env.OPENAI_API_KEY }, client };
