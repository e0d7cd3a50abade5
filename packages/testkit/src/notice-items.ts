import { epochMs, fromEpochMs, type Instant, type InstantLike, type Interval, type Notice } from "@footplate/core";
import type { MirrorStage } from "./mirror-stage.ts";
import type { NoticeBoardStage } from "./notice-board-stage.ts";

/** Notices to try a board with. */
export type NoticeItems = Pick<MirrorStage<Notice>, "range" | "item" | "change"> &
  Pick<NoticeBoardStage, "notice" | "spare">;

const day = 86_400_000;

/** Notices for the stages of `mirrorCases` and `noticeBoardCases`, on three components of a board whose clock begins at `begin`. */
export function noticeItems(
  begin: InstantLike,
  [first, second, spare]: readonly [string, string, string],
): NoticeItems {
  const minute = (minutes: number): Instant => fromEpochMs(epochMs(begin) + minutes * 60_000);
  const notice: Notice = {
    title: "Release 2026.48",
    body: "We deploy release 2026.48.",
    start: minute(600),
    end: minute(720),
    components: [first, second].toSorted(),
    notify: true,
    cancellation: "It is cancelled.",
  };
  // Far enough ahead that a notice is announced and not begun, however long a case takes.
  const range: Interval = { start: minute(10_000), end: fromEpochMs(epochMs(begin) + 14 * day) };
  return {
    notice,
    spare,
    range,
    item: (n) => ({
      ...notice,
      title: `Release ${n}`,
      start: minute(11_000 + n),
      end: minute(11_060 + n),
      notify: n % 2 === 0,
    }),
    change: (item) => ({ ...item, body: `${item.body} It takes longer.`, cancellation: "It is off." }),
  };
}
