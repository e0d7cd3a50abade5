import type { ConductPorts } from "../ports/ports.ts";
import { epochMs } from "../time/instant.ts";
import type { ChangeEffect, Effect, LogEffect, MessageEffect, PersonEffect } from "./effect.ts";
import { standingOf } from "./effect-notes.ts";
import { deployErrand } from "./perform-effect-deploy.ts";
import { pagerErrand } from "./perform-effect-pager.ts";
import { ticketErrand } from "./perform-effect-ticket.ts";
import { askedOf, type EffectWork, type Errand, type NoErrand, searchFrom, UNSAID } from "./perform-effect-work.ts";

/** How long an answer waits for the message that it answers, in milliseconds: after that it stands alone. */
const ANSWER_WAITS_MS = 3_600_000;

/** How the effect is done with the ports that there are. */
export function errandOf(work: EffectWork, effect: Effect): Errand | NoErrand {
  switch (effect.to) {
    case "channel":
      return channelErrand(work, effect);
    case "person":
      return personErrand(work, effect);
    case "log":
      return logErrand(work, effect);
    case "ticket":
      return ticketErrand(work, effect);
    case "pager":
      return pagerErrand(work, effect);
    case "runner":
      return deployErrand(work, effect);
    case "changeControl":
      return changeErrand(work, effect);
  }
}

function channelErrand(work: EffectWork, effect: MessageEffect): Errand | NoErrand {
  const { chat } = work.ports;
  if (chat === undefined) return { type: "unwired", port: "chat" };
  const thread = threadOf(work, effect);
  if (typeof thread === "object") return thread;
  return chatErrand(chat, effect, effect.channel, thread);
}

/** The message that it answers: its id, nothing where there is none, or a wait for it. */
function threadOf(work: EffectWork, { replyTo, dueAt }: MessageEffect): string | undefined | NoErrand {
  if (replyTo === undefined) return undefined;
  const root = standingOf(work.streams, "chat", replyTo);
  if (root.done !== undefined) return root.done.id;
  const young = epochMs(work.clock.now()) - epochMs(dueAt) < ANSWER_WAITS_MS;
  return root.tries > 0 && young ? { type: "waiting", why: "the message that it answers is not out yet" } : undefined;
}

function chatErrand(
  chat: NonNullable<ConductPorts["chat"]>,
  effect: MessageEffect | PersonEffect,
  channel: string,
  thread?: string,
): Errand {
  const { key, text } = effect;
  return {
    mirror: "chat",
    key,
    sendMs: chat.sendMs,
    settleMs: chat.settleMs,
    asked: askedOf(effect, { channel }),
    async find(since, call) {
      const found = await chat.find(channel, key, searchFrom(since), call);
      return found && { id: found.id, got: { channel } };
    },
    async send(call) {
      const { id } = await chat.post({ key, channel, text, ...(thread !== undefined && { thread }) }, call);
      return { id, got: { channel } };
    },
  };
}

/** Directly where the chat knows the person, else on the ticket. Where it was first tried, it is tried again. */
function personErrand(work: EffectWork, effect: PersonEffect): Errand | NoErrand {
  const { chat, trainTickets } = work.ports;
  const tried = (mirror: "chat" | "ticketNotes"): boolean => standingOf(work.streams, mirror, effect.key).version > 0;
  const channel = chat?.channelOf(effect.refs);
  const direct = tried("chat") || (effect.where === "chat" && !tried("ticketNotes"));
  if (direct && chat !== undefined && channel !== undefined) return chatErrand(chat, effect, channel);
  if (chat === undefined && trainTickets === undefined) return { type: "unwired", port: "chat" };
  if (trainTickets === undefined || effect.ticket === undefined) {
    // It may stand there already: who was told on the ticket is not told again because the ticket cannot be read now.
    if (tried("ticketNotes")) return { type: "waiting", why: "the ticket on which it was written is not known now" };
    if (chat !== undefined && channel !== undefined) return chatErrand(chat, effect, channel);
    return { type: "waiting", why: `neither the chat knows ${effect.person}, nor is there a ticket to write on` };
  }
  const { name, text } = effect;
  return ticketErrand(work, { ...effect, to: "ticket", act: "comment", text: `${name}: ${text}` });
}

function logErrand({ ports: { logBook } }: EffectWork, effect: LogEffect): Errand | NoErrand {
  if (logBook === undefined) return { type: "unwired", port: "logBook" };
  const { key, text, at, by, ticket } = effect;
  return {
    mirror: "logBook",
    key,
    sendMs: logBook.sendMs,
    settleMs: logBook.settleMs,
    asked: askedOf(effect),
    find: (since, call) => logBook.find(key, searchFrom(since), call),
    send: (call) => logBook.append({ key, text, at, by, ...(ticket !== undefined && { ticket }) }, call),
  };
}

function changeErrand({ ports: { changeControl } }: EffectWork, effect: ChangeEffect): Errand | NoErrand {
  if (changeControl === undefined) return { type: "unwired", port: "changeControl" };
  const { key, request, text } = effect;
  return {
    mirror: "changeControl",
    key,
    ...UNSAID,
    asked: askedOf(effect, { request }),
    // The port has no search, and adds a note once for each key: it is sent again.
    find: () => Promise.resolve(undefined),
    async send(call) {
      await changeControl.note(request, key, text, call);
      return { id: request };
    },
  };
}
