// --- pages bundled on request
import express from "express";
import { createServer } from "vite";

const app = express();
const vite = await createServer({ server: { middlewareMode: true } }); // finding: warning, manual
app.use(vite.middlewares);
app.listen(3000);
