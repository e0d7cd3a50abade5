import type { Command, ProposeSwapCommand } from "../commands.ts";
import { type Instant, instant } from "../time/instant.ts";
import type { Fact } from "../line/fact.ts";
import { type Drafted, lastOf, numbered, wrong } from "./drafting.ts";
import { authorOf } from "./folding.ts";
import type { OpenRoster } from "./roster.ts";
import { type Place, statusAt, type Swap } from "./roster-parts.ts";

type SwapCommand = Extract<Command, { act: "proposeSwap" | "acceptSwap" | "declineSwap" | "undoSwap" | "forceSwap" }>;

/** What a command about swaps would record. */
export function swapDraft(open: OpenRoster, command: SwapCommand, now: Instant): Drafted {
  if (command.act === "proposeSwap") return propose(open, command, now);
  const { by, swap: id } = command;
  const swap = open.roster.swaps.find((one) => one.id === id);
  const theirs = (fact: Fact): boolean => "swap" in fact && fact.swap === id && authorOf(fact) === by;
  switch (command.act) {
    case "acceptSwap": {
      const consents = swap?.consents.includes(by) === true && ["open", "accepted"].includes(statusAt(swap, now));
      return {
        id: `swapAccepted/${id}/${by}`,
        // Who proposes a swap of their own has consented by that.
        standing: consents
          ? lastOf(open, (fact) => (fact.type === "swapAccepted" || fact.type === "swapProposed") && theirs(fact))
          : undefined,
        fact: (base) => ({ ...base, type: "swapAccepted", swap: id }),
      };
    }
    case "declineSwap":
      return {
        id: `swapDeclined/${id}/${by}`,
        standing:
          swap?.status === "declined"
            ? lastOf(open, (fact) => fact.type === "swapDeclined" && theirs(fact))
            : undefined,
        fact: (base) => ({ ...base, type: "swapDeclined", swap: id }),
      };
    case "undoSwap": {
      const asked = swap?.status === "undone" || swap?.undoAsked.includes(by) === true;
      return {
        id: `swapUndone/${id}/${by}`,
        standing: asked ? lastOf(open, (fact) => fact.type === "swapUndone" && theirs(fact)) : undefined,
        fact: (base) => ({ ...base, type: "swapUndone", swap: id }),
      };
    }
    case "forceSwap": {
      const { reason } = command;
      if (reason.trim() === "")
        return wrong("a swap is forced with a reason only", "say why the parties are not asked");
      return {
        id: `swapForced/${id}`,
        standing:
          swap?.status === "accepted" && swap.forced === true
            ? lastOf(open, (fact) => fact.type === "swapForced" && fact.swap === id)
            : undefined,
        fact: (base) => ({ ...base, type: "swapForced", swap: id, reason }),
      };
    }
  }
}

function propose(open: OpenRoster, command: ProposeSwapCommand, now: Instant): Drafted {
  const { train, role, by } = command;
  const other = command.with;
  const { swaps } = open.roster;
  const at = (move: Swap["moves"][number] | undefined, place: Place): boolean =>
    move?.train === place.train && move.role === place.role;
  const same = (one: Swap): boolean =>
    one.proposedBy === by &&
    at(one.moves[0], { train, role }) &&
    ("person" in other ? one.moves.length === 1 && one.moves[0]?.to === other.person : at(one.moves[1], other));
  const known = swaps.find((one) =>
    command.swap === undefined ? same(one) && statusAt(one, now) === "open" : one.id === command.swap && same(one),
  );
  const swap = command.swap ?? numbered(`${train}/swap`, (id) => swaps.some((one) => one.id === id));
  const expiresAt = command.expiresAt === undefined ? undefined : instant(command.expiresAt);
  return {
    id: `swapProposed/${swap}`,
    standing: known && lastOf(open, (fact) => fact.type === "swapProposed" && fact.swap === known.id),
    fact: (base) => ({
      ...base,
      type: "swapProposed",
      swap,
      train,
      role,
      with: other,
      ...(expiresAt !== undefined && { expiresAt }),
    }),
  };
}
