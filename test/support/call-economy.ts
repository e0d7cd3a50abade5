import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { createGitHub } from "@footplate/adapter-github";
import { fakeGitHub } from "@footplate/adapter-github/testing";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { fakeOpsgenie } from "@footplate/adapter-opsgenie/testing";
import { createStatuspage } from "@footplate/adapter-statuspage";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import {
  apply,
  epochMs,
  type Fact,
  fromEpochMs,
  instant,
  type MirrorName,
  type PlanContext,
  span,
  type TrainLine,
  type Window,
} from "@footplate/core";
import { memoryJournal, virtualClock } from "@footplate/testkit";

/** One number for each service. */
export type PerService<Value> = Readonly<Record<"statuspage" | "gcal" | "opsgenie" | "github", Value>>;

/** What a service was asked. */
export interface Asked {
  readonly reads: number;
  readonly writes: number;
  /** Reads that were answered 304. */
  readonly unchanged: number;
  /** Answers of 420 and 429. */
  readonly refused: number;
}

/** How large the example is. */
export interface EconomySize {
  readonly trains: number;
  /** Windows of each train, one for each target. */
  readonly targets: number;
  /** What others made, in each service. */
  readonly foreign: PerService<number>;
  /** Largest page of the calendar. */
  readonly calendarPage: number;
  /** Whether the journal was made a moment before. @default false */
  readonly newJournal?: boolean;
}

/** Four services in memory, a line whose windows stand in all of them, and what each was asked. */
export interface Economy {
  /** Applies, and says what each service was asked for it, and how many creates, updates and removals the plan held. */
  run(): Promise<{ readonly asked: PerService<Asked>; readonly operations: Operations; readonly plans: number }>;
  /** Lets time pass. */
  wait(ms: number): void;
  /** Moves the first `count` windows by a minute each. */
  move(windows: readonly Window[]): Promise<void>;
}

/** How many operations a plan held for each mirror. */
export type Operations = Readonly<Record<MirrorName, Readonly<Record<"create" | "update" | "remove", number>>>>;

const START = instant("2027-02-01T08:00:00Z");
const FOREIGN = { start: "2027-02-03T10:00:00Z", end: "2027-02-03T11:00:00Z" };

/** A line with `trains` weekly trains and `targets` windows a train, an hour apart. */
export function economyLine({ trains, targets }: Pick<EconomySize, "trains" | "targets">): TrainLine {
  const ids = Array.from({ length: targets }, (_none, index) => `t${String(index).padStart(4, "0")}`);
  return {
    id: "economy",
    name: "Economy train",
    zone: "Europe/Berlin",
    review: "none",
    team: { id: "team", name: "Team", leads: ["lead"], members: ["conductor-a", "conductor-b"] },
    people: ["lead", "conductor-a", "conductor-b"].map((id) => ({
      id,
      name: `Person ${id}`,
      refs: { opsgenie: { userId: `user-${id}` }, github: { login: id } },
    })),
    refs: { opsgenie: { scheduleId: "conductors" } },
    services: [{ id: "app", owner: "team", ownerConfirmed: "2027-01-01" }],
    stops: [
      {
        id: "prod",
        name: "Production",
        targets: ids.map((id) => ({ id, name: `Target ${id}`, refs: { statuspage: { componentId: `comp${id}` } } })),
      },
    ],
    eras: [
      {
        id: "e1",
        from: "2027-02-08",
        cadence: { every: "P1W", anchor: "2027-02-08" },
        number: { format: "E{n}" },
        rotation: { strategy: "staggeredPair", order: ["conductor-a", "conductor-b"] },
        windows: ids.map((target, index) => ({
          kind: "primary" as const,
          stop: "prod",
          target,
          day: Math.floor(index / 24) % 5,
          at: `${String(index % 24).padStart(2, "0")}:00`,
          length: "PT30M",
        })),
      },
    ],
    noTrainWeeks: Array.from({ length: Math.max(0, 60 - trains) }, (_none, index) => ({
      week: fromEpochMs(epochMs("2027-02-08T00:00:00Z") + (trains + index) * 7 * 86_400_000).slice(0, 10),
      reason: "the example has ended",
    })),
  };
}

/** The range that holds all windows of the line. */
export const economyRange = span(START, "P60W");

