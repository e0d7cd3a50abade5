import type { CoverAccepted, CoverDeclined, CoverRequested, CoverWithdrawn } from "../line/people-fact.ts";
import { epochMs } from "../time/instant.ts";
import { authorOf, type Known, notTheirs, type Refusal, tooLate, unknown } from "./folding.ts";
import { type Cover, statusAt } from "./roster-parts.ts";

/** A fact about covers. */
export type CoverFact = CoverRequested | CoverAccepted | CoverDeclined | CoverWithdrawn;

/** Folds a fact into the covers, which stand in the order in which they were taken. Gives why it does not count, if so. */
export function foldCover(covers: Map<string, Cover>, fact: CoverFact, known: Known): Refusal | undefined {
  if (fact.type === "coverRequested") return request(covers, fact, known);
  const cover = covers.get(fact.cover);
  if (cover === undefined) return unknown(`no cover ${fact.cover}`);
  const author = authorOf(fact);
  if (fact.type === "coverWithdrawn") {
    if (cover.status === "withdrawn") return tooLate("it is withdrawn already", "nothing is left to do");
    if (author !== cover.for && !known.byLead(fact))
      return notTheirs(`the cover is for ${cover.for}`, `let ${cover.for} or a lead withdraw it`);
    covers.set(cover.id, { ...cover, status: "withdrawn" });
    return undefined;
  }
  const status = statusAt(cover, fact.at);
  if (status !== "open") return tooLate(`the cover is ${status}`, "request another cover");
  return fact.type === "coverAccepted" ? accept(covers, cover, fact, known) : decline(covers, cover, fact, known);
}

function request(covers: Map<string, Cover>, fact: CoverRequested, known: Known): Refusal | undefined {
  if (covers.has(fact.cover)) return tooLate(`there is a cover ${fact.cover} already`, "choose another id");
  if (known.slot(fact.train) === undefined) return unknown(`no train ${fact.train}`);
  for (const person of [fact.for, fact.asked]) {
    if (person !== undefined && !known.person(person)) return unknown(`no ${person} among the line's people`);
  }
  if (fact.asked === fact.for) return notTheirs(`${fact.for} cannot cover ${fact.for}`, "ask somebody else");
  if (epochMs(fact.start) >= epochMs(fact.end)) return unknown(`no time between ${fact.start} and ${fact.end}`);
  const { cover: id, train, duties, start, end, asked, at, reason } = fact;
  covers.set(id, {
    id,
    train,
    duties,
    start,
    end,
    for: fact.for,
    ...(asked !== undefined && { asked }),
    expiresAt: fact.expiresAt ?? end,
    status: "open",
    declinedBy: [],
    at,
    ...(reason !== undefined && { reason }),
  });
  return undefined;
}

function accept(covers: Map<string, Cover>, cover: Cover, fact: CoverAccepted, known: Known): Refusal | undefined {
  const author = authorOf(fact);
  const taker = fact.person ?? author;
  if (taker === undefined) return notTheirs("a program takes no duty", "let the person who takes it accept");
  const forced =
    fact.reason !== undefined &&
    known.byLead(fact) &&
    (taker !== author || (cover.asked !== undefined && cover.asked !== taker));
  if (taker !== author && !forced)
    return notTheirs(`${taker} has not consented`, `let ${taker} accept, or a lead with a reason`);
  if (cover.asked !== undefined && cover.asked !== taker && !forced)
    return notTheirs(`${cover.asked} was asked, not ${taker}`, `let ${cover.asked} accept, or a lead with a reason`);
  if (taker === cover.for) return notTheirs(`${taker} cannot cover ${taker}`, "let somebody else accept");
  const slot = known.slot(cover.train);
  if (slot === undefined || !known.present(taker, slot.date))
    return unknown(`no ${taker} among the line's people on the train's date`);
  // Behind those taken before: a cover of a cover builds on what is there.
  covers.delete(cover.id);
  covers.set(cover.id, { ...cover, status: "accepted", taker, ...(forced && { forced: true }) });
  return undefined;
}

function decline(covers: Map<string, Cover>, cover: Cover, fact: CoverDeclined, known: Known): Refusal | undefined {
  const author = authorOf(fact);
  if (author === undefined || !known.person(author))
    return notTheirs("only people decline", "let the person who was asked decline");
  if (cover.asked !== undefined && cover.asked !== author)
    return notTheirs(`${cover.asked} was asked, not ${author}`, `let ${cover.asked} decline`);
  covers.set(cover.id, {
    ...cover,
    declinedBy: [...new Set([...cover.declinedBy, author])],
    ...(cover.asked === author && { status: "declined" }),
  });
  return undefined;
}
