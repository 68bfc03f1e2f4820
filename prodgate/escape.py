"""Text from outside, made harmless for a terminal or a log.

File names, source lines and messages of engines may hold escape sequences, line ends or workflow
commands. Everything printed passes here.
"""

from __future__ import annotations

import re

from prodgate.regex import lazy

# C0, DEL, C1, line separators, bidirectional controls, what has no width (it hides or splits
# words), lone surrogates (undecodable names).
_UNSAFE = lazy(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_COMMAND = lazy(r"^\s*::")


def printable(text: str) -> str:
    """One line without control characters; what was there stands as \\xNN or \\uNNNN."""
    return _UNSAFE.sub(_visible, text).expandtabs(4)


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xDC80 <= code <= 0xDCFF:  # surrogateescape: a byte that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    if match.group() in "\n\r":
        return {"\n": "\\n", "\r": "\\r"}[match.group()]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def line(text: str) -> str:
    """A whole output line: as ``printable``, and never read as a workflow command."""
    return inert(printable(text))


def inert(text: str) -> str:
    """A line that is printable already, so that no CI runner takes it for a command.

    GitHub's reads ``::name`` behind blanks, and ``##[name]`` anywhere.
    """
    clean = text.replace("##[", "##\\[")
    return "\\" + clean.lstrip() if _COMMAND.match(clean) else clean
