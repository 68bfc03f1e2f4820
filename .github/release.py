"""What a release needs that its own commit cannot hold: the commit.

python3 .github/release.py stamp TAG COMMIT   before the build: writes prodgate/release.json
python3 .github/release.py pin TAG COMMIT     after it: every page and example pins the release
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMP = ROOT / "prodgate" / "release.json"
PINNED = ("README.md", "docs/*.md", "examples/github/*.yml")

_SHA = re.compile(r"[0-9a-f]{40}")
_TAG = re.compile(r"v[0-9]+\.[0-9]+\.[0-9]+(?:(?:a|b|rc)[0-9]+)?")
_VERSION = re.compile(r'^version = "([^"]+)"$', re.MULTILINE)
_USE = re.compile(r"(uses: prodgate/prodgate@)\S+(?: # .*)?")


def main(arguments: list[str]) -> int:
    """Run a command; its exit code."""
    commands = {"stamp": stamp, "pin": pin}
    if len(arguments) != 3 or arguments[0] not in commands:
        print((__doc__ or "").strip(), file=sys.stderr)
        return 2
    command, tag, commit = arguments
    if not _TAG.fullmatch(tag) or not _SHA.fullmatch(commit):
        print(f"not a tag and a full commit: {tag!r} {commit!r}", file=sys.stderr)
        return 2
    return commands[command](tag, commit)


def stamp(tag: str, commit: str) -> int:
    """The commit for the wheel; refused where the tag is not that of the version."""
    found = _VERSION.search((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    if found is None or tag != f"v{found[1]}":
        print(f"the tag {tag} is not that of pyproject.toml", file=sys.stderr)
        return 1
    STAMP.write_text(json.dumps({"version": found[1], "commit": commit}) + "\n", encoding="utf-8")
    return 0


def pin(tag: str, commit: str) -> int:
    """The release in every page and example that names the action."""
    for pattern in PINNED:
        for path in sorted(ROOT.glob(pattern)):
            before = path.read_text(encoding="utf-8")
            after = _USE.sub(rf"\g<1>{commit} # {tag}", before)
            if after != before:
                path.write_text(after, encoding="utf-8")
                print(path.relative_to(ROOT).as_posix())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
