import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { join } from "node:path";
import type { BotSettings } from "./bot.ts";
import type { House } from "./house.ts";
import type { Services } from "./services.ts";

/** How a process ended. */
export interface Ended {
  /** `undefined` after a signal. */
  readonly code?: number;
  readonly said: string;
}

/** A process under way. */
export interface Running {
  readonly ended: Promise<Ended>;
  signal(name: "SIGKILL" | "SIGTERM"): void;
}

/** What every process of a scene shares. */
export type Common = Omit<BotSettings, "services" | "control" | "clock" | "skewMs" | "holder" | "leased">;

/** Starts a program of ours; everything that it says is kept. */
export function start(house: House, command: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const [program = "", ...args] = command;
  const child: ChildProcess = spawn(program, args, {
    cwd: house.folder,
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: join(house.folder, "compiled"),
      FOOTPLATE_CHAOS_KEYS: JSON.stringify(house.keys),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  house.tally.lives += 1;
  const texts: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => texts.push(chunk.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const said = texts.join("");
      house.heard(said);
      resolve({ said, ...(code !== null && { code }) });
    });
  });
  return { ended, signal: (name) => void child.kill(name) };
}

/** Starts one bot. */
export function startBot(
  house: House,
  services: Services,
  common: Common,
  own: Partial<Pick<BotSettings, "skewMs" | "holder" | "leased">> = {},
): Running {
  const { url, control, clock } = services;
  const settings: BotSettings = {
    skewMs: 0,
    holder: "bot",
    leased: true,
    ...common,
    ...own,
    services: url,
    control,
    clock,
  };
  const program = join(import.meta.dirname, "bot.ts");
  return start(house, [process.execPath, ...process.execArgv, program, JSON.stringify(settings)]);
}

/** One killing: how many writes there were before that process, and when it died. */
export interface Death {
  readonly writesBefore: number;
  readonly writesThen: number;
}

/**
 * Lets a bot run and kills it: mostly while one of its next writes is under way, before it is done, after it, or done when
 * the process is dead already; else at any time. Answers nothing when the bot came to its end first.
 */
export async function runAndKill(
  house: House,
  services: Services,
  common: Common,
  own: Parameters<typeof startBot>[3] = {},
): Promise<Death | { readonly ended: Ended }> {
  const { chance, tally } = house;
  const { writes: writesBefore } = await services.count();
  const how = chance.pick(["before", "late", "after", "after", "anywhen"] as const);
  const write = chance.between(1, 4);
  const waitMs = chance.between(200, 2500);
  const held =
    how === "anywhen"
      ? pause(waitMs)
      : (
          await services.hold({
            write: how === "after" ? write : write + 1,
            when: how === "after" ? "after" : "before",
          })
        ).held;
  const bot = startBot(house, services, common, own);
  const first = await Promise.race([bot.ended, held]);
  if (first !== undefined) {
    await services.release(true);
    return { ended: first };
  }
  bot.signal("SIGKILL");
  const { code } = await bot.ended;
  await services.release(how !== "late");
  if (code !== undefined) return { ended: { code, said: "" } };
  tally.kills += 1;
  return { writesBefore, writesThen: (await services.count()).writes };
}

/** Counts the deaths between two writes, once it is known how many writes there were in the end. */
export function countBetween(house: House, deaths: readonly Death[], writesAtEnd: number): void {
  house.tally.between += deaths.filter(
    ({ writesBefore, writesThen }) => writesThen > writesBefore && writesAtEnd > writesThen,
  ).length;
}
