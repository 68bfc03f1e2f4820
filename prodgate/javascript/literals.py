"""What string, template and number tokens stand for."""

from __future__ import annotations

import re

from prodgate.regex import lazy

_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}
_LINE_ENDS = ("\n", "\r\n", "\r", "\u2028", "\u2029")
_ESCAPE = lazy(
    r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3]?[0-7]{1,2})"
    r"|(\r\n|[\s\S]))"
)
_SURROGATE = lazy("[\ud800-\udfff]")
_EXACT = 2**53  # integers up to here are exact in JavaScript's one number type


def string_value(raw: str) -> str:
    """The value of a quoted string token; one without its closing quote is read to its end."""
    end = -1 if len(raw) > 1 and raw[-1] == raw[0] else len(raw)
    return unescape(raw[1:end])


def template_text(raw: str) -> str:
    """The value of the text between the substitutions of a template literal."""
    return unescape(raw.replace("\r\n", "\n") if "\r" in raw else raw)


def unescape(raw: str) -> str:
    """The text with escape sequences replaced; surrogate pairs are joined."""
    if "\\" not in raw:
        return raw
    value = _ESCAPE.sub(_escape, raw)
    if _SURROGATE.search(value):  # "\ud83d\ude00" is one character
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _escape(match: re.Match[str]) -> str:
    wide, four, two, octal, plain = match.groups()
    if plain is not None:
        return "" if plain in _LINE_ENDS else _SINGLE.get(plain, plain)
    code = int(octal, 8) if octal is not None else int(wide or four or two, 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def number_value(raw: str) -> int | float:
    """The value of a number token; a whole number is an int however it is written (``1e3``)."""
    digits = raw.replace("_", "").lower().removesuffix("n")
    try:
        if digits[:2] in ("0x", "0o", "0b"):
            return int(digits, 0)
        if len(digits) > 1 and digits[0] == "0" and not digits.strip("01234567"):
            return int(digits, 8)
        # Python refuses to convert thousands of digits; such a number is no limit of anything.
        value = int(digits) if digits.isdecimal() and len(digits) <= 300 else float(digits)
    except ValueError:
        return float("nan")
    if isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT:
        return int(value)
    return value
