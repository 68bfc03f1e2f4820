// --- an option of the factory is for a person
import { NestFactory } from "@nestjs/core";
import { AppModule } from "./app.module";

export const start = () => NestFactory.create(AppModule, { cors: true }); // finding: warning, manual

// --- Koa takes one origin
import cors from "@koa/cors";
import Koa from "koa";

const app = new Koa();
app.use(cors({ origin: "*" })); // finding: warning, manual
