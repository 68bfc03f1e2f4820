// --- Next in development, always
import next from "next";

const app = next({ dev: true }); // finding: warning, unsafe
await app.prepare();
