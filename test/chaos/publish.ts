import type { TrainLine } from "@footplate/core";
import { account } from "./account.ts";
import type { House } from "./house.ts";
import { busy, busyChanged, PUBLISH, publishRange } from "./lines.ts";
import { type Common, countBetween, type Death, runAndKill, startBot } from "./process.ts";
import type { Services } from "./services.ts";

/** How long a dead process keeps its right to write, and a little more, in milliseconds. */
export const LEASE_MS = 130_000;
const MOST_RUNS = 10;

/** Publishes the line until there is nothing left to do. Says what went wrong. */
export async function publishToEnd(house: House, services: Services, common: Common): Promise<string> {
  let said = "";
  for (let run = 0; run < MOST_RUNS; run += 1) {
    await services.advance(200_000);
    const ended = await startBot(house, services, common).ended;
    said = ended.said;
    if (ended.code === 0 && said.includes('{"type":"finished","done":0,"left":0,"failed":0}')) return "";
  }
  return `never came to rest: ${said.slice(-300)}`;
}

/** What publishing one line takes. */
export async function publishing(house: House, line: TrainLine, journal: string): Promise<Common> {
  const file = await house.lineFile(line, line === busy ? "busy" : "changed");
  return { act: "apply", line: file, journal, range: publishRange };
}

/** What the services hold after the first line, and after the second, when nothing goes wrong. */
export async function publishedWorlds(house: House): Promise<readonly (readonly string[])[]> {
  const services = await house.services(PUBLISH);
  const journal = house.journal();
  const worlds = [];
  for (const line of [busy, busyChanged]) {
    const wrong = await publishToEnd(house, services, await publishing(house, line, journal));
    if (wrong !== "") throw new Error(`undisturbed, it ${wrong}`);
    worlds.push(account(await services.state()));
  }
  await services.close();
  return worlds;
}

/** Publishes while it is killed, at most so many times, and says what is wrong in the end. */
export async function publishUnderFire(
  house: House,
  services: Services,
  common: Common,
  most: number,
  skewed = false,
): Promise<string> {
  const { chance, tally } = house;
  const deaths: Death[] = [];
  for (let life = 0; life < most; life += 1) {
    const skewMs = skewed ? chance.pick([0, 3_600_000, -3_600_000]) : 0;
    if (skewMs !== 0) tally.faults += 1;
    const died = await runAndKill(house, services, common, { holder: `bot ${String(life)}`, skewMs });
    if ("writesThen" in died) deaths.push(died);
    else if (died.ended.code === 0 && deaths.length > 0 && !skewed) break;
    await services.advance(chance.happens(0.8) ? LEASE_MS : 5_000);
    if (skewed && chance.happens(0.3)) await services.jump(chance.pick([3_600_000, -3_600_000]));
  }
  // A right to write that a process with a fast clock had lasts for longer.
  if (skewed) await services.advance(2 * 3_600_000);
  const wrong = await publishToEnd(house, services, common);
  countBetween(house, deaths, (await services.count()).writes);
  return wrong;
}
