// --- an option of the factory is for a person
import { NestFactory } from "@nestjs/core";
import { AppModule } from "./app.module";

export const start = () => NestFactory.create(AppModule, { cors: true }); // finding: warning, manual
