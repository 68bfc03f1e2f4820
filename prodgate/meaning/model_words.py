"""Names of functions and methods by what they do to the text of a model."""

# Functions that read JSON or a literal from text.
PARSERS = {
    "json.loads", "JSON.parse", "orjson.loads", "ujson.loads", "simplejson.loads", "json5.loads",
    "JSON5.parse", "yaml.safe_load", "yaml.load", "ast.literal_eval", "json_repair.loads",
    "json_repair.repair_json", "demjson3.decode", "dirtyjson.loads", "rapidjson.loads",
    "hjson.loads", "yaml.parse", "YAML.parse", "literal_eval", "loads", "repair_json",
    "parsePartialJson", "parse_json_markdown", "partialParse", "jsonrepair", "destr",
}  # fmt: skip
# Methods that run a function for each item.
EACH = {
    "map", "forEach", "filter", "flatMap", "find", "some", "every",
}  # fmt: skip
# Functions whose result is made of what they are given.
KEEPING = {
    "str", "String", "re.sub", "re.search", "re.match", "re.findall", "re.fullmatch", "re.split",
    "re.compile", "html.unescape", "textwrap.dedent", "list", "tuple", "dict", "next", "iter",
    "enumerate", "reversed", "sorted", "asyncio.run", "asyncio.wait_for", "asyncio.gather",
    "cast", "typing.cast", "Promise.all", "Promise.race", "Promise.resolve", "Object.entries",
    "Object.values", "Array.from", "unicodedata.normalize", "codecs.decode", "getattr", "zip",
    "model_to_dict", "asdict", "regex.search", "regex.sub", "anyio.run", "bytes", "json.dump",
}  # fmt: skip
# ... wherever they are from.
KEEPING_LAST = {
    "run_until_complete", "fromPromise", "deepcopy",
}  # fmt: skip
# Methods of a schema: what they give is the model's still, with keys and types that are known.
VALIDATING = {
    "model_validate", "model_validate_json", "parse_obj", "parse_raw", "validate_python",
    "validate_json", "parse", "safeParse", "parseAsync", "safeParseAsync",
}  # fmt: skip
# Methods whose result is an answer about a value, not the value.
ASKING = {
    "startswith", "endswith", "startsWith", "endsWith", "includes", "count", "find", "index",
    "indexOf", "lastIndexOf", "isdigit", "test", "search_count", "rfind", "localeCompare", "keys",
    "raise_for_status", "some", "every", "isalpha", "close", "append", "push", "write",
    "hasOwnProperty",
}  # fmt: skip
# Methods whose result is the value again.
SAME = {
    "model_dump", "to_dict", "dict", "filter", "then", "catch", "finally", "copy", "values",
    "items", "at", "slice", "map", "flatMap", "result", "unwrap", "flat", "reverse", "sort",
    "__aiter__", "get_final_message", "finalMessage", "get_final_response", "finalContent",
    "stream", "data", "group", "groups", "group_by", "findLast", "shift", "getReader", "tee",
}  # fmt: skip
