/**
 * One process that publishes or conducts, and may be killed at any moment. It says what happened as lines of JSON, and
 * whatever goes wrong in every form in which an error can be shown.
 */
import { inspect } from "node:util";
import { apply, FootplateError, type Instant, type Interval } from "@footplate/core";
import { conduct } from "@footplate/core/conduct";
import { openJournal } from "@footplate/journal-sqlite";
import { readLine } from "../../examples/demo/read-line.ts";
import type { Canaries } from "./canaries.ts";
import { botClock } from "./shared-clock.ts";
import { wire, withoutLease } from "./wiring.ts";

/** What the process is told, as JSON. */
export interface BotSettings {
  readonly act: "apply" | "conduct";
  readonly services: string;
  readonly control: string;
  readonly clock: string;
  /** How far its wall clock is off, in milliseconds. */
  readonly skewMs: number;
  /** File of the line. */
  readonly line: string;
  readonly journal: string;
  readonly holder: string;
  /** `false`: it takes no notice of leases. */
  readonly leased: boolean;
  /** What is published. */
  readonly range?: Interval;
  /** What is conducted. */
  readonly train?: string;
  /** Ends after the first tick from then on. */
  readonly until?: Instant;
}

const say = (what: object): void => void process.stdout.write(`${JSON.stringify(what)}\n`);

function show(error: unknown): void {
  const forms = [inspect(error, { depth: Infinity, showHidden: true, getters: true }), String(error)];
  const known = error instanceof FootplateError;
  forms.push(
    JSON.stringify(error) ?? "",
    inspect(structuredClone(known ? error.toJSON() : error), { depth: Infinity }),
  );
  for (let cause = error; cause instanceof Error; cause = cause.cause) forms.push(cause.message, cause.stack ?? "");
  say({ failed: known ? error.code : "unknown", forms });
}

async function main(): Promise<number> {
  const settings: BotSettings = JSON.parse(process.argv[2] ?? "{}");
  const keys: Canaries = JSON.parse(process.env["FOOTPLATE_CHAOS_KEYS"] ?? "{}");
  const { services, control, skewMs, holder, range, train, until } = settings;
  const clock = botClock(settings.clock, control, skewMs);
  try {
    const line = await readLine(settings.line);
    const file = openJournal({ file: settings.journal, now: () => clock.epochMs() });
    const journal = settings.leased ? file : withoutLease(file);
    const context = { line, ports: { ...wire(services, keys, clock), journal }, clock };
    const events =
      settings.act === "apply"
        ? apply(context, { holder, maxRemovals: 50, ...(range && { range }) })
        : conduct(context, { holder, everyMs: 1_800_000, ...(train !== undefined && { train }) });
    for await (const event of events) {
      say(event);
      if (event.type === "failed") show(event.error);
      if (event.type === "tick" && until !== undefined && clock.now() >= until) break;
    }
    file.close();
    return 0;
  } catch (error) {
    show(error);
    return 3;
  }
}

process.exitCode = await main();
