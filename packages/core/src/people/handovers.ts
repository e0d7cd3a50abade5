import { epochMs, type Instant } from "../time/instant.ts";
import type { Pairing } from "./pairing.ts";
import type { Handover } from "./roster-parts.ts";

/** The pair of a train at a moment: each handover up to then puts a person into the place of another, or the two exchange. */
export function afterHandovers(pair: Pairing, train: string, handovers: readonly Handover[], now: Instant): Pairing {
  const nowMs = epochMs(now);
  return handovers
    .filter((one) => one.train === train && epochMs(one.at) <= nowMs)
    .reduce<Pairing>((before, { from, to }) => {
      const place = (person: string | undefined): string | undefined =>
        person === from ? to : person === to ? from : person;
      // A handover by who has no place any more, as swaps now have it, changes nothing.
      if (before.primary !== from && before.backup !== from) return before;
      const [primary, backup] = [place(before.primary), place(before.backup)];
      return {
        ...before,
        ...(primary !== undefined && { primary }),
        ...(backup !== undefined && { backup }),
      };
    }, pair);
}
