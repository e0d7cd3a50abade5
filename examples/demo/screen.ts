import { type ApplyEvent, formatOperation, formatPlan, type Plan } from "@footplate/core";

const colour = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
const CODES: Readonly<Record<string, number>> = { "+": 32, "~": 33, "-": 31, "?": 36, "!": 35 };

/** A headline. */
export function step(text: string): void {
  console.log(`\n${colour ? `\u001b[1m== ${text}\u001b[0m` : `== ${text}`}`);
}

/** Text as it is, lines coloured by their sign. */
export function say(text: string): void {
  for (const line of text.split("\n")) {
    const code = CODES[line.trimStart().charAt(0)];
    console.log(colour && code !== undefined ? `\u001b[${String(code)}m${line}\u001b[0m` : line);
  }
}

export function sayPlan(plan: Plan): void {
  say(formatPlan(plan));
}

/** One event of a run in one line. */
export function sayEvent(event: ApplyEvent): void {
  switch (event.type) {
    case "waiting":
      return say(`  … waiting until ${event.until}: by then it is certain what earlier writes became of`);
    case "recorded":
      return say(`  ${String(event.facts)} recorded in the journal`);
    case "started":
      return say(`  [${String(event.number)}/${String(event.of)}] ${formatOperation(event.operation)[0] ?? ""}`);
    case "left":
      return say(`        left: ${event.why}`);
    case "failed":
      return say(`        failed: ${event.error.message}`);
    case "finished":
      return say(`  ${String(event.done)} done, ${String(event.left)} left, ${String(event.failed)} failed`);
    default:
      return undefined;
  }
}

const WIDTH = 96;

/** What a plan comes to, in one line. */
export function summary(plan: Plan): string {
  const lines = formatPlan(plan).split("\n");
  return (lines.findLast((line) => line.trim() !== "") ?? "")
    .trim()
    .replace(/^Plan: /, "")
    .replace(/: .*/, "");
}

/** Says what a plan comes to; with details, what it says of single things too. */
export function sayPlanned(plan: Plan, details = false): void {
  const lines = details ? formatPlan(plan).split("\n") : [];
  for (const line of lines) if (/^\s*[?!~+-] /.test(line)) say(cut(`      ${line.trim()}`));
  say(`    plan: ${summary(plan)}`);
}

/** What carrying out a plan comes to, in one line; what failed is said by name. */
export async function applied(events: AsyncIterable<ApplyEvent>): Promise<string> {
  let text = "nothing to apply";
  for await (const event of events) {
    if (event.type === "waiting") say(`    waiting until ${event.until}: by then it is certain what was sent earlier`);
    if (event.type === "failed") say(`    ! ${event.operation.label}: ${event.error.message}`);
    if (event.type !== "finished") continue;
    text = `applied: ${String(event.done)} done, ${String(event.left)} left, ${String(event.failed)} failed`;
  }
  return text;
}

function cut(line: string): string {
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
}
