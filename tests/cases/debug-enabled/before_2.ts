// --- the stack in every answer
import errorhandler from "errorhandler";
import express from "express";

const app = express();
app.use(errorhandler()); // finding: warning, manual

// --- development, whatever the environment says
import express from "express";

process.env.NODE_ENV = "development"; // finding: warning, manual
const app = express();
app.set("env", "development"); // finding: warning, manual
