import { epochMs, fromEpochMs, type GivenAnswer, type Instant } from "@footplate/core";
import type { TrainView } from "@footplate/core/conduct";
import type { Chance } from "./chance.ts";
import type { SimulatedWorld } from "./world.ts";

/** People who change things at the services themselves, past the journal. */
export interface Meddlers {
  nextMs(): number;
  /** Does what is due. True when something was changed. */
  act(view: TrainView, now: Instant): boolean;
  /** What they answer when the plan asks about what they did. */
  answers(now: Instant): readonly GivenAnswer[];
  /** Moments at which somebody did something, by what it was and to what, such as `closed` and a notice's id. */
  readonly deeds: readonly Deed[];
}

/** Something that somebody did at a service. */
export interface Deed {
  readonly at: Instant;
  readonly what:
    | "armed"
    | "closed"
    | "entryDeleted"
    | "entryMoved"
    | "rerun"
    | "component"
    | "assigned"
    | "blocked"
    | "deployed";
  /** Id of the notice, entry, run, component or ticket; `stop/target` for a deploy. */
  readonly to: string;
}

const HOUR_MS = 3_600_000;

/** Meddlers who do something every few hours to days. */
export function meddlersOf(world: SimulatedWorld, chance: Chance, everyHours: number): Meddlers {
  const { memory, clock } = world;
  const { noticeBoard, calendar, deployRunner, trainTickets } = memory;
  const deeds: Deed[] = [];
  const answers: { readonly untilMs: number; readonly answer: GivenAnswer }[] = [];
  const later = (): number => Math.round((everyHours * HOUR_MS * chance.between(20, 180)) / 100);
  let atMs = clock.epochMs() + later();

  const open = () =>
    noticeBoard.world.seen().notices.filter(({ state, reached }) => state === "live" && reached !== "completed");
  const running = () => open().filter(({ reached }) => reached === "in_progress");
  const soon = (now: Instant) => open().filter(({ item }) => epochMs(item.start) < epochMs(now) + 24 * HOUR_MS);
  const did = (what: Deed["what"], to: string, now: Instant): boolean => deeds.push({ at: now, what, to }) > 0;

  const acts: Readonly<Record<Deed["what"], (view: TrainView, now: Instant) => boolean>> = {
    armed(_view, now) {
      const notices = running().length > 0 ? running() : soon(now);
      if (notices.length === 0) return false;
      const { id } = chance.pick(notices);
      noticeBoard.world.humanArm(id);
      return did("armed", id, now);
    },
    closed(_view, now) {
      if (running().length === 0) return false;
      const { id } = chance.pick(running());
      noticeBoard.world.humanComplete(id);
      return did("closed", id, now);
    },
    entryDeleted(view, now) {
      const entry = futureEntry(now);
      if (entry?.mark === undefined) return false;
      calendar.world.humanDelete(entry.id);
      const answer = { key: entry.mark.key, mirror: "calendar", answer: "recreate" } as const;
      answers.push({ untilMs: epochMs(now) + 72 * HOUR_MS, answer });
      return did("entryDeleted", entry.id, now) && view.line.id !== "";
    },
    entryMoved(_view, now) {
      const entry = futureEntry(now);
      if (entry === undefined) return false;
      const byMs = chance.pick([-1, 1]) * 30 * 60_000;
      const [start, end] = [epochMs(entry.item.start) + byMs, epochMs(entry.item.end) + byMs];
      calendar.world.humanEdit(entry.id, { ...entry.item, start: fromEpochMs(start), end: fromEpochMs(end) });
      return did("entryMoved", entry.id, now);
    },
    rerun(view, now) {
      const run = lastRuns(view).at(-1);
      if (run === undefined) return false;
      deployRunner.world.humanRerun(run.id);
      return did("rerun", run.id, now);
    },
    component(_view, now) {
      const [notice] = running();
      const [id] = notice?.item.components ?? [];
      if (id === undefined) return false;
      noticeBoard.world.humanSetComponent(
        id,
        chance.pick(["operational", "degraded_performance", "under_maintenance"]),
      );
      return did("component", id, now);
    },
    assigned(view, now) {
      const tickets = trainTickets.world.live();
      if (tickets.length === 0) return false;
      const { id } = chance.pick(tickets);
      trainTickets.world.humanAssign(id, `user-${chance.pick(view.line.team.members)}`);
      return did("assigned", id, now);
    },
    blocked(_view, now) {
      const tickets = trainTickets.world.live().filter(({ item }) => item.start <= now);
      if (tickets.length === 0) return false;
      const { id } = chance.pick(tickets);
      trainTickets.world.humanBlock(id, "an alarm was seen");
      return did("blocked", id, now);
    },
    deployed(view, now) {
      const soaking = Object.values(view.movements.trains).flatMap(({ targets }) =>
        targets.filter(({ status }) => status === "soaking").map(({ target }) => target),
      );
      const [target] = soaking;
      if (target === undefined) return false;
      deployRunner.world.humanStart(target, `by-hand-${String(chance.between(1, 99))}`);
      return did("deployed", target, now);
    },
  };

  function futureEntry(now: Instant) {
    const entries = calendar.world
      .live()
      .filter(({ item, mark }) => mark !== undefined && epochMs(item.start) > epochMs(now) + 36 * HOUR_MS);
    return entries.length === 0 ? undefined : chance.pick(entries.slice(0, 12));
  }

  /** Finished runs of trains that still move, so that nobody puts an old version back. */
  function lastRuns({ movements }: TrainView) {
    const moving = Object.values(movements.trains).filter(({ phase }) => phase === "cut" || phase === "running");
    const last = new Set(moving.flatMap(({ targets }) => targets.flatMap(({ order }) => order?.run ?? [])));
    return deployRunner.world.seen().filter(({ id, status }) => last.has(id) && status === "finished");
  }

  return {
    deeds,
    nextMs: () => atMs,
    answers: (now) => answers.filter(({ untilMs }) => untilMs > epochMs(now)).map(({ answer }) => answer),
    act(view, now) {
      if (epochMs(now) < atMs) return false;
      atMs = epochMs(now) + later();
      const names = Object.keys(acts) as readonly Deed["what"][];
      return acts[chance.pick(names)](view, now);
    },
  };
}
