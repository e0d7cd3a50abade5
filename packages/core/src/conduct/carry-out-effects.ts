import { rosterOptions } from "../people/rotation.ts";
import { fromEpochMs, epochMs, type Instant } from "../time/instant.ts";
import type { Effect } from "./effect.ts";
import { pageKey } from "./effect.ts";
import { awaitedAnnouncements } from "./awaited.ts";
import { effectsDue } from "./effects-due.ts";
import { ticketOf } from "../line/subject.ts";
import { ownersOf } from "./kept-owners.ts";
import type { Sight } from "./look.ts";
import { observed } from "./observation.ts";
import { oldAnnouncements } from "./old-announcement.ts";
import { performEffects } from "./perform-effects.ts";
import type { EffectOutcome } from "./perform-effect.ts";
import type { EffectWork } from "./perform-effect-work.ts";
import type { Seen } from "./seen.ts";
import { attempt, learn, liveId, record, say, type Work } from "./work.ts";

/** Says and starts what facts call for, each once. */
export async function carryOutEffects(work: Work, sights: ReadonlyMap<string, Sight>, now: Instant): Promise<void> {
  const seen = await see(work, sights, now);
  const { line, ports, clock, signal } = work.context;
  const { lease, nonce, streams, clockStops } = work;
  const effectWork: EffectWork = {
    line,
    ports,
    clock,
    streams,
    lease,
    nonce,
    options: rosterOptions(work.context),
    signal,
    ...(clockStops !== undefined && { clockStops }),
  };
  for await (const { effect, outcome } of performEffects(effectWork, effectsDue(work.view, seen, now))) {
    await tell(work, effect, outcome, now);
  }
}

async function tell(work: Work, effect: Effect, outcome: EffectOutcome, now: Instant): Promise<void> {
  const what = effectLine(effect);
  switch (outcome.type) {
    case "done":
      say(work, "sent", what, effect.train);
      if (effect.to === "runner" && outcome.run !== undefined && effect.train !== undefined) {
        const order = work.view.movements.trains[effect.train]?.orders.find(({ id }) => id === effect.order.id);
        if (order !== undefined)
          await record(work, observed(work.view, effect.train, { type: "run", order, run: outcome.run }, now));
      }
      break;
    case "waiting":
      if (outcome.until !== undefined) work.wakes.push(outcome.until);
      if (outcome.why === work.clockStops) say(work, "waiting", `${what}: ${outcome.why}`, effect.train);
      break;
    case "failed": {
      const { error, code, until } = outcome;
      say(work, "trouble", `${what}: ${error?.message ?? code}`, effect.train);
      if (until !== undefined) work.wakes.push(until);
      break;
    }
    case "cancelled":
      learn(work, outcome.facts);
      work.wakes.push(fromEpochMs(epochMs(now) + 1000));
      break;
    case "left":
      say(work, "trouble", `${what}: another process is at work on it`, effect.train);
      break;
    default:
      break;
  }
}

/** An effect as one line for people: where to, and what. */
function effectLine(effect: Effect): string {
  switch (effect.to) {
    case "channel":
      return `${effect.channel}: ${effect.text}`;
    case "person":
      return `to ${effect.name}: ${effect.text}`;
    case "ticket":
      return `ticket, ${effect.act}: ${effect.text}`;
    case "log":
      return `log: ${effect.text}`;
    case "pager":
      return effect.act === "addResponder"
        ? `pager: ${effect.person} is called too`
        : `pager, ${effect.act}: ${effect.text}`;
    case "runner":
      return `deploy of ${effect.order.version} to ${effect.order.target}`;
    case "changeControl":
      return `change ${effect.request}: ${effect.text}`;
  }
}

/** What effects need to know beside facts. */
async function see(work: Work, sights: ReadonlyMap<string, Sight>, now: Instant): Promise<Seen> {
  const tickets: Record<string, string> = {};
  for (const train of work.view.timetable(now).trains) {
    const id = liveId(work, "trainTickets", ticketOf(train.id));
    if (id !== undefined && sights.get(train.id)?.ticket !== "unknown") tickets[train.id] = id;
  }
  return {
    tickets,
    owners: await ownersOf(work, now),
    alerts: await alerts(work),
    announcements: await announcements(work, now),
    oldTimes: Object.fromEntries(oldAnnouncements(work, now).map(({ window, told }) => [window.id, told])),
  };
}

async function alerts(work: Work): Promise<Seen["alerts"]> {
  const { pager } = work.context.ports;
  if (pager === undefined) return {};
  const found: Record<string, Seen["alerts"][string]> = {};
  for (const { train, problems } of Object.values(work.view.movements.trains)) {
    for (const { problem, closedAt } of problems) {
      const key = pageKey(train, problem);
      if (closedAt !== undefined || liveId(work, "pager", key) === undefined) continue;
      const alert = await attempt(work, `the alert of ${problem}`, train, () =>
        pager.find(key, { signal: work.context.signal }),
      );
      if (alert === undefined) continue;
      const { status, acknowledgedBy } = alert;
      found[key] = { status, ...(acknowledgedBy !== undefined && { acknowledgedBy }) };
    }
  }
  return found;
}

/** Looks for what others' bots were to announce (R13), channel by channel. */
async function announcements(work: Work, now: Instant): Promise<Seen["announcements"]> {
  const { chat } = work.context.ports;
  if (chat === undefined) return {};
  const found: Record<string, "found" | "missing"> = {};
  for (const { key, channel, since, author, text, train } of awaitedAnnouncements(work.view, now)) {
    const messages = await attempt(work, `the messages of ${channel}`, train, () =>
      chat.messages(channel, since, { signal: work.context.signal }),
    );
    // Who could not be heard has not been silent.
    if (messages === undefined) continue;
    const said = messages.some(
      (message) =>
        message.key === undefined &&
        (author === undefined || message.author === author) &&
        message.text.toLowerCase().includes(text.toLowerCase()),
    );
    found[key] = said ? "found" : "missing";
  }
  return found;
}
