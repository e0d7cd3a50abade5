import type { TrainTickets } from "../ports/train-tickets.ts";
import type { AssignEffect, BlockEffect, TicketEffect, UnblockEffect } from "./effect.ts";
import { askedOf, type EffectWork, type Errand, type NoErrand } from "./perform-effect-work.ts";

/** Something said on the train's ticket, with what it brings about. The port repeats what it is asked again. */
export function ticketErrand(
  { ports }: EffectWork,
  effect: TicketEffect | AssignEffect | BlockEffect | UnblockEffect,
): Errand | NoErrand {
  const { trainTickets: tickets } = ports;
  if (tickets === undefined) return { type: "unwired", port: "trainTickets" };
  const { ticket } = effect;
  if (ticket === undefined) return { type: "waiting", why: "no ticket of the train is known yet" };
  return {
    mirror: "ticketNotes",
    key: effect.key,
    sendMs: tickets.sendMs,
    settleMs: tickets.settleMs,
    asked: askedOf(effect, { ticket, act: effect.act }),
    ...acting(tickets, effect, ticket),
  };
}

function acting(
  tickets: TrainTickets,
  effect: TicketEffect | AssignEffect | BlockEffect | UnblockEffect,
  ticket: string,
): Pick<Errand, "find" | "send"> {
  switch (effect.act) {
    case "assign":
      return assigning(tickets, effect, ticket);
    case "block":
      return blocking(tickets, effect, ticket);
    case "unblock":
      return unblocking(tickets, effect, ticket);
    default:
      return saying(tickets, effect, ticket);
  }
}

function blocking(tickets: TrainTickets, effect: BlockEffect, ticket: string): Pick<Errand, "find" | "send"> {
  const owner = tickets.personOf(effect.refs);
  const { blocker: key, title, text: note } = effect;
  // Never without an owner: what has one whom the ticket service does not know is said there.
  if (owner === undefined) return saying(tickets, { ...effect, act: "comment" }, ticket);
  return {
    async find(_since, call) {
      const found = (await tickets.blockers(ticket, call)).find((one) => one.key === key);
      return found && { id: found.id };
    },
    async send(call) {
      const { id } = await tickets.block(ticket, { key, title, owner, note }, call);
      return { id };
    },
  };
}

function unblocking(tickets: TrainTickets, effect: UnblockEffect, ticket: string): Pick<Errand, "find" | "send"> {
  const blockerOf = async (call: Parameters<Errand["find"]>[1]) =>
    (await tickets.blockers(ticket, call)).find((one) => one.key === effect.blocker || blockerId(effect) === one.id);
  return {
    async find(_since, call) {
      const found = await blockerOf(call);
      return found?.open === false ? { id: found.id } : undefined;
    },
    async send(call) {
      const found = await blockerOf(call);
      // It was never put there: then nothing is to be taken off.
      if (found === undefined) return { id: ticket };
      const { id } = await tickets.unblock(ticket, found.id, noteOf(effect), call);
      return { id };
    },
  };
}

/** The service's id of a blocker that was found on the ticket. */
function blockerId({ blocker }: UnblockEffect): string | undefined {
  return /\/ticket-blocker\/(.+)$/.exec(blocker)?.[1];
}

function assigning(tickets: TrainTickets, effect: AssignEffect, ticket: string): Pick<Errand, "find" | "send"> {
  const owner = tickets.personOf(effect.refs);
  // The note names who has it: somebody whom the ticket service does not know is still told there.
  if (owner === undefined) return saying(tickets, { ...effect, act: "comment" }, ticket);
  return {
    async find(_since, call) {
      const held = await tickets.read(ticket, call);
      return held?.owner === owner ? commented(tickets, effect, ticket, call) : undefined;
    },
    async send(call) {
      await tickets.assign(ticket, owner, noteOf(effect), call);
      return { id: ticket, got: { owner } };
    },
  };
}

function saying(tickets: TrainTickets, effect: TicketEffect, ticket: string): Pick<Errand, "find" | "send"> {
  const { act } = effect;
  if (act === "comment") {
    return {
      find: (_since, call) => commented(tickets, effect, ticket, call),
      async send(call) {
        const { id } = await tickets.comment(ticket, noteOf(effect), call);
        return { id };
      },
    };
  }
  return {
    async find(_since, call) {
      const held = await tickets.read(ticket, call);
      return held !== undefined && (held.ended === true) === (act === "close") ? { id: ticket } : undefined;
    },
    async send(call) {
      await tickets[act](ticket, noteOf(effect), call);
      return { id: ticket };
    },
  };
}

async function commented(
  tickets: TrainTickets,
  { key }: { readonly key: string },
  ticket: string,
  call: Parameters<Errand["find"]>[1],
): Promise<{ readonly id: string } | undefined> {
  const found = (await tickets.comments(ticket, call)).find((comment) => comment.key === key);
  return found && { id: found.id };
}

function noteOf({ key, text }: { readonly key: string; readonly text: string }): { key: string; text: string } {
  return { key, text };
}
