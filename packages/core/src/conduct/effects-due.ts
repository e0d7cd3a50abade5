import { epochMs, type InstantLike, instant } from "../time/instant.ts";
import { orderOf } from "../train/order.ts";
import type { TrainView } from "../train/view.ts";
import type { Effect } from "./effect.ts";
import { announced } from "./effects-due-announce.ts";
import { type Due, dueContext, OLDEST_MS } from "./effects-due-context.ts";
import { changeEffects, decisionEffects } from "./effects-due-decision.ts";
import { factOccasions } from "./effects-due-facts.ts";
import { oldAnnouncementOccasions } from "./effects-due-old-announcement.ts";
import { problemPages, stakeholderPages } from "./effects-due-page.ts";
import { peopleEffects } from "./effects-due-people.ts";
import { ticketEffects } from "./effects-due-ticket.ts";
import { stakeholdersMissing, timeOccasions } from "./effects-due-time.ts";
import { othersBefore } from "./orders-before.ts";
import type { Seen } from "./seen.ts";

/**
 * Everything that facts and time call for, in order of when it was due: messages, ticket comments, log entries, pages and
 * deploys. The same effect has the same key at every call, so that it is done once however often it is worked out; what was
 * missed for a time follows the policy of its kind, and what is older than 48 hours is left out. A deploy stays until it was
 * started, since only starting it finds out that it is too late. Pure.
 */
export function effectsDue(view: TrainView, seen: Seen, now: InstantLike): readonly Effect[] {
  const due = dueContext(view, seen, instant(now));
  const all = [
    ...due.steps.flatMap((step) => {
      const occasions = factOccasions(due, step);
      return [
        ...occasions.flatMap((occasion) => announced(due, occasion)),
        ...peopleEffects(due, step, occasions),
        ...decisionEffects(due, step),
        ...ticketEffects(due, step),
        ...changeEffects(due, step),
      ];
    }),
    ...[
      ...timeOccasions(due),
      ...oldAnnouncementOccasions(due),
      ...stakeholdersMissing(due).map(({ occasion }) => occasion),
    ].flatMap((occasion) => announced(due, occasion)),
    ...stakeholderPages(due),
    ...Object.values(view.movements.trains).flatMap((state) => problemPages(due, state)),
    ...deploys(due),
  ];
  const nowMs = epochMs(now);
  return all
    .filter(({ dueAt, to }) => {
      const lateMs = nowMs - epochMs(dueAt);
      // What was ordered by a clock that runs ahead of ours is ordered all the same.
      return to === "runner" || (lateMs >= 0 && lateMs <= OLDEST_MS);
    })
    .toSorted((a, b) => epochMs(a.dueAt) - epochMs(b.dueAt));
}

/** Deploys that are decided and not seen to run. Two on one target wait for each other. */
function deploys({ view }: Due): readonly Effect[] {
  const { line, facts, movements } = view;
  return facts.flatMap((fact): readonly Effect[] => {
    if (fact.type !== "deployOrdered") return [];
    const order = movements.trains[fact.train]?.orders.find(({ id }) => id === fact.id);
    if (order === undefined || (order.status !== "ordered" && order.status !== "missing")) return [];
    if (othersBefore(view, order).length > 0) return [];
    return [
      {
        key: order.id,
        kind: "deploy",
        dueAt: order.orderedAt,
        train: fact.train,
        audience: "deployRunner",
        to: "runner",
        order: orderOf(line, fact),
      },
    ];
  });
}
