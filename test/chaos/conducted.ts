import { epochMs, fromEpochMs } from "@footplate/core";
import { account } from "./account.ts";
import type { House } from "./house.ts";
import { ferry, SET_OUT, TRAIN } from "./lines.ts";
import { type Common, countBetween, type Death, runAndKill, startBot } from "./process.ts";
import { LEASE_MS } from "./publish.ts";
import type { Services } from "./services.ts";

const HOUR_MS = 3_600_000;
/** How long a clock stays wrong before somebody who was warned puts it right, in milliseconds. */
const WRONG_FOR_MS = 10 * 60_000;
/** Long after the last window. */
export const END = fromEpochMs(epochMs(SET_OUT) + 16 * HOUR_MS);

/** What conducting the train takes. */
export async function conducting(house: House, journal: string): Promise<Common> {
  return { act: "conduct", line: await house.lineFile(ferry, "ferry"), journal, train: TRAIN, until: END };
}

/** Conducts to the end. Says what went wrong. */
export async function conductToEnd(house: House, services: Services, common: Common): Promise<string> {
  await services.advance(LEASE_MS);
  const { code, said } = await startBot(house, services, common).ended;
  return code === 0 ? "" : `ended with ${String(code)}: ${said.slice(-300)}`;
}

/** What the services hold after a day on which nothing goes wrong. */
export async function conductedWorld(house: House): Promise<readonly string[]> {
  const services = await house.services(SET_OUT);
  const wrong = await conductToEnd(house, services, await conducting(house, house.journal()));
  if (wrong !== "") throw new Error(`undisturbed, it ${wrong}`);
  const world = account(await services.state());
  await services.close();
  return world;
}

/** Conducts while it is killed, at most so many times, and says what is wrong in the end. */
export async function conductUnderFire(
  house: House,
  services: Services,
  common: Common,
  most: number,
  skewed = false,
): Promise<string> {
  const { chance, tally } = house;
  const deaths: Death[] = [];
  for (let life = 0; life < most; life += 1) {
    const skewMs = skewed ? chance.pick([0, 0, 0, HOUR_MS, -HOUR_MS]) : 0;
    if (skewMs !== 0) tally.faults += 1;
    const until = fromEpochMs((await services.count()).wallMs + skewMs + WRONG_FOR_MS);
    const own = skewMs === 0 ? common : { ...common, until };
    const died = await runAndKill(house, services, own, { holder: `bot ${String(life)}`, skewMs });
    if ("writesThen" in died) deaths.push(died);
    else if (died.ended.code === 0 && skewMs === 0) break;
    await services.advance(chance.happens(0.8) ? LEASE_MS : 5_000);
  }
  if (skewed) await services.advance(2 * HOUR_MS);
  const wrong = await conductToEnd(house, services, common);
  countBetween(house, deaths, (await services.count()).writes);
  return wrong;
}
