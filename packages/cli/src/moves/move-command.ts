import type { ConductCommand } from "@footplate/core/conduct";
import { type ActSpec, builtAct, readAct } from "../acts.ts";
import { AS_OPTION } from "../authors.ts";
import type { Command, Option } from "../command.ts";
import { readLine } from "../read-line.ts";
import { CONFIG_OPTION, JOURNAL_OPTION } from "../workplace.ts";
import { sendMove } from "./send-move.ts";

/** What one act that moves a train or a window takes. */
export type MoveSpec = ActSpec<ConductCommand>;

interface Shown {
  readonly name: string;
  readonly summary: string;
  /** The options of its own; `--as`, `--reason`, `--config` and `--journal` are added. */
  readonly options?: Readonly<Record<string, Option>>;
  readonly notes?: readonly string[];
}

/** A command that is one act: `footplate hold LINE.json TRAIN`. */
export function moveCommand(shown: Shown, spec: Omit<MoveSpec, "options">): Command {
  return {
    ...frame(shown),
    positionals: [{ name: "LINE.json" }, ...spec.names.map((name) => ({ name }))],
    async run(call) {
      const line = await readLine(call);
      const whole = { ...spec, options: Object.keys(shown.options ?? {}) };
      const { act, problems } = builtAct(call, line, whole, call.given.positionals.slice(1));
      return sendMove(call, line, act, problems);
    },
  };
}

/** A command with several acts: `footplate problem LINE.json open TRAIN`. */
export function moveGroup(shown: Shown, specs: Readonly<Record<string, MoveSpec>>): Command {
  const acts = Object.entries(specs).map(([name, { names }]) => [name, ...names].join(" "));
  return {
    ...frame(shown),
    positionals: [{ name: "LINE.json" }, { name: "ACT" }, { name: "NAME", count: "any" }],
    notes: [`ACT is ${acts.slice(0, -1).join(", ")} or ${acts.at(-1) ?? ""}.`, ...(shown.notes ?? [])],
    async run(call) {
      const line = await readLine(call);
      const read = readAct(call, line, specs, { own: Object.keys(shown.options ?? {}), lists: false });
      // Nothing can be listed here.
      if (read === "list") throw new TypeError("the command lists nothing");
      return sendMove(call, line, read.act, read.problems);
    },
  };
}

function frame({ name, summary, options = {}, notes }: Shown): Pick<Command, "name" | "summary" | "options" | "notes"> {
  const reason: Option = { value: "TEXT", help: "why" };
  return {
    name,
    summary,
    options: { ...AS_OPTION, reason, ...options, ...CONFIG_OPTION, ...JOURNAL_OPTION },
    ...(notes !== undefined && { notes }),
  };
}
