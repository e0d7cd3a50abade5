import { formatMoment } from "../timetable/format-moment.ts";
import { type Effect, effectKey, ticketBlockerKey } from "./effect.ts";
import type { Due, Step } from "./effects-due-context.ts";
import { announcement } from "./texts.ts";
import { decisionText } from "./texts-decision.ts";

/**
 * What becomes of the train's ticket itself: it is closed when the train has ended, and blockers that were named elsewhere
 * are put on it and taken off it (R48, R54).
 */
export function ticketEffects(due: Due, { fact, before, after }: Step): readonly Effect[] {
  if (before === after) return [];
  const { line } = due.view;
  const says = decisionText(line, fact, (at) => formatMoment(at, line.zone));
  if (says === undefined || !("train" in fact)) return [];
  const { id, at, train } = fact;
  const ticket = due.seen.tickets[train];
  const base = {
    kind: "decision",
    dueAt: at,
    train,
    audience: "ticket",
    to: "ticket",
    text: announcement(due.label(train), says, at, line.zone),
    ...(ticket !== undefined && { ticket }),
  } as const;
  switch (fact.type) {
    case "trainArrived":
    case "trainAbandoned":
      return [{ ...base, key: effectKey(id, "close", "ticket"), act: "close" }];
    case "blockerAdded": {
      // What was found on the ticket is there already.
      if ("bot" in fact.by) return [];
      const owner = line.people.find((person) => person.id === fact.owner);
      return [
        {
          ...base,
          key: effectKey(id, "block", "ticket"),
          act: "block",
          blocker: ticketBlockerKey(fact.blocker),
          title: fact.title,
          ...(owner?.refs !== undefined && { refs: owner.refs }),
        },
      ];
    }
    case "blockerResolved":
      if ("bot" in fact.by) return [];
      return [
        {
          ...base,
          key: effectKey(id, "unblock", "ticket"),
          act: "unblock",
          blocker: ticketBlockerKey(fact.blocker),
        },
      ];
    default:
      return [];
  }
}
