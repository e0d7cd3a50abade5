import { describe, expect, test } from "vitest";
import type { Journal } from "@footplate/core";
import { journalCases } from "../src/index.ts";
import { type Broken, journalStage } from "./journal-world.ts";

const mutants: Readonly<Record<string, Broken>> = {
  "appends whatever was expected": (journal) => ({
    ...journal,
    note: async (line, mirror, key, note, options) => {
      const streams = await journal.notes(line);
      const stream = streams.find((one) => one.mirror === mirror && one.key === key);
      return journal.note(line, mirror, key, note, { ...options, expected: stream?.version ?? 0 });
    },
  }),
  "does not fence notes": (journal) => ({
    ...journal,
    note: (line, mirror, key, note, { expected, signal }) =>
      journal.note(line, mirror, key, note, { expected, signal }),
  }),
  "does not fence facts": (journal) => ({
    ...journal,
    record: (line, facts, options) => journal.record(line, facts, { signal: options?.signal }),
  }),
  "records a fact twice": (journal) => {
    let n = 0;
    return {
      ...journal,
      record: (line, facts, options) =>
        journal.record(
          line,
          facts.map((fact) => ({ ...fact, id: `${fact.id}-${++n}` })),
          options,
        ),
      facts: async (line, options) =>
        (await journal.facts(line, options)).map((fact) => ({ ...fact, id: fact.id.replace(/-\d+$/, "") })),
    };
  },
  "records the first fact before it looks at the fence": (journal) => ({
    ...journal,
    record: async (line, facts, options) => {
      await journal.record(line, facts.slice(0, 1), { signal: options?.signal });
      return journal.record(line, facts, options);
    },
  }),
  "mixes up mirrors": (journal) => ({
    ...journal,
    note: (line, _mirror, key, note, options) => journal.note(line, "calendar", key, note, options),
  }),
  "sorts facts by their time": (journal) => ({
    ...journal,
    facts: async (line, options) =>
      (await journal.facts(line, options)).toSorted((one, other) => (one.at < other.at ? -1 : 1)),
  }),
  "gives the lease to whoever asks": (journal) => ({
    ...journal,
    leases: {
      ...journal.leases,
      acquire: async (scope, holder, reason, ttlMs, options) => {
        const answer = await journal.leases.acquire(scope, holder, reason, ttlMs, options);
        return answer.ok ? answer : { ok: true, lease: { scope, token: 1, expiresAt: answer.heldBy.expiresAt } };
      },
    },
  }),
  "gives every holder the same token": (journal) => ({
    ...journal,
    leases: {
      ...journal.leases,
      acquire: async (...args) => {
        const answer = await journal.leases.acquire(...args);
        return answer.ok ? { ok: true, lease: { ...answer.lease, token: 1 } } : answer;
      },
    },
  }),
  "frees the lease of the next holder": (journal) => {
    const taken = new Map<string, Parameters<Journal["leases"]["release"]>[0]>();
    return {
      ...journal,
      leases: {
        ...journal.leases,
        acquire: async (...args) => {
          const answer = await journal.leases.acquire(...args);
          if (answer.ok) taken.set(answer.lease.scope, answer.lease);
          return answer;
        },
        release: (lease, options) => journal.leases.release(taken.get(lease.scope) ?? lease, options),
      },
    };
  },
  "revokes whoever holds the lease": (journal) => ({
    ...journal,
    leases: {
      ...journal.leases,
      revoke: async ({ scope }) => {
        const held = await journal.leases.holder(scope);
        return held !== undefined && journal.leases.revoke(held);
      },
    },
  }),
  "says that it revoked, and does not": (journal) => ({
    ...journal,
    leases: { ...journal.leases, revoke: () => Promise.resolve(true) },
  }),
  "prolongs what has expired": (journal) => ({
    ...journal,
    leases: { ...journal.leases, renew: async (lease) => lease },
  }),
  "forgets when it is closed": (journal, reopened) => ({
    ...journal,
    facts: async (line, options) => (reopened ? [] : journal.facts(line, options)),
  }),
  "does not hear the signal": (journal) => ({ ...journal, facts: (line) => journal.facts(line) }),
};

describe("every broken journal is rejected by some case", () => {
  for (const [name, broken] of Object.entries(mutants)) {
    test(`a journal that ${name}`, async () => {
      const failed: string[] = [];
      for (const one of journalCases(journalStage(broken))) {
        await one.run().catch((error: unknown) => failed.push(`${one.name}: ${String(error)}`));
      }
      expect(failed).not.toEqual([]);
    });
  }
});
