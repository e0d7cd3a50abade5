import { describe, expect, test } from "vitest";
import { type CallOptions, FootplateError, type Mirror } from "@footplate/core";
import { mirrorCases } from "../src/index.ts";
import { type Item, memoryWorld } from "./worlds.ts";

/** Takes `forbidden` for an answer. */
const absentUnless = (options: CallOptions | undefined) => (error: unknown) => {
  if (options?.signal?.aborted === true || !(error instanceof FootplateError) || error.code !== "forbidden")
    throw error;
  return undefined;
};

type Broken = (mirror: Mirror<Item>) => Mirror<Item>;

const mutants: Readonly<Record<string, Broken>> = {
  "lists the first page only": (mirror) => ({
    ...mirror,
    list: async (...args) => {
      const { held } = await mirror.list(...args);
      return { held: held.slice(0, 100), complete: true };
    },
  }),
  "lists the last row of a page twice": (mirror) => ({
    ...mirror,
    list: async (...args) => {
      const { held } = await mirror.list(...args);
      return { held: [...held, ...held.slice(99, 100)], complete: true };
    },
  }),
  "lists whatever the range": (mirror) => ({
    ...mirror,
    list: async (range, options) => {
      const wide = { start: "2000-01-01T00:00:00Z", end: "2099-01-01T00:00:00Z" } as typeof range;
      return mirror.list(wide, options);
    },
  }),
  "forgets the number of facts": (mirror) => ({
    ...mirror,
    update: async (held, item, _facts, options) => mirror.update(held, item, held.mark?.facts ?? 0, options),
  }),
  "writes all fields": (mirror) => ({
    ...mirror,
    update: async (held, item, facts, options) => {
      const nothing = { ...held, item: { ...held.item, title: "", parts: ["?"] } };
      return mirror.update(nothing, item, facts, options);
    },
  }),
  "overwrites without looking at the version": (mirror) => ({
    ...mirror,
    update: async (held, item, facts, options) => {
      const now = await mirror.read(held.id, options);
      return mirror.update(now ?? held, item, facts, options);
    },
  }),
  "answers an update without making it": (mirror) => ({
    ...mirror,
    update: async (held, item, facts, options) => {
      options?.signal?.throwIfAborted();
      return { ...held, item: mirror.normalise(item), ...(held.mark && { mark: { ...held.mark, facts } }) };
    },
  }),
  "answers a creation with the wish": (mirror) => ({
    ...mirror,
    create: async (item, mark, options) => ({ ...(await mirror.create(item, mark, options)), item }),
  }),
  "answers a repeated creation with the new nonce": (mirror) => ({
    ...mirror,
    create: async (item, mark, options) => ({ ...(await mirror.create(item, mark, options)), mark }),
  }),
  "creates anew where an id ended": (mirror) => ({
    ...mirror,
    create: (item, mark, options) =>
      mirror
        .create(item, mark, options)
        .catch(() => mirror.create(item, { ...mark, generation: mark.generation + 100 }, options)),
  }),
  "cuts a long key": (mirror) => ({
    ...mirror,
    create: async (item, mark, options) => mirror.create(item, { ...mark, key: mark.key.slice(0, 100) }, options),
  }),
  "takes absence for an error": (mirror) => ({
    ...mirror,
    remove: async (held, options) => {
      const found = await mirror.read(held.id, options);
      if (found === undefined || found.ended === true) throw new Error("404");
      await mirror.remove(held, options);
    },
  }),
  "takes what it may not see for gone": (mirror) => ({
    ...mirror,
    read: (id, options) => mirror.read(id, options).catch(absentUnless(options)),
  }),
  "takes it for removed when it may not see it": (mirror) => ({
    ...mirror,
    remove: async (held, options) => {
      await mirror.remove(held, options).catch(absentUnless(options));
    },
  }),
  "lists nothing when it may see nothing": (mirror) => ({
    ...mirror,
    list: async (range, options) =>
      (await mirror.list(range, options).catch(absentUnless(options))) ?? { held: [], complete: true },
  }),
  "removes nothing": (mirror) => ({
    ...mirror,
    remove: async (_held, options) => options?.signal?.throwIfAborted(),
  }),
  "does not hear the signal": (mirror) => ({ ...mirror, remove: async (held) => mirror.remove(held) }),
  "throws an abort of its own": (mirror) => ({
    ...mirror,
    read: async (id, options) =>
      mirror.read(id, options).catch(() => {
        throw new DOMException("aborted", "AbortError");
      }),
  }),
  "does not normalise": (mirror) => ({ ...mirror, normalise: (item) => item }),
  "normalises twice as two": (mirror) => ({
    ...mirror,
    normalise: (item) => ({ ...mirror.normalise(item), title: `${item.title}.` }),
  }),
  "takes over what is foreign": (mirror) => ({
    ...mirror,
    list: async (...args) => {
      const { held, complete } = await mirror.list(...args);
      const mark = { key: "k", generation: 1, nonce: "n", facts: 0 };
      return { complete, held: held.map((one) => ({ mark, ...one })) };
    },
  }),
};

describe("every broken mirror is rejected by some case", () => {
  for (const [name, broken] of Object.entries(mutants)) {
    test(`a mirror that ${name}`, async () => {
      const failed: string[] = [];
      for (const options of [{ identity: "chosen" }, { identity: "marked" }] as const) {
        for (const one of mirrorCases(memoryWorld(options, broken))) {
          await one.run().catch((error: unknown) => failed.push(`${one.name}: ${String(error)}`));
        }
      }
      expect(failed).not.toEqual([]);
      expect(failed.length).toBeLessThan(40);
    });
  }
});
