import type { JsonObject } from "../json.ts";
import type { Held } from "../ports/mirror.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import { decideAbsent } from "./decide-absent.ts";
import { decideLive } from "./decide-live.ts";
import { decideOpen } from "./decide-open.ts";
import type { Collected, DiffInput, Subject } from "./decision.ts";
import { unknownKey } from "./key-state.ts";
import type { ForeignCopy, Operation, Question } from "./plan.ts";

/** What is to be done on one mirror, and what waits. */
export interface Difference {
  readonly operations: readonly Operation[];
  readonly questions: readonly Question[];
  readonly copies: readonly ForeignCopy[];
  readonly unchanged: number;
}

/** Compares what is wanted with what was seen and with what the journal knows. Pure. */
export function difference(input: DiffInput): Difference {
  const { sighting, states, line } = input;
  const out: Collected = { operations: [], questions: [], copies: [], unchanged: 0, unproved: 0 };
  const wantedByKey = new Map(input.wanted.map((want) => [want.key, want]));
  const markedByKey = new Map<string, Held<JsonObject>[]>();
  for (const held of sighting.held.values()) {
    const key = held.mark?.key;
    if (key === undefined || !key.startsWith(`${line}/`)) continue;
    if (!states.has(key) && (input.known(key) || isOver(held.item, input.now))) continue;
    markedByKey.set(key, [...(markedByKey.get(key) ?? []), held]);
  }
  const keys = new Set([...wantedByKey.keys(), ...states.keys(), ...markedByKey.keys()]);
  for (const key of [...keys].toSorted()) {
    const want = wantedByKey.get(key);
    const state = states.get(key) ?? unknownKey;
    const marked = (markedByKey.get(key) ?? []).filter(({ id }) => !state.goneIds.includes(id));
    const label = want?.label ?? labelOf(key, marked[0]?.item ?? state.live?.got);
    decide({ input, key, label, state, ...(want !== undefined && { want }), marked, out });
  }
  if (!sighting.complete) {
    out.questions.push({ type: "unseen", mirror: sighting.mirror, why: sighting.why ?? "", waiting: out.unproved });
  }
  const { operations, questions, copies, unchanged } = out;
  return { operations, questions, copies, unchanged };
}

function decide(subject: Subject): void {
  const { state } = subject;
  if (state.open !== undefined) return decideOpen(subject);
  if (state.live !== undefined) return decideLive(subject, state.live);
  return decideAbsent(subject);
}

function isOver({ end }: JsonObject, now: Instant): boolean {
  return typeof end === "string" && epochMs(end) <= epochMs(now);
}

function labelOf(key: string, item: JsonObject | undefined): string {
  const { title, start } = item ?? {};
  return [...[title, start].filter((part) => typeof part === "string"), key].join(" · ");
}
