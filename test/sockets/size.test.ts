import { describe, expect, test } from "vitest";
import { services } from "../support/services/all.ts";
import type { Operation } from "../support/services/service.ts";
import { attemptAll, expectedOf } from "./attempt.ts";
import { bomb, endless, instead } from "./trouble.ts";

const MOST_BYTES = 300_000_000;
const PACKED = bomb();

/** One of each kind: each of them costs megabytes. */
function firstOfKind(adapter: string): (operation: Operation) => boolean {
  const names = new Set<string>();
  const kinds = new Set<string>();
  return ({ name, kind, bodyless }) => {
    if (bodyless !== true && !kinds.has(kind)) {
      kinds.add(kind);
      names.add(`${adapter}/${name}`);
    }
    return names.has(`${adapter}/${name}`);
  };
}

/** How many bytes more the process has at most while it does some work. */
async function growth<Value>(work: () => Promise<Value>): Promise<{ readonly value: Value; readonly bytes: number }> {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  try {
    const value = await work();
    return { value, bytes: Math.max(most, process.memoryUsage.rss()) - before };
  } finally {
    clearInterval(timer);
  }
}

const tooLarge = {
  read: { code: "too_large", hits: 1 },
  write: { code: "too_large", written: "maybe", hits: 1 },
} as const;

describe.each(Object.keys(services))("%s", (adapter) => {
  test("F35 a document without an end is given up", async () => {
    const sent: { bytes: number }[] = [];
    const { value, bytes } = await growth(() =>
      attemptAll(
        adapter,
        () => {
          const mine = { bytes: 0 };
          sent.push(mine);
          return endless(200, mine);
        },
        firstOfKind(adapter),
      ),
    );
    expect(value).toEqual(await expectedOf(adapter, tooLarge, {}, firstOfKind(adapter)));
    for (const one of sent) expect(one.bytes).toBeLessThan(100_000_000);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  test("F35 an error without an end is read no further than it takes", async () => {
    const sent = { bytes: 0 };
    await attemptAll(adapter, () => endless(500, sent), firstOfKind(adapter));
    expect(sent.bytes).toBeLessThan(100_000_000);
  });

  test("F36 a gigabyte in a small packet is given up", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const { value, bytes } = await growth(() =>
      attemptAll(adapter, () => instead(200, headers, PACKED), firstOfKind(adapter)),
    );
    expect(value).toEqual(await expectedOf(adapter, tooLarge, {}, firstOfKind(adapter)));
    expect(bytes).toBeLessThan(MOST_BYTES);
  });
});
