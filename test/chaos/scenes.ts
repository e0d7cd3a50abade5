import { account } from "./account.ts";
import { compare } from "./compare.ts";
import { conductedWorld, conducting, conductUnderFire } from "./conducted.ts";
import type { House } from "./house.ts";
import { diskFull, journalGone } from "./journal-gone.ts";
import { busy, busyChanged, PUBLISH, SET_OUT } from "./lines.ts";
import { publishedWorlds, publishing, publishUnderFire } from "./publish.ts";
import { stopInWindow } from "./stopped.ts";
import { check } from "./tally.ts";
import { conductTogether, publishTogether } from "./together.ts";

/** What happens once, by itself. */
export interface Scene {
  readonly name: string;
  run(house: House): Promise<void>;
}

/** Most lives of one bot under fire: more would only make it later in the day. */
const LIVES = 40;
/** Full: so many scenes of each kind, which kill a dozen processes or more each, so that there are over 200 in all. */
const SCENES = { conduct: 10, publish: 8 };

/** How the services look when nothing goes wrong: what every scene must come to. */
interface Worlds {
  readonly published: readonly string[];
  readonly changed: readonly string[];
  readonly conducted: readonly string[];
}

/** All scenes, the short ones or so many that at least 200 processes are killed. */
export async function scenesOf(house: House, short: boolean): Promise<readonly Scene[]> {
  const [[published = [], changed = []], conducted] = await Promise.all([
    publishedWorlds(house),
    conductedWorld(house),
  ]);
  const worlds: Worlds = { published, changed, conducted };
  const once: readonly Scene[] = [
    { name: "stop", run: (own) => stopInWindow(own, conducted, false) },
    { name: "disk full", run: (own) => diskFull(own, published) },
    { name: "journal gone", run: (own) => journalGone(own, published) },
  ];
  if (short) {
    const publish = { name: "publish", run: (own: House) => publishKilled(own, worlds, 8) };
    const together = { name: "together", run: (own: House) => publishTogether(own, published, false, 2) };
    return [{ name: "conduct", run: (own) => conductKilled(own, worlds, 14) }, publish, together, ...once];
  }
  const both = [true, false];
  return [
    ...numbered("conduct", SCENES.conduct, (own) => conductKilled(own, worlds, LIVES)),
    ...numbered("publish", SCENES.publish, (own) => publishKilled(own, worlds, LIVES)),
    { name: "clocks, conducting", run: (own) => conductKilled(own, worlds, LIVES, true) },
    { name: "clocks, publishing", run: (own) => publishKilled(own, worlds, 10, true) },
    ...both.map((leased) => ({
      name: `conduct together ${String(leased)}`,
      run: (own: House) => conductTogether(own, conducted, leased, 5),
    })),
    ...both.map((leased) => ({
      name: `publish together ${String(leased)}`,
      run: (own: House) => publishTogether(own, published, leased, 4),
    })),
    { name: "stop twice", run: (own) => stopInWindow(own, conducted, true) },
    ...once,
  ];
}

/** The same scene so many times, each with chance of its own. */
function numbered(name: string, count: number, run: Scene["run"]): readonly Scene[] {
  return Array.from({ length: count }, (_, index) => ({ name: `${name} ${String(index + 1)}`, run }));
}

async function publishKilled(house: House, worlds: Worlds, lives: number, skewed = false): Promise<void> {
  const services = await house.services(PUBLISH);
  const journal = house.journal();
  const scene = skewed ? "published with wrong clocks" : "published and killed";
  for (const [line, expected] of [
    [busy, worlds.published],
    [busyChanged, worlds.changed],
  ] as const) {
    const wrong = await publishUnderFire(house, services, await publishing(house, line, journal), lives, skewed);
    check(house.tally, scene, wrong === "", wrong);
    compare(house.tally, scene, expected, account(await services.state()));
  }
  await services.close();
}

async function conductKilled(house: House, worlds: Worlds, lives: number, skewed = false): Promise<void> {
  const services = await house.services(SET_OUT);
  const scene = skewed ? "conducted with wrong clocks" : "conducted and killed";
  const wrong = await conductUnderFire(house, services, await conducting(house, house.journal()), lives, skewed);
  check(house.tally, scene, wrong === "", wrong);
  const found = account(await services.state());
  if (skewed) arrivedOrHeld(house, scene, found);
  else compare(house.tally, scene, worlds.conducted, found);
  await services.close();
}

/** F38: where processes do not agree on the time, a train may be held and a person called; nothing is there twice even so. */
function arrivedOrHeld({ tally }: House, scene: string, found: readonly string[]): void {
  const twice = found.filter((row, index) => !row.startsWith("comment ") && found.indexOf(row) !== index);
  tally.doubled += twice.length;
  check(tally, `${scene}: nothing doubled`, twice.length === 0, twice.join("; "));
  const known = found.some((row) => row.startsWith("log trainArrived/") || row.startsWith("alert "));
  check(tally, `${scene}: it arrived, or somebody was called`, known);
}
