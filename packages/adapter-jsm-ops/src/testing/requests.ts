import { timestamp } from "./json.ts";

/** What a request came to. */
export interface Outcome {
  readonly isSuccess: boolean;
  readonly status: string;
  readonly alertId?: string;
  readonly alias?: string;
}

interface Pending {
  readonly id: string;
  readonly action: string;
  readonly dueAt: number;
  readonly run: (at: number) => Outcome;
  outcome?: Outcome & { readonly processedAt: string };
}

/** Requests that are taken in at once and done later, in order. */
export interface Requests {
  accept(action: string, run: (at: number) => Outcome, at: number): string;
  /** Does what is due. */
  advance(at: number): void;
  /** The status of a request that is done. */
  status(id: string): Readonly<Record<string, unknown>> | undefined;
}

export function createRequests(processMs: number): Requests {
  const all: Pending[] = [];
  return {
    accept: (action, run, at) => {
      const id = `request-${all.length + 1}`;
      all.push({ id, action, dueAt: at + processMs, run });
      return id;
    },
    advance: (at) => {
      for (const one of all) {
        if (one.outcome === undefined && one.dueAt <= at)
          one.outcome = { ...one.run(one.dueAt), processedAt: timestamp(one.dueAt) };
      }
    },
    status: (id) => {
      const one = all.find((row) => row.id === id);
      return one?.outcome === undefined ? undefined : { action: one.action, integrationId: "", ...one.outcome };
    },
  };
}
