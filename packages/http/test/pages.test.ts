import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { pages } from "../src/index.ts";
import { rejection } from "./support/http.ts";

async function all<T>(list: AsyncGenerator<readonly T[]>): Promise<T[]> {
  const items: T[] = [];
  for await (const page of list) {
    items.push(...page);
  }
  return items;
}

test("every item of every page, once, in order", async () => {
  const cursors: (string | undefined)[] = [];
  const items = await all(
    pages(async (cursor) => {
      cursors.push(cursor);
      const page = Number(cursor ?? "1");
      return { items: [page * 10, page * 10 + 1], next: page < 3 ? String(page + 1) : undefined };
    }),
  );
  expect(items).toEqual([10, 11, 20, 21, 30, 31]);
  expect(cursors).toEqual([undefined, "2", "3"]);
});

test("F32 a cursor that comes back is protocol, also after a detour", async () => {
  let loads = 0;
  const next: Record<string, string> = { start: "a", a: "b", b: "a" };
  const error = await rejection(
    all(
      pages(async (cursor = "start") => {
        loads += 1;
        return { items: [cursor], next: next[cursor] };
      }),
    ),
  );
  expect(error).toMatchObject({ code: "protocol" });
  expect(loads).toBe(3);
});

test("F32 a list that never ends is protocol after maxPages, and never passes for complete", async () => {
  let loads = 0;
  const endless = (): Promise<{ items: number[]; next: string }> =>
    Promise.resolve({ items: [(loads += 1)], next: String(loads) });
  expect(await rejection(all(pages(endless, { maxPages: 5 })))).toMatchObject({
    code: "protocol",
    message: /more than 5 pages/,
  });
  expect(loads).toBe(5);
  expect(
    await all(pages(async (cursor) => ({ items: [1], next: cursor === undefined ? "2" : undefined }), { maxPages: 2 })),
  ).toEqual([1, 1]);
});

test("a consumer that stops early loads no further", async () => {
  let loads = 0;
  for await (const page of pages(async () => ({ items: [1], next: String((loads += 1)) }))) {
    expect(page).toEqual([1]);
    break;
  }
  expect(loads).toBe(1);
});

test("F35 however long the list, no more than two of its pages are held", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const loaded: WeakRef<readonly number[]>[] = [];
  const load = async (cursor = "1") => {
    const items = [Number(cursor)];
    loaded.push(new WeakRef(items));
    return { items, next: cursor === "30" ? undefined : String(Number(cursor) + 1) };
  };
  let most = 0;
  for await (const page of pages(load)) {
    expect(page).toHaveLength(1);
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    most = Math.max(most, loaded.filter((one) => one.deref() !== undefined).length);
  }
  expect(loaded).toHaveLength(30);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(2);
});
