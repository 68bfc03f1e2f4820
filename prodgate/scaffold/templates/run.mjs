/*
Asks the application every case of cases.jsonl and compares the pass rates with thresholds.json.

    EVALS_BASE_URL=http://127.0.0.1:3000 node evals/run.mjs

Exit code: 0 every group reached its threshold; 1 one did not; 2 nothing could be measured.
The application has to run, and it asks its real model: every run costs what that costs.

A line of cases.jsonl is one case:

    {"id": "refund-1", "group": "answers", "input": {"message": "How long do I have?"},
     "expect": {"contains": ["30 days"], "max-latency": 10}}

"input" holds the fields that the application is sent; "path" those of its address, if it has any.
"expect" holds at least one of
    contains, not-contains   texts that the answer has, or has not; case is ignored
    regex                    a pattern that is found in the answer
    json-schema              what the answer is as JSON (type, required, properties, items, enum,
                             const, pattern, minimum, maximum, minItems, maxItems, minLength,
                             maxLength, additionalProperties: false)
    max-latency              seconds until the whole answer is there
    status                   the HTTP status; else any from 200 to 299

"target" in thresholds.json says how the application is asked. "answer" there is where the text
stands in what comes back, "choices.0.text" for example; "" takes the whole body. ${NAME} in a
header stands for an environment variable.
*/

import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";

const UNWRITTEN = "prodgate: to be written";
const EXPECTATIONS = ["contains", "not-contains", "regex", "json-schema", "max-latency", "status"];
const TYPES = ["object", "array", "string", "boolean", "integer", "number", "null"];
const SAYS_NOTHING = ["title", "description", "$schema"];
const KEYWORDS = [
  "type", "required", "properties", "items", "enum", "const", "pattern", "minimum", "maximum",
  "minItems", "maxItems", "minLength", "maxLength", "additionalProperties", ...SAYS_NOTHING,
];

/** Why no pass rate can be given; one sentence. */
class NothingMeasured extends Error {}

async function main() {
  try {
    const settings = await readJson("thresholds.json");
    const groups = readGroups(settings);
    const cases = await readCases(groups);
    const target = asObject(settings.target, "thresholds.json: target");
    const results = [];
    for (const each of cases) results.push([each, failure(each, await ask(target, each))]);
    return report(groups, results);
  } catch (reason) {
    if (!(reason instanceof NothingMeasured)) throw reason;
    console.error(`nothing was measured: ${reason.message}`);
    return 2;
  }
}

/** The table, with every case that failed below it. */
function report(groups, results) {
  const width = Math.max(5, ...[...groups.keys()].map((name) => shown(name).length));
  console.log(`${"group".padEnd(width)}  passed      rate  threshold`);
  const percent = (rate) => `${(rate * 100).toFixed(1)}%`;
  let below = 0;
  for (const [group, threshold] of groups) {
    const reasons = results.filter(([each]) => each.group === group).map(([, reason]) => reason);
    const passed = reasons.filter((reason) => reason === "").length;
    const rate = passed / reasons.length;
    if (rate < threshold) below += 1;
    const counted = `${passed}/${reasons.length}`.padStart(8);
    const rates = `${percent(rate).padStart(7)}  ${percent(threshold).padStart(9)}`;
    const verdict = rate < threshold ? "BELOW" : "ok";
    console.log(`${shown(group).padEnd(width)}  ${counted}  ${rates}  ${verdict}`);
  }
  for (const [each, reason] of results) if (reason) console.log(`${shown(each.id)}: ${reason}`);
  return below > 0 ? 1 : 0;
}

/** A text on one line, with nothing in it that a terminal obeys. */
function shown(text) {
  const escaped = (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(String(text)).slice(1, -1).replace(/[^\x20-\x7e]/g, escaped);
}

// -- what is to be measured

async function readText(name) {
  try {
    return await readFile(new URL(name, import.meta.url), "utf8");
  } catch (error) {
    throw new NothingMeasured(`${name} cannot be read: ${shown(error.message)}`);
  }
}

async function readJson(name) {
  return parsed(await readText(name), name);
}

function parsed(text, where) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new NothingMeasured(`${where} is no JSON: ${shown(error.message)}`);
  }
  return asObject(value, where);
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asObject(value, what) {
  if (!isObject(value)) throw new NothingMeasured(`${what} is no JSON object`);
  return value;
}

