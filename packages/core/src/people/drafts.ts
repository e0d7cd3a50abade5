import type { Command } from "../commands.ts";
import type { Fact } from "../line/fact.ts";
import type { PeopleFact } from "../line/people-fact.ts";
import { epochMs, type Instant, instant } from "../time/instant.ts";
import { slotOf } from "../timetable/slots.ts";
import { coverDraft } from "./draft-cover.ts";
import { swapDraft } from "./draft-swap.ts";
import { type Drafted, lastOf, numbered, wrong } from "./drafting.ts";
import { pairAt } from "./duties.ts";
import { authorOf } from "./folding.ts";
import type { OpenRoster } from "./roster.ts";

/** What a command would record, or what makes it unusable. Consent and permission are judged later, of the fact. */
export function draftOf(open: OpenRoster, command: Command, now: Instant): Drafted {
  switch (command.act) {
    case "absent":
      return absent(open, command);
    case "absentWithdrawn": {
      const { absence } = command;
      const gone = open.roster.absences.every(({ id }) => id !== absence);
      const standing = lastOf(open, (fact) => fact.type === "absenceWithdrawn" && fact.absence === absence);
      return {
        id: `absenceWithdrawn/${absence}`,
        standing: gone ? standing : undefined,
        fact: (base) => ({ ...base, type: "absenceWithdrawn", absence }),
      };
    }
    case "requestCover":
    case "acceptCover":
    case "declineCover":
    case "withdrawCover":
      return coverDraft(open, command, now);
    case "handOver":
      return handOver(open, command, now);
    case "brief": {
      const { train, by: person } = command;
      const says = (fact: Fact): boolean =>
        fact.type === "briefed" && fact.train === train && authorOf(fact) === person;
      return {
        id: `briefed/${train}/${person}`,
        standing: lastOf(open, says),
        fact: (base) => ({ ...base, type: "briefed", train, person }),
      };
    }
    default:
      return swapDraft(open, command, now);
  }
}

function absent(open: OpenRoster, command: Extract<Command, { act: "absent" }>): Drafted {
  const { person = command.by } = command;
  const [start, end] = [instant(command.start), instant(command.end)];
  const known = open.roster.absences.find(
    (one) => one.person === person && epochMs(one.start) === epochMs(start) && epochMs(one.end) === epochMs(end),
  );
  const ids = new Set(open.roster.facts.map(({ id }) => id));
  return {
    id: numbered(`${person}/absence`, (id) => ids.has(id)),
    standing: known && lastOf(open, ({ id }) => id === known.id),
    fact: (base) => ({ ...base, type: "absenceDeclared", person, start, end }),
  };
}

function handOver(open: OpenRoster, command: Extract<Command, { act: "handOver" }>, now: Instant): Drafted {
  const { train, to, note } = command;
  if (note.trim() === "") return wrong("a handover needs a note", "say how things stand");
  const { roster } = open;
  const own = roster.handovers.filter((one) => one.train === train);
  const last = own.at(-1);
  const repeated =
    last !== undefined &&
    last.to === to &&
    last.note === note &&
    (command.from === undefined || last.from === command.from);
  const slot = slotOf(roster.line, open.eras, train);
  const from = command.from ?? (slot && pairAt(open, slot, now).primary) ?? "";
  return {
    id: `handedOver/${train}/${own.length + 1}`,
    standing: repeated ? lastOf(open, ({ id }) => id === last.id) : undefined,
    fact: (base): PeopleFact => ({ ...base, type: "handedOver", train, from, to, note }),
  };
}
