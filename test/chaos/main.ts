/**
 * Kills real processes, loses journals, fills disks and turns clocks, then holds the world against the one in which
 * nothing went wrong: `npm run chaos -- [--short] [--seed N] [--scene NAME …]`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type House, openHouse } from "./house.ts";
import { inProcess } from "./in-process.ts";
import { type Scene, scenesOf } from "./scenes.ts";
import { speak } from "./spoken.ts";
import { check, newTally, type Tally } from "./tally.ts";

/** Full: at least so many processes are killed, and so many between two writes of what they were at. */
const LEAST = { kills: 200, between: 100 };
/** Scenes that are on at once. */
const AT_ONCE = 2;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Plays all scenes, two at a time; one that breaks is a failure, and the others go on. */
async function play(house: House, scenes: readonly Scene[]): Promise<void> {
  const left = [...scenes];
  const stage = async (): Promise<void> => {
    for (let scene = left.shift(); scene !== undefined; scene = left.shift()) {
      const before = performance.now();
      // Chance of its own, so that a scene takes the same course whatever is on beside it.
      const own = { ...house, chance: house.chance.fork(scene.name) };
      await scene.run(own).catch((error: unknown) => check(house.tally, scene?.name ?? "", false, String(error)));
      const seconds = ((performance.now() - before) / 1000).toFixed(0);
      say(`  ${scene.name} (${seconds} s); so far ${String(house.tally.kills)} killed`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, stage));
}

function table(tally: Tally, more: Readonly<Record<string, number | string>>): void {
  const { kills, between, lives, faults, expected, found, doubled, lost } = tally;
  const rows = Object.entries({
    "processes started": lives,
    "processes killed": kills,
    "  between two of their writes": between,
    "other faults": faults,
    ...more,
    "resources expected": expected,
    "resources found": found,
    doubled,
    lost,
  });
  for (const [name, value] of rows) say(`  ${name.padEnd(44)} ${String(value).padStart(10)}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      short: { type: "boolean", default: false },
      seed: { type: "string" },
      scene: { type: "string", multiple: true },
    },
  });
  const { short, scene } = values;
  const whole = !short && scene === undefined;
  const seed = Number(values.seed ?? 20_261_122);
  const tally = newTally();
  const folder = await mkdtemp(join(tmpdir(), "footplate-chaos-"));
  say(`chaos, seed ${String(seed)}${short ? ", short" : ""}`);
  try {
    const house = openHouse(folder, seed, tally);
    const scenes = await scenesOf(house, short);
    await play(
      house,
      scenes.filter(({ name }) => scene === undefined || scene.includes(name)),
    );
    const spoken = await speak(house.keys);
    const kept = house.secrets();
    const tests = whole ? await inProcess(tally) : 0;
    const secrets = spoken.found + kept.found;
    check(tally, "no secret is told", secrets === 0, `${String(secrets)} texts`);
    check(tally, "secrets were there to be told", spoken.carried > 0);
    if (whole)
      for (const name of ["kills", "between"] as const) check(tally, `enough ${name}`, tally[name] >= LEAST[name]);
    table(tally, {
      ...(tests > 0 && { "tests that die at every call or take 2000 seeds": tests }),
      "texts and bytes searched for secrets": spoken.texts + kept.searched,
      secrets: secrets,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  for (const failure of tally.failures) say(`FAILED ${failure}`);
  say(
    `${String(tally.doubled)} doubled, ${String(tally.lost)} lost, ${tally.failures.length === 0 ? "all holds" : "not all holds"}`,
  );
  say(`${String(tally.passed)} passed, ${String(tally.failures.length)} failed`);
  process.exitCode = tally.failures.length > 0 ? 1 : 0;
}

await main();
