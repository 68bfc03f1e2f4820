// --- nothing says what is in it
import { runWorkflow } from "workflows";

app.post("/run", async (req, res) => {
  res.json(await runWorkflow(req.body)); // finding: shape-unknown
});
// --- all of it goes on, so what is not seen here would be lost
app.post("/run", async (req, res) => {
  const { question, ...rest } = req.body; // finding: shape-unknown
  res.json(await generateAnswer(question, { ...rest }));
});
// --- the project has a validator of its own
// project: valibot@1.0.0
app.post("/ask", async (req, res) => {
  const { question } = req.body; // finding: other-validator
  res.json(await generateAnswer(question));
});
