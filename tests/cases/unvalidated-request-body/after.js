// --- a file that requires, without semicolons
const express = require("express")
const { z } = require("zod")

const AskInputSchema = z.object({
  question: z.string().max(10_000, "at most 10000 characters"),
  documents: z.array(z.object({
    title: z.string().max(10_000, "at most 10000 characters"),
  })).max(100, "at most 100 documents"),
})

const app = express()

app.post("/ask", async (req, res) => {
  const { question, documents } = AskInputSchema.parse(req.body) // finding
  const text = documents.map((d) => d.title.toUpperCase()).join()
  res.json(await askModel(`${question} about ${text}`))
})
