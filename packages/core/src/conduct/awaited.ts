import { epochMs, fromEpochMs, type Instant, type InstantLike, instant } from "../time/instant.ts";
import { policyOf } from "../train/conduct-policy.ts";
import type { TrainView } from "../train/view.ts";
import { placeOf } from "../line/place-of.ts";

/** After so long nobody looks for an announcement any more, in milliseconds. */
const OLDEST_MS = 48 * 3_600_000;

/** An announcement that somebody else's bot should have made, or should soon make (R13). */
export interface AwaitedAnnouncement {
  /** What it is called in `Seen.announcements`. */
  readonly key: string;
  readonly train: string;
  readonly window: string;
  /** `stop/target`. */
  readonly target: string;
  readonly channel: string;
  /** Name of its author in the chat. Absent: anybody but us. */
  readonly author?: string;
  /** What its text must contain, letters of either case. */
  readonly text: string;
  /** From when on it may be there. */
  readonly since: Instant;
  /** When it is missing. */
  readonly until: Instant;
}

/** The announcements of others that windows of the last 48 hours wait for. */
export function awaitedAnnouncements(view: TrainView, now: InstantLike): readonly AwaitedAnnouncement[] {
  const at = instant(now);
  return view.timetable(at).windows.flatMap((window): readonly AwaitedAnnouncement[] => {
    const { train, stop, target: own, id } = window;
    const record = view.movements.windows[id];
    const target = `${stop ?? ""}/${own ?? ""}`;
    const place = placeOf(view.line, target);
    if (train === undefined || record === undefined || place === undefined || window.kind === "guest") return [];
    return policyOf(view.line, train).expects.flatMap((expected) => {
      const since = expected.after === "windowStarted" ? record.startedAt : record.completedAt;
      const channel = expected.channel ?? place.target.chat;
      if (since === undefined || channel === undefined || epochMs(at) - epochMs(since) > OLDEST_MS) return [];
      const { author } = expected;
      return [
        {
          key: `${id}/${expected.id}`,
          train,
          window: id,
          target,
          channel,
          ...(author !== undefined && { author }),
          text: expected.text.replaceAll("{number}", window.number ?? "").replaceAll("{target}", place.target.name),
          since,
          until: fromEpochMs(epochMs(since) + expected.withinMs),
        },
      ];
    });
  });
}
