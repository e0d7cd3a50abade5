import { timetable } from "@footplate/core";
import { type Asked, economy, economyLine, economyRange, type PerService } from "../../test/support/call-economy.ts";
import type { Part } from "../harness/part.ts";
import { exactly } from "../harness/spread.ts";
import { atMost, holds } from "../harness/verdict.ts";

const SERVICES = ["statuspage", "gcal", "opsgenie", "github"] as const;
const CHANGED = 5;
const example = {
  trains: 1,
  targets: 200,
  foreign: { statuspage: 0, gcal: 0, opsgenie: 0, github: 0 },
  calendarPage: 2500,
};
/** What a program does that asks for each thing and then writes it. */
const NAIVE = 3 * 2 * 200 + 2;

export const requests: Part = {
  target: 1,
  title: "Requests: 200 windows of one train on four services (exact, by fakes on a virtual clock)",
  async measure() {
    const here = economy(example);
    const first = (await here.run()).asked;
    // What the first one made, GitHub sends once more: nothing has changed since a run only in the one after it.
    here.wait(600_000);
    await here.run();
    here.wait(600_000);
    const again = (await here.run()).asked;
    await here.move(timetable(economyLine(example), [], economyRange).windows.slice(0, CHANGED));
    const changed = (await here.run()).asked;
    const compared =
      "requests seen by fakes; the least is that of Statuspage, Google Calendar, Opsgenie and GitHub by their documents";
    const total = (what: string, asked: PerService<Asked>, most: number) =>
      atMost({ target: 1, what, compared, unit: "requests", ours: exactly(totalOf(asked)), most });
    return {
      tables: [
        {
          title: `Requests, reads + writes (a program that asks and writes for each: ${NAIVE})`,
          columns: ["", ...SERVICES, "all"],
          rows: [
            ["first apply", ...SERVICES.map((service) => text(first[service])), String(totalOf(first))],
            ["nothing changed", ...SERVICES.map((service) => text(again[service])), String(totalOf(again))],
            [
              `${CHANGED} windows moved`,
              ...SERVICES.map((service) => text(changed[service])),
              String(totalOf(changed)),
            ],
          ],
        },
      ],
      verdicts: [
        total("first apply", first, 605),
        total("first apply, were the calendar's windows one recurring event", first, 406),
        total("nothing changed", again, 6),
        holds({
          target: 1,
          what: "nothing changed: no write",
          compared: "requests other than GET",
          goal: "0 writes",
          ok: SERVICES.every((service) => again[service].writes === 0),
        }),
        holds({
          target: 1,
          what: "nothing changed: GitHub answers 304",
          compared: "reads of GitHub that were answered 304, in a process that listed the same before",
          goal: "all",
          ok: again.github.unchanged === again.github.reads,
        }),
        total(`${CHANGED} windows moved`, changed, 22),
        total(`${CHANGED} windows moved, were they of one recurring event`, changed, 18),
      ],
    };
  },
};

function totalOf(asked: PerService<Asked>): number {
  return SERVICES.reduce((sum, service) => sum + asked[service].reads + asked[service].writes, 0);
}

function text({ reads, writes }: Asked): string {
  return `${reads} + ${writes}`;
}
