import { type FootplateError, instant, listingOf, type Mark, readMark, sameMark, span } from "@footplate/core";
import { describe, expect, test } from "vitest";
import { allRows, answerFor, markToWrite, refOf, refuseOptions, refuseTimes } from "../src/index.ts";

const mark: Mark = { key: "line/t1/window-1", generation: 1, nonce: "n", facts: 0 };

describe("marks", () => {
  test("are read back as written, and nothing beside their fields", () => {
    expect(readMark({ ...mark, page: "p" })).toEqual(mark);
    expect(markToWrite("here", { ...mark, page: "p" } as Mark)).toEqual(mark);
    expect(readMark({ ...mark, key: "k".repeat(200), nonce: "n".repeat(200) })).toBeDefined();
  });

  test.each([
    undefined,
    null,
    "line/t1",
    [mark],
    { ...mark, key: "" },
    { ...mark, key: "Line" },
    { ...mark, key: "k".repeat(201) },
    { ...mark, generation: 0 },
    { ...mark, generation: 1.5 },
    { ...mark, generation: "1" },
    { ...mark, nonce: "" },
    { ...mark, nonce: "n".repeat(201) },
    { ...mark, facts: -1 },
    { ...mark, facts: undefined },
  ])("what is no mark is none: %j", (value) => {
    expect(readMark(value)).toBeUndefined();
  });

  test("one that could not be read again is not written", () => {
    const error = thrown(() => markToWrite("here", { ...mark, nonce: "" }));
    expect(error).toMatchObject({ code: "invalid_input", adapter: "here", written: "no" });
  });

  test("are the same when all four fields are", () => {
    expect(sameMark(mark, { ...mark })).toBe(true);
    for (const other of [{ key: "line/t2" }, { generation: 2 }, { nonce: "m" }, { facts: 1 }])
      expect(sameMark(mark, { ...mark, ...other })).toBe(false);
  });
});

describe("listingOf", () => {
  const range = span("2026-01-01T00:00:00Z", "PT2H");
  const at = (hour: number) => ({
    start: instant(`2026-01-01T0${hour}:00:00Z`),
    end: instant(`2026-01-01T0${hour + 1}:00:00Z`),
  });

  test("holds what overlaps the range, each once", () => {
    const rows = [
      { id: "a", item: at(0) },
      { id: "a", item: at(1) },
      { id: "b", item: at(2) },
    ];
    expect(listingOf(range, rows, (row) => row)).toEqual({ held: [{ id: "a", item: at(1) }], complete: true });
  });

  test("F10 is not complete when a row cannot be understood", () => {
    const rows = [undefined, { id: "a", item: at(0) }];
    expect(listingOf(range, rows, (row) => row)).toEqual({ held: [{ id: "a", item: at(0) }], complete: false });
  });
});

test("all rows of all pages, in their order", async () => {
  const load = async (cursor = "0") => ({
    items: [Number(cursor)],
    next: cursor === "2" ? undefined : String(Number(cursor) + 1),
  });
  expect(await allRows(load)).toEqual([0, 1, 2]);
  await expect(allRows(load, { maxPages: 2 })).rejects.toMatchObject({ code: "protocol" });
});

test("F37 an answer about something else is protocol, and a write may have happened", () => {
  expect(answerFor("here", "a", "a", 1)).toBe(1);
  expect(thrown(() => answerFor("here", "a", "b", 1, "maybe"))).toMatchObject({ code: "protocol", written: "maybe" });
  expect(thrown(() => answerFor("here", "a", "b", 1)).written).toBeUndefined();
});

test("refs that say nothing are undefined, and malformed ones name where and the way out", () => {
  const problemOf = (ref: unknown) => (Object(ref).id === "a" ? undefined : "id is missing");
  expect(refOf("here", undefined, problemOf, "copy it")).toBeUndefined();
  expect(refOf("here", { there: {} }, problemOf, "copy it")).toBeUndefined();
  expect(refOf("here", { here: { id: "a" } }, problemOf, "copy it")).toEqual({ id: "a" });
  const error = thrown(() => refOf("here", { here: {} }, problemOf, "copy it"));
  expect(error).toMatchObject({ code: "invalid_input", message: "refs.here: id is missing", hint: "copy it" });
});

test("all problems of options at once, and none is no error", () => {
  expect(() => refuseOptions("here", () => undefined)).not.toThrow();
  const error = thrown(() =>
    refuseOptions("here", (refuse) => {
      refuse("page", undefined, "is missing", "give it");
      refuseTimes({ sendMs: 0, settleMs: -1 }, refuse);
    }),
  );
  expect(error.problems.map(({ path, value }) => [path, value])).toEqual([
    ["page", "undefined"],
    ["sendMs", "0"],
    ["settleMs", "-1"],
  ]);
  expect(error.message).toContain("options of here: page is missing; sendMs is not a time");
  expect(error.hint).toBe("give it");
  expect(() => refuseOptions("here", (refuse) => refuseTimes({ sendMs: 1, settleMs: 0 }, refuse))).not.toThrow();
});

function thrown(act: () => unknown): FootplateError {
  try {
    act();
  } catch (error) {
    return error as FootplateError;
  }
  throw new Error("nothing was thrown");
}