/** The threshold of each group. */
function readGroups(settings) {
  const groups = new Map();
  const given = Object.entries(asObject(settings.groups, "thresholds.json: groups"));
  for (const [name, group] of given) {
    const rate = asObject(group, `thresholds.json: ${shown(name)}`)["pass-rate"];
    if (typeof rate !== "number" || rate <= 0 || rate > 1) {
      throw new NothingMeasured(`the pass-rate of ${shown(name)} is not above 0 and at most 1`);
    }
    groups.set(name, rate);
  }
  if (groups.size === 0) throw new NothingMeasured("thresholds.json has no group");
  return groups;
}

/** The cases that a person has written. */
async function readCases(groups) {
  const lines = (await readText("cases.jsonl")).split(/\r?\n/);
  const written = lines.map((line, n) => [line, n + 1]).filter(([line]) => line.trim());
  const left = written.filter(([line]) => line.includes(UNWRITTEN)).length;
  const cases = written
    .filter(([line]) => !line.includes(UNWRITTEN))
    .map(([line, number]) => readCase(line, `cases.jsonl:${number}`, groups));
  const names = [...groups.keys()].filter((name) => cases.every((each) => each.group !== name));
  if (names.length > 0) {
    const still = left > 0 ? `; ${left} of its lines are still to be written` : "";
    throw new NothingMeasured(
      `cases.jsonl has no case yet for: ${names.map(shown).join(", ")}${still}`,
    );
  }
  if (new Set(cases.map((each) => each.id)).size < cases.length) {
    throw new NothingMeasured("two cases have the same id");
  }
  return cases;
}

/** One case, checked: a misspelt expectation must not pass for one that is met. */
function readCase(line, where, groups) {
  const given = parsed(line, where);
  const extra = Object.keys(given).find(
    (key) => !["id", "group", "input", "path", "expect"].includes(key),
  );
  if (extra !== undefined) {
    throw new NothingMeasured(`${where} has a key that is not known: ${shown(extra)}`);
  }
  if (!isText(given.id)) throw new NothingMeasured(`${where} has no id`);
  if (!groups.has(given.group)) {
    throw new NothingMeasured(`${where} is of a group that thresholds.json does not have`);
  }
  asObject(given.input, `${where}: input`);
  checkExpectations(asObject(given.expect, `${where}: expect`), where);
  return { ...given, path: asObject(given.path ?? {}, `${where}: path`) };
}

/** Refuse what would check nothing. */
function checkExpectations(expect, where) {
  const names = Object.keys(expect);
  if (names.length === 0) throw new NothingMeasured(`${where} expects nothing`);
  const extra = names.find((name) => !EXPECTATIONS.includes(name));
  if (extra !== undefined) {
    throw new NothingMeasured(`${where} expects what is not known: ${shown(extra)}`);
  }
  for (const name of ["contains", "not-contains"]) {
    const texts = expect[name] ?? ["-"];
    if (!Array.isArray(texts) || texts.length === 0 || !texts.every(isText)) {
      throw new NothingMeasured(`${where}: ${name} is no list of texts`);
    }
  }
  for (const name of ["max-latency", "status"]) {
    if (typeof (expect[name] ?? 1) !== "number") {
      throw new NothingMeasured(`${where}: ${name} is no number`);
    }
  }
  if (!isPattern(expect.regex ?? "-")) throw new NothingMeasured(`${where}: regex is no pattern`);
  if ("json-schema" in expect) checkSchema(expect["json-schema"], where);
}

function isText(value) {
  return typeof value === "string" && value !== "";
}

