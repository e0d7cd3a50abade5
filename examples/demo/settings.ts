import { gitHubRef } from "@footplate/adapter-github";
import { opsgenieRef } from "@footplate/adapter-opsgenie";
import { epochMs, fromEpochMs, type Instant, timetable, type TrainLine } from "@footplate/core";
import type { FakesSettings } from "./control.ts";
import {
  apiKey,
  calendarOf,
  chatToken,
  githubToken,
  isConducted,
  onCallKey,
  ownersFile,
  pageId,
  pagerKey,
  scheduleOf,
  token,
} from "./wiring.ts";

const MONTH_MS = 31 * 86_400_000;

/** What the fakes must know of the lines before anybody speaks to them. */
export function settingsFor(lines: readonly TrainLine[], now: Instant): FakesSettings {
  return {
    now,
    pageId,
    apiKey,
    token,
    onCall: {
      apiKey: onCallKey,
      integrationKey: pagerKey,
      schedules: lines.flatMap((line) => scheduleOf(line) ?? []),
      people: [
        ...new Set(lines.flatMap(({ people }) => people.flatMap(({ refs }) => opsgenieRef(refs)?.userId ?? []))),
      ],
    },
    components: lines.flatMap(componentsOf),
    calendars: lines.map((line) => ({ id: calendarOf(line), timeZone: line.zone })),
    github: {
      token: githubToken,
      members: [...new Set(lines.flatMap(({ people }) => people.flatMap(({ refs }) => gitHubRef(refs)?.login ?? [])))],
      environments: lines.filter(isConducted).flatMap((line) => environmentsOf(line, now)),
      files: { [ownersFile]: ownersOf(lines) },
    },
    chat: { token: chatToken },
  };
}

function componentsOf({ stops }: TrainLine): FakesSettings["components"] {
  return stops.flatMap(({ targets }) =>
    targets.flatMap(({ name, refs }) => {
      const id = refs?.["statuspage"]?.["componentId"];
      return typeof id === "string" ? [{ id, name }] : [];
    }),
  );
}

type Environments = NonNullable<FakesSettings["github"]>["environments"];

/** Each runs what the train before brought. */
function environmentsOf(line: TrainLine, now: Instant): Environments {
  const before = timetable(line, [], { start: fromEpochMs(epochMs(now) - MONTH_MS), end: now }).trains;
  const version = before.findLast(({ date, number }) => date < now.slice(0, 10) && number !== undefined)?.number ?? "0";
  const services = Object.fromEntries(line.services.flatMap(({ id, version: one }) => (one ? [[id, one]] : [])));
  return line.stops.flatMap(({ targets }) =>
    targets.flatMap(({ refs }): Environments => {
      const { workflow, environment } = gitHubRef(refs) ?? {};
      return workflow === undefined || environment === undefined
        ? []
        : [{ name: environment, workflow, version, services }];
    }),
  );
}

function ownersOf(lines: readonly TrainLine[]): string {
  const rows = lines.flatMap(({ services }) =>
    services.map(({ id, owner = "", ownerConfirmed = "" }) => [id, owner, ownerConfirmed].join(",")),
  );
  return `${["component,owners,confirmed", ...rows].join("\n")}\n`;
}
