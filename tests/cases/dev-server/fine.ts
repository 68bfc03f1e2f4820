// --- the environment decides
import next from "next";

const app = next({ dev: process.env.NODE_ENV !== "production" });

const other = next({ dev: false });

// --- bundled on request for those who develop
import express from "express";
import { createServer } from "vite";

const app = express();
if (process.env.NODE_ENV !== "production") {
  const vite = await createServer({ server: { middlewareMode: true } });
  app.use(vite.middlewares);
}

// --- a server of tests
import { createServer } from "vite";

const server = await createServer({ root: "app" });

// --- another next
import { next } from "./queue";

next({ dev: true });
