// How often texts are no program, as the TypeScript compiler and V8 say.
// node --experimental-vm-modules forms.mjs TYPESCRIPT < [{"path": ..., "text": ...}, ...]
// One number a text: the syntactic errors of the compiler, plus one where V8 does not parse it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import vm from "node:vm";

const ts = createRequire(process.argv[2] + "/")("typescript");
const files = JSON.parse(readFileSync(0, "utf8"));

function forV8(path, text) {
  if (!/\.[cm]?js$/.test(path)) return 0;
  try {
    new vm.SourceTextModule(text);
    return 0;
  } catch {}
  try {
    new vm.Script(`(async function (exports, require, module) {${text.replace(/^#!.*/, "")}\n})`);
    return 0;
  } catch {}
  return 1;
}

function forCompiler(path, text) {
  const kind = /\.([cm]?js|jsx)$/.test(path) ? ts.ScriptKind.JSX : undefined;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kind);
  return file.parseDiagnostics.length;
}

const answer = files.map(({ path, text }) => forCompiler(path, text) + forV8(path, text));
process.stdout.write(JSON.stringify(answer));
