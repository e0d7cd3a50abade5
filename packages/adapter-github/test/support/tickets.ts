import type { Mark, NewBlocker, TrainTicket } from "@footplate/core";
import { instant } from "@footplate/core";
import { minute } from "./world.ts";

/** A ticket from one to two hours after the beginning. */
export function ticket(change: Partial<TrainTicket> = {}): TrainTicket {
  return { title: "Train 48", body: "What is on it.", start: minute(60), end: minute(120), ...change };
}

export function mark(change: Partial<Mark> = {}): Mark {
  return { key: "retail/2026-48/ticket", generation: 1, nonce: "n1", facts: 3, ...change };
}

export function note(change: { readonly key?: string; readonly text?: string } = {}) {
  return { key: "retail/2026-48/note-1", text: "The pair looks at it.", ...change };
}

export function blocker(change: Partial<NewBlocker> = {}): NewBlocker {
  return {
    key: "retail/2026-48/blocker-1",
    title: "Checkout is slow",
    owner: "conductor-a",
    note: "Seen in the logs.",
    ...change,
  };
}

/** A range that holds everything of a test. */
export const EVER = { start: instant("2026-01-01T00:00:00Z"), end: instant("2040-01-01T00:00:00Z") };
