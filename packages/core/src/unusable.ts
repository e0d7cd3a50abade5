import { commandFaults, fieldsOfAct, isAct } from "./command-faults.ts";
import type { RefusedCommand } from "./decided.ts";
import { shown } from "./time/invalid-input.ts";

const LISTED = 4;

/**
 * Refuses what is no command: an act that there is not, a required field that is missing, a value of another type. What
 * comes from JavaScript or over the wire is not held to the types. `but` names a field that is given in another way.
 */
export function unusable(command: unknown, but?: "by"): RefusedCommand | undefined {
  const faults = commandFaults(command, "types").filter(({ path }) => but === undefined || path[0] !== but);
  const [first] = faults;
  if (first === undefined) return undefined;
  const act: unknown = typeof command === "object" && command !== null && "act" in command ? command.act : undefined;
  if (!isAct(act)) {
    const message =
      typeof act === "string"
        ? `there is no act ${shown(act)}`
        : `${first.path.join(".") || "the command"} ${first.says}`;
    return refused(message, first.hint);
  }
  const listed = faults.slice(0, LISTED).map(({ path, says }) => `${path.join(".")} ${says}`);
  return refused(
    `${act}: ${listed.join(", ")}${faults.length > LISTED ? ", …" : ""}`,
    `${first.hint}; ${act} takes ${fieldsOfAct(act).join(", ")}`,
  );
}

function refused(message: string, hint: string): RefusedCommand {
  return { ok: false, code: "invalid_input", message, hint };
}
