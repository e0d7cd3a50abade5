import type { Command, RequestCoverCommand } from "../commands.ts";
import { epochMs, type Instant, instant } from "../time/instant.ts";
import { slotOf } from "../timetable/slots.ts";
import { type Drafted, lastOf, numbered, wrong } from "./drafting.ts";
import { authorOf } from "./folding.ts";
import type { OpenRoster } from "./roster.ts";
import { type Cover, statusAt } from "./roster-parts.ts";
import { crewPolicy } from "./rotation.ts";

type CoverCommand = Extract<Command, { act: "requestCover" | "acceptCover" | "declineCover" | "withdrawCover" }>;

/** What a command about covers would record. */
export function coverDraft(open: OpenRoster, command: CoverCommand, now: Instant): Drafted {
  if (command.act === "requestCover") return request(open, command, now);
  const { by, cover: id } = command;
  const cover = open.roster.covers.find((one) => one.id === id);
  if (command.act === "acceptCover") {
    const { person } = command;
    const taker = person ?? by;
    return {
      id: `coverAccepted/${id}/${taker}`,
      standing:
        cover?.status === "accepted" && cover.taker === taker
          ? lastOf(open, (fact) => fact.type === "coverAccepted" && fact.cover === id)
          : undefined,
      fact: (base) => ({ ...base, type: "coverAccepted", cover: id, ...(person !== undefined && { person }) }),
    };
  }
  if (command.act === "withdrawCover") {
    return {
      id: `coverWithdrawn/${id}`,
      standing:
        cover?.status === "withdrawn"
          ? lastOf(open, (fact) => fact.type === "coverWithdrawn" && fact.cover === id)
          : undefined,
      fact: (base) => ({ ...base, type: "coverWithdrawn", cover: id }),
    };
  }
  const declined = cover?.declinedBy.includes(by) === true && ["open", "declined"].includes(cover.status);
  return {
    id: `coverDeclined/${id}/${by}`,
    standing: declined
      ? lastOf(open, (fact) => fact.type === "coverDeclined" && fact.cover === id && authorOf(fact) === by)
      : undefined,
    fact: (base) => ({ ...base, type: "coverDeclined", cover: id }),
  };
}

function request(open: OpenRoster, command: RequestCoverCommand, now: Instant): Drafted {
  const { train, asked, by } = command;
  const { roster, eras } = open;
  const duties = [...new Set(command.duties)];
  const wanted = { train, for: command.for ?? by, start: instant(command.start), end: instant(command.end) };
  const slot = slotOf(roster.line, eras, train);
  if (duties.length === 0) return wrong("a cover names duties", "name at least one, such as promote");
  if (slot !== undefined) {
    const crew = crewPolicy(slot.in.era).duties;
    const known = [...new Set([...crew.primary, ...crew.backup])];
    const unknown = duties.filter((duty) => !known.includes(duty));
    if (unknown.length > 0) {
      return wrong(`nobody on ${train} has the duty ${unknown.join(", ")}`, `use ${known.join(", ")}`, "not_found");
    }
  }
  const same = (one: Cover): boolean =>
    one.train === wanted.train &&
    one.for === wanted.for &&
    epochMs(one.start) === epochMs(wanted.start) &&
    epochMs(one.end) === epochMs(wanted.end) &&
    one.asked === asked &&
    one.duties.length === duties.length &&
    duties.every((duty) => one.duties.includes(duty));
  const known = roster.covers.find((one) =>
    command.cover === undefined
      ? same(one) && ["open", "accepted"].includes(statusAt(one, now))
      : one.id === command.cover && same(one),
  );
  const cover = command.cover ?? numbered(`${train}/cover`, (id) => roster.covers.some((one) => one.id === id));
  const expiresAt = command.expiresAt === undefined ? undefined : instant(command.expiresAt);
  return {
    id: `coverRequested/${cover}`,
    standing: known && lastOf(open, (fact) => fact.type === "coverRequested" && fact.cover === known.id),
    fact: (base) => ({
      ...base,
      type: "coverRequested",
      cover,
      ...wanted,
      duties,
      ...(asked !== undefined && { asked }),
      ...(expiresAt !== undefined && { expiresAt }),
    }),
  };
}
