import fc from "fast-check";
import { expect, test } from "vitest";
import { eventId, markOfId } from "../src/event-id.ts";
import { markOf, markText } from "../src/mark.ts";

const key = fc.stringMatching(/^[a-z0-9_./-]{1,200}$/);
const generation = fc.integer({ min: 1, max: 999_999 });

test("an event id is one that Google takes, and says which planned thing it is", () => {
  fc.assert(
    fc.property(key, generation, (key, generation) => {
      const id = eventId({ key, generation });
      expect(id).toMatch(/^[a-v0-9]{5,1024}$/);
      expect(markOfId(id)).toEqual({ key, generation });
    }),
  );
});

test("different marks never share an id", () => {
  fc.assert(
    fc.property(key, generation, key, generation, (keyA, a, keyB, b) => {
      fc.pre(keyA !== keyB || a !== b);
      expect(eventId({ key: keyA, generation: a })).not.toBe(eventId({ key: keyB, generation: b }));
    }),
  );
});

test("no foreign id is taken for one of ours, whatever it looks like", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^fp[0-9a-v]{0,60}$/)), (id) => {
      const mark = markOfId(id);
      if (mark !== undefined) expect(eventId(mark)).toBe(id);
    }),
  );
});

test("the longest mark fits into a property of 1024 characters", () => {
  const longest = { key: "k".repeat(200), generation: 999_999_999, nonce: "n".repeat(64), facts: 1_000_000_000 };
  expect(markText(longest).length).toBeLessThanOrEqual(1024);
  expect(markOf(eventId(longest), markText(longest))).toEqual(longest);
});

test("a key that no id can be made of is refused before anything is sent", () => {
  for (const bad of ["", "Line", "a b", "k".repeat(201)]) {
    expect(() => eventId({ key: bad, generation: 1 })).toThrow(
      expect.objectContaining({ code: "invalid_input", written: "no" }),
    );
  }
});

test("F83 a mark counts only under its own id; where it is lost, the id speaks", () => {
  const mark = { key: "line/3", generation: 2, nonce: "n", facts: 1 };
  const id = eventId(mark);
  expect(markOf(id, markText(mark))).toEqual(mark);
  expect(markOf("made0001", markText(mark))).toBeUndefined();
  expect(markOf(id, markText({ ...mark, generation: 3 }))).toBeUndefined();
  for (const lost of [undefined, "", "{", "{}", '{"key":1}']) {
    expect(markOf(id, lost)).toEqual({ key: "line/3", generation: 2, nonce: "", facts: 0 });
  }
});
