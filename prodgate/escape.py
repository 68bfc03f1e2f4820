"""Text from outside, made harmless for a terminal or a log.

File names, source lines and messages of engines may hold escape sequences, line ends or workflow
commands. Everything printed passes here.
"""

from __future__ import annotations

import re

# C0, DEL, C1, line separators, bidirectional controls, lone surrogates (undecodable names).
_UNSAFE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_COMMAND = re.compile(r"^\s*(::|##\[)")


def printable(text: str) -> str:
    """One line without control characters; what was there stands as \\xNN or \\uNNNN."""
    return _UNSAFE.sub(_visible, text).expandtabs(4)


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xDC80 <= code <= 0xDCFF:  # surrogateescape: a byte that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    if match.group() in "\n\r":
        return {"\n": "\\n", "\r": "\\r"}[match.group()]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def line(text: str) -> str:
    """A whole output line: as ``printable``, and never read as a workflow command."""
    clean = printable(text)
    clean = clean.replace("##[", "##\\[")
    return "\\" + clean.lstrip() if _COMMAND.match(clean) else clean
