// --- Next in development, always
import next from "next";

const app = next({ dev: process.env.NODE_ENV !== "production" }); // finding: warning, unsafe
await app.prepare();
