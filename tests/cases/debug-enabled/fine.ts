// --- only in development
import errorhandler from "errorhandler";
import express from "express";

const app = express();
if (process.env.NODE_ENV === "development") {
  app.use(errorhandler());
}

if (app.get("env") === "development") app.use(errorhandler());

// --- the environment decides
import { ApolloServer } from "@apollo/server";
import mongoose from "mongoose";
import { typeDefs } from "./schema";

export const server = new ApolloServer({
  typeDefs,
  includeStacktraceInErrorResponses: process.env.NODE_ENV !== "production",
});

mongoose.set("debug", process.env.DEBUG === "1");

mongoose.set("strictQuery", true);

// --- production, and a default
process.env.NODE_ENV = "production";

process.env.NODE_ENV ||= "development";

// --- flags of other things
import { createLogger } from "./logger";

export const logger = createLogger({ debug: true });

const cache = new Map();
cache.set("debug", true);

// --- an error handler of one's own
import { errorhandler } from "./errors";
import express from "express";

const app = express();
app.use(errorhandler());
