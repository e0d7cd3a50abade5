import { setTimeout as pause } from "node:timers/promises";
import { account } from "./account.ts";
import { startCommand } from "./command.ts";
import { compare } from "./compare.ts";
import { conducting, conductToEnd } from "./conducted.ts";
import type { House } from "./house.ts";
import { SET_OUT, TRAIN } from "./lines.ts";
import type { Services } from "./services.ts";
import { check } from "./tally.ts";

/** F70: so long may it take to end, in milliseconds. */
const MOST_MS = 10_000;

/** F70, F71: the command is told to stop, once or twice, while a window is in use and a write under way. */
export async function stopInWindow(house: House, expected: readonly string[], twice: boolean): Promise<void> {
  const { tally } = house;
  const scene = twice ? "SIGTERM twice in a window" : "SIGTERM in a window";
  const services = await house.services(SET_OUT);
  const common = await conducting(house, house.journal());
  const conductor = startCommand(house, services, ["conduct", common.line, TRAIN, "--journal", common.journal]);
  await windowOpen(services);
  const { held } = await services.hold({ write: 1, when: "before" });
  await held;
  tally.faults += 1;
  const toldAt = performance.now();
  conductor.signal("SIGTERM");
  await pause(100);
  if (twice) conductor.signal("SIGTERM");
  else await services.release(false);
  const { code } = await conductor.ended;
  const tookMs = performance.now() - toldAt;
  if (twice) await services.release(false);
  check(tally, `${scene}: exit code`, code === (twice ? 143 : 0), `it was ${String(code)}`);
  check(tally, `${scene}: within ten seconds`, tookMs < MOST_MS, `${String(Math.round(tookMs))} ms`);
  const { statuspage } = await services.state();
  const open = statuspage.incidents.filter(({ status }) => status === "in_progress").length;
  check(tally, `${scene}: the window stays open`, open > 0);
  const wrong = await conductToEnd(house, services, common);
  check(tally, scene, wrong === "", wrong);
  compare(tally, scene, expected, account(await services.state()));
  await services.close();
}

async function windowOpen(services: Services): Promise<void> {
  for (let look = 0; look < 1200; look += 1) {
    const { statuspage } = await services.state();
    if (statuspage.incidents.some(({ status }) => status === "in_progress")) return;
    await pause(25);
  }
  throw new Error("no window was opened");
}
