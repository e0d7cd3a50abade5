import type { Simulation } from "./simulate.ts";

/** Share of the trains that should have ended and did arrive, from 0 to 1. */
export function arrivedShare(simulations: readonly Simulation[]): number {
  const due = simulations.flatMap(({ trains }) => trains.filter((one) => one.due));
  return due.length === 0 ? 1 : due.filter(({ phase }) => phase === "arrived").length / due.length;
}

/** How many faults of calls there were. */
export function faultCount(simulations: readonly Simulation[]): number {
  return simulations.reduce((sum, { faults }) => sum + total(faults), 0);
}

/** What became of a simulation, for people. */
export function report(simulation: Simulation): string {
  const { line, ticks, facts, trains, violations, faults, calls, deeds, acts, refusedActs, interrupted } = simulation;
  const due = trains.filter((one) => one.due);
  const begun = trains.filter(({ phase }) => phase !== "planned").length;
  const lines = [
    `${line}: ${String(trains.length)} trains, ${String(due.length)} of them due, ${(arrivedShare([simulation]) * 100).toFixed(1)} % of those arrived`,
    `  ${String(ticks)} ticks, ${String(facts)} facts, the bot was down for ${String(simulation.downHours)} hours`,
    `  faults of calls: ${listed(faults)}; in all ${String(total(faults))}`,
    `  ticks given up: ${listed(interrupted)}`,
    `  deploys: ${String(trains.reduce((sum, { orders }) => sum + orders, 0))}, problems: ${String(trains.reduce((sum, { problems }) => sum + problems, 0))}`,
    `  acts of the crew: ${listed(acts)}; refused: ${listed(refusedActs)}`,
    `  done at the services by hand: ${listed(deeds)}`,
    "  calls for each train:",
    ...Object.entries(calls).map(
      ([port, count]) => `    ${port.padEnd(16)} ${(count / Math.max(1, begun)).toFixed(1).padStart(8)}`,
    ),
    ...due
      .filter(({ phase }) => phase !== "arrived")
      .map((one) => `  ${one.version} is ${one.phase}: ${one.cause ?? ""}`),
    ...violations.map(({ at, rule, what }) => `  BROKEN at ${at}: ${rule}: ${what}`),
    violations.length === 0
      ? "  no invariant was broken"
      : `  ${String(violations.length)} times an invariant was broken`,
  ];
  return lines.join("\n");
}

function listed(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).map(([name, count]) => `${name} ${String(count)}`);
  return entries.length === 0 ? "none" : entries.join(", ");
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
