// --- a condition about something else
app.post("/ask", async (req, res) => {
  const { question, mode } = req.body; // finding
  if (isStreaming(mode)) {
    return res.json(await generateAnswer(question));
  }
  res.json({});
});
// --- the answer of the check is dropped
app.post("/ask", async (req, res) => {
  const body = req.body; // finding: shape-unknown
  AskSchema.safeParse(body);
  res.json(await generateAnswer(body.question));
});
// --- used where it was found wrong
app.post("/ask", async (req, res) => {
  const { question } = req.body; // finding
  const result = Question.safeParse(question);
  if (result.success) {
    res.json({ ok: true });
  } else {
    res.json(await generateAnswer(question));
  }
});
// --- stored first
app.post("/ask", async (req, res) => {
  const saved = await prisma.message.create({ data: { text: req.body.text } }); // finding
  res.json(await generateAnswer(saved.text));
});
// --- an object that is made with new
app.post("/ask", async (req, res) => {
  const chat = new SupportAgent(req.body.question); // finding
  res.json(await chat.run());
});
