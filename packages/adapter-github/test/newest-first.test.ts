import fc from "fast-check";
import { expect, test } from "vitest";
import { highestFirst } from "../src/sources/newest-first.ts";

test("versions are ordered by the numbers in them, a prerelease below what it leads to", () => {
  const ordered = ["2.0.0", "2.0.0-rc.10", "2.0.0-rc.9", "1.10.0", "1.9.9", "1.9", "1.2.0", "0.1"];
  expect(ordered.toReversed().toSorted(highestFirst)).toEqual(ordered);
  expect(["2026.9.1", "2026.11.1"].toSorted(highestFirst)).toEqual(["2026.11.1", "2026.9.1"]);
  expect(["1.99999999999999999998", "1.99999999999999999999"].toSorted(highestFirst)[0]).toMatch(/9$/);
});

test("the order is one: it does not depend on the order before, and only equals are equal", () => {
  const name = fc.stringMatching(/^[0-9a-c.+-]{0,8}$/);
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 12 }), (names) => {
      const one = names.toSorted(highestFirst);
      expect(names.toReversed().toSorted(highestFirst)).toEqual(one);
    }),
  );
  fc.assert(
    fc.property(name, name, (a, b) => Math.sign(highestFirst(a, b)) === -Math.sign(highestFirst(b, a)) || a === b),
  );
});