function isPattern(value) {
  try {
    return typeof value === "string" && new RegExp(value, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

/** Refuse a schema that says more than is looked at here, or nothing. */
function checkSchema(schema, where) {
  const names = Object.keys(asObject(schema, `${where}: json-schema`));
  const extra = names.find((name) => !KEYWORDS.includes(name));
  if (extra !== undefined) {
    throw new NothingMeasured(`${where}: json-schema has ${shown(extra)}, which is not known`);
  }
  if (names.every((name) => SAYS_NOTHING.includes(name))) {
    throw new NothingMeasured(`${where}: json-schema asks for nothing`);
  }
  if (!asList(schema.type ?? "object").every((name) => TYPES.includes(name))) {
    throw new NothingMeasured(`${where}: json-schema has a type that is not known`);
  }
  if (typeof (schema.additionalProperties ?? false) !== "boolean") {
    throw new NothingMeasured(`${where}: additionalProperties is neither true nor false`);
  }
  if ("pattern" in schema && !isPattern(schema.pattern)) {
    throw new NothingMeasured(`${where}: the pattern of json-schema is none`);
  }
  const properties = asObject(schema.properties ?? {}, `${where}: properties`);
  for (const inner of Object.values(properties)) checkSchema(inner, where);
  if ("items" in schema) checkSchema(schema.items, where);
}

function asList(value) {
  return Array.isArray(value) ? value : [value];
}

// -- asking

/** Send one case to the application. */
async function ask(target, each) {
  if (target.function) return call(target, each);
  if (target.route) return request(target, each);
  throw new NothingMeasured("target in thresholds.json names neither a route nor a function");
}

/** Call a function of the project with the input. */
async function call(target, each) {
  let called;
  try {
    called = (await import(new URL(target.module, import.meta.url).href))[target.function];
  } catch (error) {
    throw new NothingMeasured(`the function cannot be imported: ${shown(error.message)}`);
  }
  if (typeof called !== "function") {
    throw new NothingMeasured(`${shown(target.module)} exports no such function`);
  }
  const start = performance.now();
  const since = () => (performance.now() - start) / 1000;
  try {
    const value = await called(each.input);
    return { text: picked(value, target.answer ?? ""), status: null, seconds: since() };
  } catch (error) {
    return { text: String(error), status: 500, seconds: since() };
  }
}

/** Send an HTTP request; the answer is read to its end. */
async function request(target, each) {
  const [url, options] = prepared(target, each);
  const limit = (target["timeout-seconds"] ?? 120) * 1000;
  const start = performance.now();
  const since = () => (performance.now() - start) / 1000;
  let status;
  let text;
  try {
    const response = await fetch(url, { ...options, signal: AbortSignal.timeout(limit) });
    status = response.status;
    text = await response.text();
  } catch (error) {
    if (error.name === "TimeoutError") {
      return { text: "no answer in time", status: 504, seconds: since() };
    }
    const why = shown(error.cause?.message || error.cause?.code || error.message);
    throw new NothingMeasured(`${url} cannot be asked: ${why}`);
  }
  const seconds = since();
  const where = status < 400 ? (target.answer ?? "") : "";
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return { text: where ? "" : text, status, seconds }; // a text, or a stream of them
  }
  return { text: picked(value, where), status, seconds };
}

/** The address and options of the request for a case. */
function prepared(target, each) {
  const url = new URL(baseUrl(target) + address(target.route, each.path));
  const headers = { accept: "*/*" };
  for (const [name, value] of Object.entries(asObject(target.headers ?? {}, "target: headers"))) {
    headers[name] = String(value).replace(/\$\{(\w+)\}/g, (_, key) => fromEnvironment(key));
  }
  const method = target.method ?? "POST";
  const sends = target.sends ?? "json";
  if (sends === "json") {
    headers["content-type"] = "application/json";
    return [url, { method, headers, body: JSON.stringify(each.input) }];
  }
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(each.input)) {
    for (const one of asList(value)) fields.append(name, String(one));
  }
  if (sends === "form") return [url, { method, headers, body: fields }];
  if (sends !== "query") {
    throw new NothingMeasured("target: sends is none of json, form and query");
  }
  url.search = fields.toString();
  return [url, { method, headers }];
}

/** Where the application runs. */
function baseUrl(target) {
  const name = target["base-url-env"] ?? "EVALS_BASE_URL";
  const url = (process.env[name] ?? "").replace(/\/+$/, "");
  if (!/^https?:\/\/./.test(url) || !URL.canParse(url)) {
    throw new NothingMeasured(`set ${name} to where the application runs, http://127.0.0.1:3000`);
  }
  return url;
}

/** The route with its {names} filled in. */
function address(route, path) {
  return String(route).replace(/\{(\w+)\}/g, (_, name) => {
    if (!Object.hasOwn(path, name)) {
      throw new NothingMeasured(`a case lacks ${shown(name)} in its path`);
    }
    return encodeURIComponent(String(path[name]));
  });
}

function fromEnvironment(name) {
  const value = process.env[name];
  if (value === undefined) {
    throw new NothingMeasured(`set ${name}, which a header of the target needs`);
  }
  return value;
}

/** The answer inside what came back, as text; "" where it is not there. */
function picked(value, where) {
  let found = value;
  for (const part of String(where).split(".").filter(Boolean)) {
    found = found !== null && typeof found === "object" && Object.hasOwn(found, part) ? found[part] : "";
  }
  return typeof found === "string" ? found : (JSON.stringify(found) ?? "");
}

// -- scoring

/** Why a case failed; "" where it passed. */
function failure(each, answer) {
  const reasons = [...failures(each.expect, answer)];
  if (reasons.length === 0) return "";
  const cut = answer.text.length <= 200 ? answer.text : `${answer.text.slice(0, 200)}...`;
  return `${reasons.join("; ")} | answer: ${shown(cut)}`;
}

/** Everything about an answer that is not as expected. */
function* failures(expect, { text, status, seconds }) {
  const isFine = status >= 200 && status < 300;
  if (status !== null && status !== expect.status && (expect.status !== undefined || !isFine)) {
    yield `status ${status}`;
  } else if (status === null && expect.status !== undefined) {
    yield "a function has no status";
  }
  const folded = text.toLowerCase();
  for (const wanted of expect.contains ?? []) {
    if (!folded.includes(wanted.toLowerCase())) yield `lacks ${JSON.stringify(wanted)}`;
  }
  for (const unwanted of expect["not-contains"] ?? []) {
    if (folded.includes(unwanted.toLowerCase())) yield `has ${JSON.stringify(unwanted)}`;
  }
  if (expect.regex !== undefined && !new RegExp(expect.regex, "u").test(text)) {
    yield `does not match ${JSON.stringify(expect.regex)}`;
  }
  if (seconds > (expect["max-latency"] ?? Infinity)) yield `took ${seconds.toFixed(1)} s`;
  if (expect["json-schema"] === undefined) return;
  let problem;
  try {
    problem = mismatch(JSON.parse(text), expect["json-schema"]);
  } catch {
    problem = "is no JSON";
  }
  if (problem) yield problem;
}

/** Where a value is not as a schema says; "" where it is. */
function mismatch(value, schema, at = "$") {
  const types = asList(schema.type ?? TYPES);
  if (!types.some((name) => isOfType(value, name))) return `${at} is not of type ${types.join(" or ")}`;
  if (schema.enum && !schema.enum.some((one) => isDeepStrictEqual(one, value))) {
    return `${at} is none of its enum`;
  }
  if ("const" in schema && !isDeepStrictEqual(schema.const, value)) return `${at} is not its const`;
  const least = (name) => schema[name] ?? -Infinity;
  const most = (name) => schema[name] ?? Infinity;
  if (typeof value === "number" && (value < least("minimum") || value > most("maximum"))) {
    return `${at} is ${value}`;
  }
  if (typeof value === "string") {
    const length = [...value].length;
    if (length < least("minLength") || length > most("maxLength")) return `${at} has ${length} characters`;
    if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value)) {
      return `${at} does not match its pattern`;
    }
  }
  if (Array.isArray(value)) {
    if (value.length < least("minItems") || value.length > most("maxItems")) {
      return `${at} has ${value.length} items`;
    }
    return value.map((one, n) => mismatch(one, schema.items ?? {}, `${at}[${n}]`)).find(Boolean) ?? "";
  }
  return isObject(value) ? mismatchOfObject(value, schema, at) : "";
}

function isOfType(value, name) {
  if (name === "null") return value === null;
  if (name === "array") return Array.isArray(value);
  if (name === "object") return isObject(value);
  if (name === "integer") return Number.isInteger(value);
  return typeof value === name;
}

function mismatchOfObject(value, schema, at) {
  const properties = schema.properties ?? {};
  const lacking = (schema.required ?? []).find((name) => !Object.hasOwn(value, name));
  if (lacking !== undefined) return `${at} lacks ${JSON.stringify(lacking)}`;
  if (schema.additionalProperties === false) {
    const extra = Object.keys(value).find((name) => !Object.hasOwn(properties, name));
    if (extra !== undefined) return `${at} has ${JSON.stringify(extra)}`;
  }
  for (const [name, inner] of Object.entries(properties)) {
    const problem = Object.hasOwn(value, name) ? mismatch(value[name], inner, `${at}.${name}`) : "";
    if (problem) return problem;
  }
  return "";
}

process.exitCode = await main();
