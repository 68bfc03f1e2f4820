"""The team's own logger, audit and usage functions: used by the fixes, known to the rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases_harness import pack

from prodgate.detect import FileCheck
from prodgate.edits import Fix
from prodgate.policy import load
from prodgate.rewrite import plan

POLICY = """\
functions:
  logger: ["house.book:note", "@/lib/book:note"]
  audit: ["house.book:keep", "@/lib/book:keep"]
  record-usage: ["house.book:count", "@/lib/book:count"]
"""
PYTHON = """\
from pathlib import Path

from agents import function_tool
from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str:
    try:
        reply = client.responses.create(model="gpt-4o-mini", input=question)
        return reply.output_text
    except Exception:
        return "general"


@function_tool
def write_down(name: str, text: str) -> str:
    Path(name).write_text(text)
    return "kept"
"""
TYPESCRIPT = """\
import OpenAI from "openai";
import { tool } from "@openai/agents";
import { z } from "zod";
import { prisma } from "./db";

const client = new OpenAI();

export async function answer(input: string): Promise<string> {
  try {
    const reply = await client.responses.create({ model: "gpt-4o-mini", input });
    return reply.output_text;
  } catch {
    return "general";
  }
}

export const cancel = tool({
  name: "cancel",
  description: "Cancel an order",
  parameters: z.object({ id: z.string() }),
  execute: async ({ id }) => {
    await prisma.order.delete({ where: { id } });
    return "cancelled";
  },
});
"""
RULES = ("swallowed-model-error", "missing-audit-log", "untracked-usage")


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        (
            "app.py",
            PYTHON,
            (
                "from house.book import count, keep, note",
                'note("answer: the model call failed", traceback.format_exc())',
                'count(reply, "answer")',
                'keep("write_down", name=name, text=text)',
            ),
        ),
        (
            "app.ts",
            TYPESCRIPT,
            (
                "@/lib/book",
                'note("answer: the model call failed", error);',
                'count(reply, "answer");',
                'keep("cancel", { id });',
            ),
        ),
    ],
)
def test_the_own_functions_are_written_and_then_known(
    tmp_path: Path, name: str, text: str, written: tuple[str, ...]
) -> None:
    (tmp_path / "prodgate.yaml").write_text(POLICY)
    chosen = tuple(pack().rules[rule].rule for rule in RULES)
    check = FileCheck(tmp_path, pack(), load(tmp_path), chosen)
    found = check.run_on(name, text.encode())
    assert {d.finding.rule for d in found.detected} == set(RULES)
    assert found.source is not None
    planned = plan(check, found.source, [d for d in found.detected if isinstance(d.fix, Fix)])
    assert not planned.refused, planned.refused
    for code in written:
        assert code in planned.after, planned.after
    assert "prodgate_guard" not in planned.after
    assert "prodgate-guard" not in planned.after
    assert not check.run_on(name, planned.after.encode()).detected
