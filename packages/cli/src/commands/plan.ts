import { plan, type Plan, planLines } from "@footplate/core";
import type { Command, ExitCode } from "../command.ts";
import { PLAN_OPTIONS, planOptions } from "../plan-options.ts";
import { planPorts } from "../plan-ports.ts";
import { readLine } from "../read-line.ts";
import { workplace } from "../workplace.ts";

/** What applying would do. */
export const planCommand: Command = {
  name: "plan",
  summary: "What apply would do, and what waits; writes nothing",
  positionals: [{ name: "LINE.json" }],
  options: PLAN_OPTIONS,
  async run(call) {
    const line = await readLine(call);
    const place = await workplace(call, "mirror");
    const options = planOptions(call.given, line, place.now());
    const { signal } = call.io;
    const made = await place.withJournal("read", (journal) =>
      plan(
        {
          line,
          ports: planPorts(place.ports, journal),
          clock: place.clock,
          ...place.rosterOptions,
          ...(signal && { signal }),
        },
        options,
      ),
    );
    for (const planned of planLines(made)) call.out.say(`${planned}\n`);
    return { exit: planExit(made), value: made };
  },
};

/** What the exit code says of a plan. */
export function planExit({ refusals, operations, facts, questions }: Plan): ExitCode {
  if (refusals.length > 0 || questions.some(({ type }) => type === "unseen")) return 1;
  return operations.length + facts.length + questions.length > 0 ? 2 : 0;
}
