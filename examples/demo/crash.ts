import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Window } from "@footplate/core";
import type { ConductorSettings } from "./conductor.ts";
import { readState, withholdAnswers } from "./control.ts";
import type { Journey } from "./journey.ts";
import { ride } from "./ride.ts";
import type { Stage } from "./stage.ts";
import { placeOf, showing, tell } from "./timeline.ts";

/** How often, and how long at most, the runner is asked for the run. */
const LOOK_MS = 20;
const LOOKS = 400;

/**
 * Another process conducts the train, and dies by SIGKILL at the worst moment: the deploy is dispatched, and nobody has
 * written that down. Then this process carries on.
 */
export async function crash(stage: Stage, journey: Journey, window: Window): Promise<void> {
  const { fakes, clock, work } = stage;
  const { context, train, number } = journey;
  const place = `${window.stop ?? ""}/${window.target ?? ""}`;
  await withholdAnswers(fakes.control, true);
  const settings: ConductorSettings = {
    services: fakes.services,
    control: fakes.control,
    now: clock.now(),
    line: join(work, `${context.line.id}.json`),
    journal: join(work, "journal.db"),
    train,
  };
  const program = fileURLToPath(new URL("conductor.ts", import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, program, JSON.stringify(settings)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? `code ${String(code)}`));
  });
  const run = await dispatched(stage, place, number, child).finally(() => child.kill("SIGKILL"));
  const how = await ended;
  await withholdAnswers(fakes.control, false);
  await clock.catchUp();
  const where = placeOf(context.line, place);
  tell(clock.now(), `another process conducts, and dispatches the deploy to ${where}`);
  tell(clock.now(), `${how} ends it before an answer comes: there is run ${String(run)}, unknown to the journal`);
  tell(clock.now(), "this process carries on, as soon as the right to write has run out");
  const shown = showing(stage, context.line);
  await ride(context, train, { show: shown.show });
  const { github } = await readState(fakes.control);
  const runs = github.runs.filter(({ inputs }) => inputs["target"] === place && inputs["version"] === number);
  tell(clock.now(), `runs of ${number} on ${where}: ${runs.map(({ id }) => String(id)).join(", ")}`);
}

/** The run at the runner, as soon as there is one. */
async function dispatched(
  { fakes }: Stage,
  place: string,
  version: string,
  child: { readonly exitCode: number | null },
): Promise<number> {
  for (let look = 0; look < LOOKS && child.exitCode === null; look += 1) {
    const { github } = await readState(fakes.control);
    const run = github.runs.find(({ inputs }) => inputs["target"] === place && inputs["version"] === version);
    if (run !== undefined) return run.id;
    await pause(LOOK_MS);
  }
  throw new Error("the other process has dispatched nothing");
}
