import { epochMs, type Fact, type Instant } from "@footplate/core";
import { conduct, type ConductContext, type Conducted, openView } from "@footplate/core/conduct";
import type { RemoteClock } from "./control.ts";

const HOUR_MS = 3_600_000;
/** So long before a window the first of its occasions is due: the reminder. */
const AHEAD_MS = HOUR_MS + 60_000;

/** Something that a person does once its time has come. */
export interface Cue {
  when(now: Instant, facts: readonly Fact[]): boolean;
  act(now: Instant): Promise<void>;
}

/** How to ride along. */
export interface RideOptions {
  /** Told of everything that happens. */
  readonly show?: (event: Conducted) => Promise<void>;
  /** What people do, in this order. @default nothing */
  readonly cues?: readonly Cue[];
  /** Ends before the first tick at or after this moment. @default once the train has ended */
  readonly until?: Instant;
}

/** What a ride takes: a clock that can be moved. */
export type Riding = ConductContext & { readonly clock: RemoteClock };

/**
 * Conducts one train. The demo's clock jumps to wherever the next tick is due, so that a week takes seconds; people act
 * between two ticks.
 */
export async function ride(context: Riding, train: string, options: RideOptions = {}): Promise<void> {
  const { line, ports, clock } = context;
  const { show = () => Promise.resolve(), until } = options;
  const cues = [...(options.cues ?? [])];
  const pace = { everyMs: HOUR_MS, mirrorsEveryMs: 12 * HOUR_MS };
  for await (const event of conduct(context, { train, untilEnded: true, ...pace })) {
    await show(event);
    if (event.type !== "tick") continue;
    const facts = await ports.journal.facts(line.id);
    const now = clock.now();
    if (cues[0]?.when(now, facts) === true) await cues.shift()?.act(now);
    const idleMs = epochMs(nextWindow(context, facts, train, now) ?? now) - AHEAD_MS - epochMs(now);
    if (until !== undefined && event.wakeAt >= until) return;
    if (idleMs > 0) await clock.advance(idleMs);
  }
}

/** When the next window of a train under way begins, unless one is in use now: nights and weekends are passed over. */
function nextWindow({ line }: Riding, facts: readonly Fact[], train: string, now: Instant): Instant | undefined {
  const view = openView(line, facts);
  if ((view.movements.trains[train]?.phase ?? "planned") === "planned") return undefined;
  const own = view
    .timetable(now)
    .windows.filter((window) => window.train === train && window.kind === "primary")
    .filter(({ id }) => view.movements.windows[id]?.completedAt === undefined);
  return own.some(({ start, end }) => start <= now && now < end)
    ? undefined
    : own.find(({ start }) => start > now)?.start;
}
