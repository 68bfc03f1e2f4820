// --- a password of the project's own in a class field: an unset one must not pass as empty
export class Admin {
  password = "@@PASSWORD@@"; // finding: needs-a-check
}
// --- a server's key built into pages
// path: src/lib/openai.ts
export const key = import.meta.env.VITE_OPENAI_API_KEY || "@@OPENAI_KEY@@"; // finding: public-setting
