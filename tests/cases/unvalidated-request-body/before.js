// --- a file that requires, without semicolons
const express = require("express")
const app = express()

app.post("/ask", async (req, res) => {
  const { question, documents } = req.body // finding
  const text = documents.map((d) => d.title.toUpperCase()).join()
  res.json(await askModel(`${question} about ${text}`))
})
