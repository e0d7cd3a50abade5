import {
  type Alert,
  type CallOptions,
  type Clock,
  FootplateError,
  type Page,
  type Pager,
  type Problem,
  type Responder,
} from "@footplate/core";
import { problem, refuse, textProblems } from "./memory-input.ts";
import { memoryRef } from "./memory-refs.ts";

const longestKey = 512;
const longestMessage = 130;

/** What a pager in memory is made of. */
export interface MemoryPagerOptions {
  readonly clock: Clock;
}

/** An alert as only the service sees it. */
export interface MemoryAlert extends Alert {
  readonly description?: string;
  readonly priority?: 1 | 2 | 3 | 4 | 5;
  readonly details: Readonly<Record<string, string>>;
  /** Oldest first; those of acknowledging and closing too. */
  readonly notes: readonly string[];
  /** Those of the page, then those that were added. */
  readonly responders: readonly Responder[];
  /** Ids of the escalations it was passed to. */
  readonly escalations: readonly string[];
}

/** Behind the pager: what it holds, and what people do there. */
export interface PagerWorld {
  /** Every alert that ever was, oldest first. */
  alerts(): readonly MemoryAlert[];
  /** A person acknowledges the open alert of the key. */
  humanAcknowledge(key: string, person: string): void;
  /** A person closes the open alert of the key. */
  humanClose(key: string): void;
}

/** A pager in memory. */
export interface MemoryPager extends Pager {
  readonly world: PagerWorld;
}

/**
 * A pager in memory: it calls nobody and keeps what it was asked. Messages are cut at 130 characters. Refs are
 * `{ "memory": { "personId": "…" } }` or `{ "memory": { "scheduleId": "…" } }`; a person comes first.
 */
export function memoryPager({ clock }: MemoryPagerOptions): MemoryPager {
  const alerts: MemoryAlert[] = [];

  const newest = (key: string): MemoryAlert | undefined => alerts.findLast((alert) => alert.key === key);
  const open = (key: string): MemoryAlert => {
    const alert = newest(key);
    if (alert === undefined || alert.status === "closed") throw noneOpen();
    return alert;
  };
  const put = (alert: MemoryAlert): Alert => {
    const index = alerts.findIndex(({ id }) => id === alert.id);
    alerts[index < 0 ? alerts.length : index] = alert;
    return shown(alert);
  };
  const noted = (alert: MemoryAlert, note: string): MemoryAlert =>
    note === "" ? alert : { ...alert, notes: [...alert.notes, note] };

  return {
    spec: 1,
    responderOf(refs) {
      const person = memoryRef(refs, "personId");
      if (person !== undefined) return { type: "person", id: person };
      const schedule = memoryRef(refs, "scheduleId");
      return schedule === undefined ? undefined : { type: "schedule", id: schedule };
    },
    async page(page, call) {
      const { key, message, description, priority, to, details = {} } = structuredClone(page);
      await begin(call);
      refuse(pageProblems(page));
      const there = newest(key);
      if (there !== undefined && there.status !== "closed") return put({ ...there, count: there.count + 1 });
      return put({
        key,
        id: `alert-${alerts.length + 1}`,
        status: "open",
        message: cut(message),
        createdAt: clock.now(),
        count: 1,
        ...(description !== undefined && { description }),
        ...(priority !== undefined && { priority }),
        details,
        notes: [],
        responders: to,
        escalations: [],
      });
    },
    async find(key, call) {
      await begin(call);
      const alert = newest(key);
      return alert && shown(alert);
    },
    async acknowledge(key, note, call) {
      await begin(call);
      return put({ ...noted(open(key), note), status: "acknowledged", acknowledgedBy: "bot" });
    },
    async note(key, text, call) {
      await begin(call);
      refuse(textProblems("text", text));
      return put(noted(open(key), text));
    },
    async addResponder(key, to, call) {
      const responder = structuredClone(to);
      await begin(call);
      const alert = open(key);
      return put({ ...alert, responders: [...alert.responders, responder] });
    },
    async escalate(key, escalation, call) {
      await begin(call);
      const alert = open(key);
      return put({ ...alert, escalations: [...alert.escalations, escalation] });
    },
    async close(key, note, call) {
      await begin(call);
      const alert = newest(key);
      if (alert === undefined) throw noneOpen();
      return alert.status === "closed" ? shown(alert) : put({ ...noted(alert, note), status: "closed" });
    },
    world: {
      alerts: () => structuredClone(alerts),
      humanAcknowledge: (key, person) => void put({ ...open(key), status: "acknowledged", acknowledgedBy: person }),
      humanClose: (key) => void put({ ...open(key), status: "closed" }),
    },
  };
}

async function begin(call: CallOptions | undefined): Promise<void> {
  call?.signal?.throwIfAborted();
  await Promise.resolve();
  call?.signal?.throwIfAborted();
}

function shown({ key, id, status, message, createdAt, acknowledgedBy, count }: MemoryAlert): Alert {
  const by = status === "acknowledged" && acknowledgedBy !== undefined && { acknowledgedBy };
  return { key, id, status, message, createdAt, ...by, count };
}

/** The text, or its beginning and an ellipsis, and never half of a character. */
function cut(text: string): string {
  if (text.length <= longestMessage) return text;
  return `${text.slice(0, longestMessage - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

function pageProblems({ key, message }: Page): readonly Problem[] {
  return [
    ...(key === "" || key.length > longestKey
      ? [problem("key", key, `is empty or longer than ${longestKey} characters`, "take a short key")]
      : []),
    ...(message.trim() === "" ? [problem("message", message, "is empty", "say in one line what is wrong")] : []),
  ];
}

function noneOpen(): FootplateError {
  return new FootplateError({
    code: "not_found",
    message: "there is no open alert with this key",
    adapter: "memory",
    written: "no",
    hint: "page first, or leave it: somebody may have closed it",
  });
}