export function economy(size: EconomySize): Economy {
  const line = economyLine(size);
  const clock = virtualClock(START);
  const now = clock.epochMs;
  const components = line.stops.flatMap(({ targets }) => targets.map(({ id, name }) => ({ id: `comp${id}`, name })));
  const page = fakeStatuspage({ now, components });
  const google = fakeGoogleCalendar({
    now,
    calendars: [{ id: "trains", timeZone: line.zone }],
    pageSize: size.calendarPage,
  });
  const opsgenie = fakeOpsgenie({
    now,
    users: line.people.map(({ id }) => ({ id: `user-${id}`, username: `${id}@example.com` })),
    schedules: [{ id: "conductors", rotations: [] }],
  });
  const github = fakeGitHub({ now, members: line.people.map(({ id }) => id) });
  addForeign(size.foreign, { page, google, opsgenie, github });

  const board = createStatuspage({ pageId: page.pageId, apiKey: page.apiKey, fetch: page.fetch, clock });
  const calendar = createGoogleCalendar({ calendarId: "trains", token: "any", fetch: google.fetch, clock });
  const { apiKey, integrationKey } = opsgenie;
  const duty = createOpsgenie({ apiKey, integrationKey, schedules: ["conductors"], fetch: opsgenie.fetch, clock });
  const { repository, token } = github;
  const tickets = createGitHub({ repository, token, fetch: github.fetch, clock });
  const journal = memoryJournal({
    clock,
    ...(size.newJournal !== true && { birth: fromEpochMs(epochMs(START) - 86_400_000) }),
  });
  const { noticeBoard } = board;
  const ports = { noticeBoard, ...calendar, onCall: duty.onCall, trainTickets: tickets.trainTickets, journal };
  const context: PlanContext = { line, clock, ports };
  const calls = (): PerService<readonly { readonly method: string; readonly status: number }[]> => ({
    statuspage: page.state().calls,
    gcal: google.state().calls,
    opsgenie: opsgenie.state().calls,
    github: github.state().calls,
  });
  return {
    wait: (ms) => clock.advance(ms),
    run: async () => {
      const before = calls();
      let operations: Operations | undefined;
      let plans = 0;
      for await (const event of apply(context, { range: economyRange })) {
        if (event.type === "failed") throw event.error;
        if (event.type === "left") throw new Error(`left: ${event.why}`);
        if (event.type === "waiting") plans += 1;
        if (event.type !== "planned") continue;
        if (plans === 0) plans = 1;
        operations = countsOf(event.plan.operations);
        if (event.plan.questions.some(({ type }) => type !== "settling"))
          throw new Error(JSON.stringify(event.plan.questions[0]));
      }
      if (operations === undefined) throw new Error("nothing was planned");
      const after = calls();
      const asked = (service: keyof PerService<unknown>): Asked => count(after[service].slice(before[service].length));
      return {
        operations,
        plans,
        asked: {
          statuspage: asked("statuspage"),
          gcal: asked("gcal"),
          opsgenie: asked("opsgenie"),
          github: asked("github"),
        },
      };
    },
    move: async (windows) => {
      const facts = windows.map(({ id, start, end }): Fact => {
        const later = (at: string): ReturnType<typeof instant> => fromEpochMs(epochMs(at) + 60_000);
        const moved = { window: id, start: later(start), end: later(end) };
        return { id: `move/${id}`, type: "windowMoved", at: clock.now(), by: { person: "lead" }, ...moved };
      });
      await journal.record(line.id, facts);
    },
  };
}

function addForeign(
  foreign: PerService<number>,
  fakes: {
    readonly page: ReturnType<typeof fakeStatuspage>;
    readonly google: ReturnType<typeof fakeGoogleCalendar>;
    readonly opsgenie: ReturnType<typeof fakeOpsgenie>;
    readonly github: ReturnType<typeof fakeGitHub>;
  },
): void {
  const { start, end } = FOREIGN;
  const each = (count: number, act: (index: number) => void): void =>
    Array.from({ length: count }, (_none, index) => index).forEach(act);
  each(foreign.statuspage, (index) =>
    fakes.page.person.create({
      name: `Not ours ${index}`,
      status: "scheduled",
      scheduled_for: start,
      scheduled_until: end,
    }),
  );
  each(foreign.gcal, (index) =>
    fakes.google.person.add({ summary: `Not ours ${index}`, start: { dateTime: start }, end: { dateTime: end } }),
  );
  each(foreign.opsgenie, (index) =>
    fakes.opsgenie.person.setOverride({
      alias: `not-ours-${index}`,
      schedule: "conductors",
      user: { type: "user", id: "user-lead" },
      startDate: start,
      endDate: end,
      rotations: [],
    }),
  );
  each(foreign.github, (index) => fakes.github.issues.open({ title: `Not ours ${index}`, labels: ["release-train"] }));
}

function count(calls: readonly { readonly method: string; readonly status: number }[]): Asked {
  const of = (fits: (call: { readonly method: string; readonly status: number }) => boolean): number =>
    calls.filter(fits).length;
  return {
    reads: of(({ method }) => method === "GET"),
    writes: of(({ method }) => method !== "GET"),
    unchanged: of(({ status }) => status === 304),
    refused: of(({ status }) => status === 420 || status === 429),
  };
}

function countsOf(operations: readonly { readonly mirror: MirrorName; readonly action: string }[]): Operations {
  const of = (mirror: MirrorName) => {
    const action = (name: string): number =>
      operations.filter((one) => one.mirror === mirror && one.action === name).length;
    return { create: action("create"), update: action("update"), remove: action("remove") };
  };
  return {
    noticeBoard: of("noticeBoard"),
    calendar: of("calendar"),
    onCall: of("onCall"),
    trainTickets: of("trainTickets"),
  };
}
