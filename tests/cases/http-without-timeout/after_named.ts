// --- the options are a variable
// path: server/call.ts
import { createHash } from "node:crypto";

const init: RequestInit = { method: "POST" };
init.headers = { etag: createHash("sha1").digest("hex") };

export const call = (url: string) => fetch(url, { ...init, signal: AbortSignal.timeout(60_000) }); // finding: warning, safe
// --- options that are put together piece by piece
// path: server/call.ts
export async function call(url: string, body?: object) {
  const init: RequestInit = { method: "POST" };
  if (body) {
    init.body = JSON.stringify(body);
  }
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(60_000) }); // finding: warning
  console.info(`${init.method}: ${response.status}`);
  return response.json();
}
// --- one of two sets of options
// path: server/call.ts
export async function call(url: string, body?: object) {
  let init: RequestInit = { method: "GET" };
  if (body) init = { method: "POST", body: JSON.stringify(body) };
  return (await fetch(url, { ...init, signal: AbortSignal.timeout(60_000) })).json(); // finding: warning
}
