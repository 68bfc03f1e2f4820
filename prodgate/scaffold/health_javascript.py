"""The health test in JavaScript: for vitest, jest, or the runner that Node has itself."""

from __future__ import annotations

import json

from prodgate.scaffold.marks import UNWRITTEN
from prodgate.scaffold.naming import filled, in_comment

_TEST = """\
// Whether the application can be asked if it works.
MISSING//
// MARK: a test of the main path, with the model replaced by a fixed answer.
// Until somebody has written one and removed this paragraph, prodgate does not take this file for
// tests.

"""
_MISSING = "// There is no such route yet: the test fails until ADDRESS answers 200.\n"
_BODIES = {
    "node": """\
import assert from "node:assert/strict";
import { test } from "node:test";

test("the application says that it works", async () => {
  const base = process.env.HEALTH_BASE_URL ?? "";
  assert.match(base, /^https?:/, "set HEALTH_BASE_URL to where the application listens");
  const response = await fetch(base.replace(/\\/+$/, "") + ADDRESS, {
    signal: AbortSignal.timeout(10_000),
  });
  assert.equal(response.status, 200);
});
""",
    "vitest": """\
import { expect, test } from "vitest";

""",
    "jest": "",
}
_EXPECT = """\
test("the application says that it works", async () => {
  // Without HEALTH_BASE_URL, the address where the application listens, there is nothing to ask.
  const base = process.env.HEALTH_BASE_URL ?? "";
  expect(base).toMatch(/^https?:/);
  const response = await fetch(base.replace(/\\/+$/, "") + ADDRESS, {
    signal: AbortSignal.timeout(10_000),
  });
  expect(response.status).toBe(200);
});
"""


def test(address: str, there: bool, runner: str) -> str:
    """A test that asks a running application; ``runner``: "vitest", "jest" or "node"."""
    missing = "" if there else _MISSING.replace("ADDRESS", in_comment(address))
    head = _TEST.replace("MISSING", missing).replace("MARK", UNWRITTEN)
    body = _BODIES[runner] + ("" if runner == "node" else _EXPECT)
    return head + filled(body, {"ADDRESS": json.dumps(address)})
