// --- the settings of Next.js
// path: next.config.js
module.exports = {
  reactStrictMode: true,
  env: {
    OPENAI_API_KEY: process.env.OPENAI_API_KEY, // finding: error, no-rewrite
    NAME: process.env.NAME,
  },
};
// --- the whole environment
// path: webpack.config.js
const webpack = require("webpack");

module.exports = {
  plugins: [
    new webpack.DefinePlugin({
      "process.env": JSON.stringify(process.env), // finding: error, no-rewrite
    }),
  ],
};
// --- a key in a script of a page
// path: public/chat.js
async function ask() {
  const prompt = document.querySelector("#prompt").value;
  return fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    headers: { Authorization: "Bearer @@OPENAI_KEY@@" }, // finding: error, no-rewrite
    body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: prompt }] }),
  });
}
