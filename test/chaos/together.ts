import { setTimeout as pause } from "node:timers/promises";
import { account } from "./account.ts";
import { compare } from "./compare.ts";
import { conducting, conductToEnd } from "./conducted.ts";
import type { House } from "./house.ts";
import { busy, PUBLISH, SET_OUT } from "./lines.ts";
import { type Common, startBot } from "./process.ts";
import { LEASE_MS, publishing, publishToEnd } from "./publish.ts";
import type { Services } from "./services.ts";
import { check } from "./tally.ts";

/** So many milliseconds of sleep take one of ours: who waits for a lease must not make it run out. */
const PACE = 150;

/** Several bots at once, one of which is killed now and then; started again whatever ended them, for so many lives. */
async function race(
  house: House,
  services: Services,
  common: Common,
  leased: boolean,
  bots: number,
  lives: number,
): Promise<void> {
  const one = async (number: number): Promise<void> => {
    for (let life = 0; life < lives; life += 1) {
      const bot = startBot(house, services, common, { holder: `bot ${String(number)}`, leased });
      const waitMs = house.chance.between(600, 4000);
      if (life < lives - 1 && house.chance.happens(0.7)) {
        const died = await Promise.race([bot.ended.then(() => false), pause(waitMs, true)]);
        if (died) {
          bot.signal("SIGKILL");
          if ((await bot.ended).code === undefined) house.tally.kills += 1;
        }
      }
      await bot.ended;
      await services.advance(house.chance.pick([1_000, 20_000, LEASE_MS]));
    }
  };
  await Promise.all(Array.from({ length: bots }, (_, index) => one(index)));
}

/** Two bots publish one line. */
export async function publishTogether(
  house: House,
  expected: readonly string[],
  leased: boolean,
  lives: number,
): Promise<void> {
  const scene = `two bots publish, ${leased ? "with" : "without"} the lease`;
  const services = await house.services(PUBLISH, PACE);
  const common = await publishing(house, busy, house.journal());
  await race(house, services, common, leased, 2, lives);
  const wrong = await publishToEnd(house, services, common);
  check(house.tally, scene, wrong === "", wrong);
  compare(house.tally, scene, expected, account(await services.state()));
  await services.close();
}

/** Two bots conduct one train. */
export async function conductTogether(
  house: House,
  expected: readonly string[],
  leased: boolean,
  lives: number,
): Promise<void> {
  const scene = `two bots conduct, ${leased ? "with" : "without"} the lease`;
  const services = await house.services(SET_OUT, PACE);
  const common = await conducting(house, house.journal());
  await race(house, services, common, leased, 2, lives);
  const wrong = await conductToEnd(house, services, common);
  check(house.tally, scene, wrong === "", wrong);
  // Who waits for a lease lets time pass for all: what announces a window has no sense once that has begun.
  const lasting = (rows: readonly string[]): readonly string[] => rows.filter((row) => !row.includes("/reminder/"));
  const found = account(await services.state());
  const reminders = found.filter((row) => row.includes("/reminder/"));
  check(house.tally, `${scene}: no reminder twice`, new Set(reminders).size === reminders.length);
  compare(house.tally, scene, lasting(expected), lasting(found));
  await services.close();
}
