import { type Instant, type InstantLike, instant } from "../time/instant.ts";
import { isAway, pairAt } from "./duties.ts";
import { liveTrains } from "./live-trains.ts";
import type { Roster } from "./roster-parts.ts";
import { bestChannel } from "./working-hours.ts";

/** Whom to ask about a live train, and where. */
export interface WhomToAsk {
  readonly train: string;
  readonly number?: string;
  /** `chat`: the person is working now. `ticket`: nobody is; leave the question on the train's ticket. */
  readonly where: "chat" | "ticket";
  /** Person id: whom to ask, or for whom the question is left. Absent where the train has nobody else. */
  readonly person?: string;
  /** For `chat`: when the person's working hours end. */
  readonly until?: Instant;
  /** For `ticket`: when the person is next at work, where that is known. */
  readonly from?: Instant;
}

/**
 * Whom to ask at a moment about each live train, and where (R51). One of the pair asks the partner; anybody else the
 * primary, then the backup. Who is inside working hours and not away is asked in the chat; if nobody is, the question
 * goes on the ticket. Throws `invalid_input`.
 */
export function whoToAsk(roster: Roster, now: InstantLike, asker?: string): readonly WhomToAsk[] {
  const at = instant(now);
  const { open, trains } = liveTrains(roster, at);
  return trains.map(({ slot, number }) => {
    const pair = pairAt(open, slot, at);
    const others = [pair.primary, pair.backup].flatMap((id) =>
      roster.line.people.filter((person) => person.id === id && id !== asker),
    );
    const found = others.map((person) => ({ person, channel: bestChannel(person, at, roster.line.zone) }));
    const working = found.find(({ person, channel }) => channel.channel === "chat" && !isAway(open, person.id, at));
    const base = { train: slot.id, ...(number !== undefined && { number }) };
    if (working !== undefined) {
      const { until } = working.channel;
      return { ...base, where: "chat", person: working.person.id, ...(until !== undefined && { until }) };
    }
    const left = found.find(({ person }) => !isAway(open, person.id, at)) ?? found[0];
    const from = left?.channel.from;
    return {
      ...base,
      where: "ticket",
      ...(left !== undefined && { person: left.person.id }),
      ...(from !== undefined && { from }),
    };
  });
}
