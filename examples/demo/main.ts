/**
 * `npm start`: two release lines, planned and applied end to end against fakes, and two trains of one of them conducted;
 * with `--live`, planned and applied against the real services.
 */
import { parseArgs } from "node:util";
import { FootplateError } from "@footplate/core";
import { live } from "./live.ts";
import { say } from "./screen.ts";
import { story } from "./story.ts";

const { values } = parseArgs({
  options: {
    live: { type: "boolean", default: false },
    yes: { type: "string" },
    line: { type: "string", multiple: true },
    now: { type: "string", default: "2026-10-12T09:00:00Z" },
    fakes: { type: "string" },
    work: { type: "string" },
    stay: { type: "boolean", default: false },
  },
});

async function main(): Promise<number> {
  try {
    if (values.live) return await live({ yes: values.yes, line: values.line?.[0] });
    const { line: lines, now, fakes, work, stay } = values;
    await story({ lines, now, fakes, work, stay });
    return 0;
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    say(`! ${error.message}`);
    for (const { path, value, message, hint } of error.problems) say(`  ${path}: ${message} (${value}); ${hint}`);
    if (error.hint !== undefined) say(`  ${error.hint}`);
    return 1;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
