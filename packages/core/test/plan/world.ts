import {
  apply,
  type ApplyEvent,
  type ApplyOptions,
  type Calendar,
  type CalendarEntry,
  type Clock,
  FootplateError,
  instant,
  type Interval,
  type Journal,
  type Notice,
  type NoticeBoard,
  type Plan,
  plan,
  type PlanContext,
  type PlanOptions,
  type PlanPorts,
  type TrainLine,
} from "@footplate/core";
import { faults, type Injector, memoryJournal, memoryMirror, virtualClock, wrapPort } from "@footplate/testkit";

/** A line with two clients, weekly on Wednesdays, whose windows come six days after the slot. */
export const weekly: TrainLine = {
  id: "weekly",
  name: "Weekly",
  zone: "Europe/Berlin",
  review: "none",
  gap: "later",
  overlap: "first",
  team: { id: "release", name: "Release team", leads: ["lead"], members: ["a", "b", "c"] },
  people: [
    { id: "lead", name: "Lead" },
    { id: "a", name: "Conductor A" },
    { id: "b", name: "Conductor B" },
    { id: "c", name: "Conductor C" },
  ],
  services: [{ id: "picking", owner: "release", ownerConfirmed: "2026-10-01" }],
  stops: [
    {
      id: "prod",
      name: "Production",
      targets: [
        { id: "client-a", name: "client-a", refs: { board: { component: "component-a" } } },
        { id: "client-b", name: "client-b", zone: "America/New_York", refs: { board: { component: "component-b" } } },
      ],
    },
  ],
  eras: [
    {
      id: "e1",
      from: "2026-01-07",
      cadence: { every: "P1W", anchor: "2026-01-07" },
      number: { format: "W{ww}-{yy}" },
      rotation: { strategy: "staggeredPair", order: ["a", "b", "c"] },
      windows: [
        {
          kind: "primary",
          stop: "prod",
          target: "client-a",
          day: 6,
          at: "22:00",
          length: "PT2H",
          capacity: 1,
          expected: "PT15M",
        },
        { kind: "primary", stop: "prod", target: "client-b", day: 6, at: "21:00", length: "PT2H" },
        { kind: "secondary", stop: "prod", target: "client-a", day: 8, at: "22:00", length: "PT2H" },
      ],
    },
  ],
};

export const start = instant("2026-11-22T12:00:00Z");
/** Three weeks: three trains, six primary windows, three secondary ones. */
export const range: Interval = { start, end: instant("2026-12-14T00:00:00Z") };

/** A line with few trains: what is tried often must be planned fast. */
export const sparse: TrainLine = {
  ...weekly,
  eras: weekly.eras.map((era) => ({
    ...era,
    from: "2026-10-28",
    cadence: { every: "P4W", anchor: "2026-10-28" },
    number: { format: "S{ww}-{yy}" },
  })),
};
/** The second of its two trains is gone, and the first one's windows are at another hour. */
export const sparseChanged: TrainLine = {
  ...sparse,
  noTrainWeeks: [{ week: "2026-12-23", reason: "holidays" }],
  eras: sparse.eras.map((era) => ({
    ...era,
    windows: era.windows.map((rule) => ({ ...rule, at: "20:00" })),
  })),
};
/** Two of its trains. */
export const sparseRange: Interval = { start, end: instant("2027-01-10T00:00:00Z") };

/** A simulated world: two vendors, a journal, a clock, and a process that may crash. */
export interface SimulatedWorld {
  readonly clock: ReturnType<typeof virtualClock>;
  readonly journal: ReturnType<typeof memoryJournal>;
  readonly board: ReturnType<typeof memoryMirror<Notice>>;
  readonly calendar: ReturnType<typeof memoryMirror<CalendarEntry>>;
  readonly injector: Injector;
  /** The ports of one process, under the injector. */
  ports(): PlanPorts & { readonly noticeBoard: NoticeBoard; readonly calendar: Calendar; readonly journal: Journal };
  context(line?: TrainLine): PlanContext;
}

export function simulatedWorld(options: { readonly lagMs?: number } = {}): SimulatedWorld {
  const clock = virtualClock(start);
  const lag = options.lagMs === undefined ? {} : { lagMs: options.lagMs };
  const journal = memoryJournal({ clock, birth: "2026-11-01T00:00:00Z" });
  const board = memoryMirror<Notice>({ identity: "marked", clock, ...lag });
  const calendar = memoryMirror<CalendarEntry>({ identity: "chosen", clock, ...lag });
  const injector = faults();
  const ports: SimulatedWorld["ports"] = () => ({
    journal: wrapPort(journal, injector),
    noticeBoard: {
      ...wrapPort(board, injector),
      spec: 1,
      componentsOf: (refs) => {
        const component = refs?.["board"]?.["component"];
        return typeof component === "string" ? [component] : [];
      },
      ...boardOnly(),
    },
    calendar: { ...wrapPort(calendar, injector), spec: 1, freeBusy: () => Promise.resolve([]) },
  });
  const sleeper: Clock = { ...clock, sleep: (ms, signal) => clock.sleep(ms, signal) };
  return {
    clock,
    journal,
    board,
    calendar,
    injector,
    ports,
    context: (line = weekly) => ({ line, ports: ports(), clock: sleeper }),
  };
}

/** What the planner never calls. */
function boardOnly(): Pick<
  NoticeBoard,
  "start" | "extend" | "complete" | "disarm" | "post" | "components" | "list" | "read"
> {
  const unused = (): never => {
    throw new Error("the planner does not conduct");
  };
  // The simulated vendor knows no state of conduct; the planner reads none.
  return {
    start: unused,
    extend: unused,
    complete: unused,
    disarm: unused,
    post: unused,
    components: { get: unused, list: unused, set: unused },
  } as unknown as ReturnType<typeof boardOnly>;
}

/** Applies once, over the three weeks unless told otherwise. */
export async function applied(
  world: SimulatedWorld,
  line: TrainLine = weekly,
  options: ApplyOptions = {},
  ports: Partial<PlanPorts> = {},
): Promise<readonly ApplyEvent[]> {
  const events: ApplyEvent[] = [];
  const context = world.context(line);
  for await (const event of apply({ ...context, ports: { ...world.ports(), ...ports } }, { range, ...options }))
    events.push(event);
  return events;
}

export const planned = (world: SimulatedWorld, line: TrainLine = weekly, options: PlanOptions = {}): Promise<Plan> =>
  plan(world.context(line), { range, ...options });

/** What was thrown. */
export async function failure(promise: Promise<unknown>): Promise<FootplateError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof FootplateError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** The line with the wall time of its rules changed. */
export function at(line: TrainLine, time: string, kind = "primary"): TrainLine {
  return {
    ...line,
    eras: line.eras.map((era) => ({
      ...era,
      windows: era.windows.map((rule) => (rule.kind === kind ? { ...rule, at: time } : rule)),
    })),
  };
}
