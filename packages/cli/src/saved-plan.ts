import { instant, type Plan, type TrainLine } from "@footplate/core";
import { badInput } from "./bad-input.ts";
import { isObject } from "./check-ports.ts";
import { readJson } from "./read-json.ts";

/** Reads what `plan --json` printed. Throws `invalid_input` when it is something else or of another line. */
export async function savedPlan(cwd: string, path: string, line: TrainLine): Promise<Plan> {
  const value = await readJson(cwd, path);
  if (!isPlan(value)) {
    const failed = isObject(value) && "error" in value ? ": planning had failed" : "";
    throw badInput(`${path} holds no plan${failed}`, "save one with footplate plan LINE.json --json");
  }
  if (value.line !== line.id) {
    throw badInput(
      `${path} is a plan of line ${value.line}, not of ${line.id}`,
      "give the line and the plan that belong together",
    );
  }
  return value;
}

/** Whether it has what is used of a saved plan; the operations themselves are always planned afresh. */
function isPlan(value: unknown): value is Plan {
  if (!isObject(value) || value["spec"] !== 1) return false;
  const { range } = value;
  return (
    ["line", "fingerprint"].every((name) => typeof value[name] === "string") &&
    isObject(range) &&
    [value["madeAt"], range["start"], range["end"]].every(isInstant)
  );
}

function isInstant(value: unknown): boolean {
  try {
    return typeof value === "string" && instant(value) === value;
  } catch {
    return false;
  }
}
