import { type Calendar, formatOperation, instant, plan, type PlanContext, span, type TrainLine } from "@footplate/core";
import { memoryJournal, virtualClock } from "@footplate/testkit";
import { peakMb } from "./peak-memory.mjs";
import { report } from "./report.ts";

const [lines = "10", targets = "20", say = ""] = process.argv.slice(2);
const START = instant("2027-01-04T08:00:00Z");
const range = span(START, "P364D");
const clock = virtualClock(START);
const empty = {
  spec: 1,
  identity: "chosen",
  sendMs: 30_000,
  settleMs: 30_000,
  normalise: (item: unknown) => item,
  list: async () => ({ held: [], complete: true }),
  read: async () => undefined,
} as unknown as Calendar;

/** A train a week for a year, each with one window a target. */
function line(index: number): TrainLine {
  const ids = Array.from({ length: Number(targets) }, (_none, target) => `t${target}`);
  return {
    id: `line-${index}`,
    name: `Line ${index}`,
    zone: index % 2 === 0 ? "Europe/Berlin" : "America/New_York",
    review: "none",
    gap: "later",
    overlap: "first",
    team: { id: "team", name: "Team", leads: ["a"], members: ["a", "b"] },
    people: ["a", "b"].map((id) => ({ id, name: `Conductor ${id}` })),
    services: [{ id: "app", owner: "team" }],
    stops: [{ id: "prod", name: "Production", targets: ids.map((id) => ({ id, name: id })) }],
    eras: [
      {
        id: "e1",
        from: "2027-01-04",
        cadence: { every: "P1W", anchor: "2027-01-05" },
        number: { format: "{n}" },
        rotation: { strategy: "staggeredPair", order: ["a", "b"] },
        windows: [{ kind: "primary", stop: "prod", day: 0, at: "22:00", length: "PT2H" }],
      },
    ],
  };
}

const start = performance.now();
let [operations, characters] = [0, 0];
for (let index = 0; index < Number(lines); index += 1) {
  const journal = memoryJournal({ clock, birth: "2026-01-01T00:00:00Z" });
  const context: PlanContext = { line: line(index), clock, ports: { journal, calendar: empty } };
  const made = await plan(context, { range });
  operations += made.operations.length;
  // Each operation is said by itself: the text of the whole plan is never there at once.
  if (say !== "") for (const operation of made.operations) characters += formatOperation(operation).join("\n").length;
}
const ms = performance.now() - start;
report({ ms, operations, characters, peakMb: peakMb() });
