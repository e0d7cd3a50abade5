import { epochMs, type Instant } from "@footplate/core";
import type { TrainView } from "@footplate/core/conduct";
import type { Deed } from "./meddlers.ts";
import type { Watch } from "./watch.ts";
import type { SimulatedWorld } from "./world.ts";

const MINUTE_MS = 60_000;

/** Holds services against the rule that nothing is doubled. */
export interface OnceCheck {
  /** What is live now: no notice, entry, ticket or override twice. */
  live(): void;
  /** Everything that ever was: no message, log entry, comment or deploy twice. */
  ever(): void;
  /** Holds are on the ticket, with owner and note. */
  holds(view: TrainView, deeds: readonly Deed[], now: Instant): Promise<void>;
}

/** A check of a world. */
export function onceCheck({ memory }: SimulatedWorld, watch: Watch): OnceCheck {
  const tickets = new Map<string, string>();
  const doubled = (what: string, keys: readonly string[]): void => {
    const seen = new Set<string>();
    for (const key of keys) {
      if (seen.has(key)) watch.wrong("nothing is there twice", `${what} ${key}`);
      seen.add(key);
    }
  };
  return {
    live() {
      const worlds = [
        ["notice", memory.noticeBoard.world.live()],
        ["entry", memory.calendar.world.live()],
        ["ticket", memory.trainTickets.world.live()],
        ["override", memory.onCall.overrides.world.live()],
      ] as const;
      for (const [what, rows] of worlds)
        doubled(
          what,
          rows.flatMap(({ mark }) => mark?.key ?? []),
        );
      for (const { id, mark } of memory.trainTickets.world.live()) if (mark !== undefined) tickets.set(mark.key, id);
      const open = memory.pager.world.alerts().filter(({ status }) => status !== "closed");
      doubled(
        "open alert",
        open.map(({ key }) => key),
      );
    },
    ever() {
      const { messages } = memory.chat.world.seen();
      doubled(
        "message",
        messages.flatMap(({ channel, key }) => (key === undefined ? [] : `${channel} ${key}`)),
      );
      doubled(
        "log entry",
        memory.logBook.world.seen().flatMap(({ key }) => key ?? []),
      );
      const comments = memory.trainTickets.world
        .seen()
        .flatMap((ticket) => ticket.comments.flatMap(({ key }) => (key === undefined ? [] : `${ticket.id} ${key}`)));
      doubled("comment", comments);
      const runs = memory.deployRunner.world.seen();
      doubled(
        "run of order",
        runs.flatMap(({ order }) => order ?? []),
      );
    },
    async holds(view, deeds, now) {
      for (const { train, hold, phase } of Object.values(view.movements.trains)) {
        const id = tickets.get(`${train}/ticket`);
        if (hold === undefined || id === undefined || (phase !== "cut" && phase !== "running")) continue;
        const what = `${train} ${hold.since} ${hold.note}`;
        const assigned = deeds.some((one) => one.what === "assigned" && one.to === id && one.at >= hold.since);
        const ticket = await memory.trainTickets.read(id);
        const owned = assigned || ticket?.ended === true || ticket?.owner === `user-${hold.owner}`;
        watch.lasting("who owns a hold has the ticket (R54)", what, !owned, 30 * MINUTE_MS);
        if (epochMs(now) - epochMs(hold.since) < 20 * MINUTE_MS) continue;
        const comments = await memory.trainTickets.comments(id);
        const noted = comments.some(({ text }) => text.includes(hold.note.slice(0, 40)));
        watch.lasting("the note of a hold is on the ticket (R54)", what, !noted, 30 * MINUTE_MS);
      }
    },
  };
}
