import type { TrainTickets } from "../ports/train-tickets.ts";
import type { AssignEffect, TicketEffect } from "./effect.ts";
import { askedOf, type EffectWork, type Errand, type NoErrand } from "./perform-effect-work.ts";

/** Something said on the train's ticket, with what it brings about. The port repeats what it is asked again. */
export function ticketErrand({ ports }: EffectWork, effect: TicketEffect | AssignEffect): Errand | NoErrand {
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
    ...(effect.act === "assign" ? assigning(tickets, effect, ticket) : saying(tickets, effect, ticket)),
  };
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
