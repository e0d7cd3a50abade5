import { createHash } from "node:crypto";
import { answers } from "../harness/serve.ts";
import { report, timeOf } from "./report.ts";
import { type Kind, validators } from "./validators.ts";

const WARM = 30;
const [who = "", kind = "runs", calls = "60"] = process.argv.slice(2);
const make = validators[who];
const text = answers[kind];
if (make === undefined || text === undefined) throw new Error(`no such contender: ${who} ${kind}`);

const build = await make(kind as Kind);
const first: unknown = JSON.parse(text);
const began = performance.now();
const rowsOf = await build();
const rows = rowsOf(first);
const firstMs = performance.now() - began;

const parsing: number[] = [];
const checking: number[] = [];
for (let call = 0; call < WARM + Number(calls); call += 1) {
  let page: unknown;
  const parseMs = timeOf(() => (page = JSON.parse(text)));
  const checkMs = timeOf(() => rowsOf(page));
  if (call < WARM) continue;
  parsing.push(parseMs);
  checking.push(checkMs);
}
const digest = createHash("sha256").update(JSON.stringify(rows)).digest("hex").slice(0, 12);
report({ firstMs, parseMs: middle(parsing), checkMs: middle(checking) }, `${rows.length}:${digest}`);

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
