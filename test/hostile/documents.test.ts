import {
  type Fact,
  formatTimeline,
  formatTimetable,
  instant,
  lintLine,
  roster,
  span,
  timetable,
} from "@footplate/core";
import { parseFacts, parseLine } from "@footplate/core/schema";
import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { office } from "../ci/lines.ts";
import { HOSTILE, hostileJson, mutated, UNPRINTABLE } from "./texts.ts";

const folder = new URL("../../examples/lines/", import.meta.url);
const examples = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), "utf8")) as unknown] as const);
const range = span(instant("2027-02-01T08:00:00Z"), "P5W");

/** As short as somebody can read; what prints it makes it printable. */
function expectShort(value: unknown): void {
  expect(JSON.stringify(value).length).toBeLessThan(500_000);
}

test.each(examples)("F57 F65 %s with parts replaced is read or refused, and then shown without harm", (_name, line) => {
  fc.assert(
    fc.property(mutated(line), (document) => {
      const parsed = parseLine(document);
      if (!parsed.ok) {
        expect(parsed.problems.length).toBeGreaterThan(0);
        expectShort(parsed);
        return;
      }
      expectShort(lintLine(parsed.line, range));
      const table = timetable(parsed.line, [], range);
      expect(formatTimetable(table, parsed.line)).not.toMatch(UNPRINTABLE);
      expect(formatTimeline(table, parsed.line)).not.toMatch(UNPRINTABLE);
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    }),
    { numRuns: 150 },
  );
});

test("F57 parseLine and parseFacts never throw, whatever it is", () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
    key: fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "eras", "stops", "type", "at", "id")),
  });
  fc.assert(
    fc.property(fc.oneof(anything, hostileJson), (document) => {
      expectShort(parseLine(document));
      expectShort(parseFacts(document));
      expectShort(parseFacts([document, { type: document, id: document, at: document }]));
    }),
    { numRuns: 400 },
  );
});

describe("F57 objects that bite", () => {
  const bite = (): never => {
    throw new TypeError("bitten");
  };
  const deep = JSON.parse(`${'{"stops":['.repeat(2000)}1${"]}".repeat(2000)}`) as unknown;
  const cases: readonly (readonly [string, unknown])[] = [
    ["a getter that throws", Object.defineProperty({}, "id", { enumerable: true, get: bite })],
    ["a proxy that throws", new Proxy({}, { get: bite, ownKeys: bite, has: bite, getPrototypeOf: bite })],
    ["a proxy that was revoked", revoked()],
    ["toJSON that throws", { id: { toJSON: bite } }],
    ["a length that lies", { length: 4_000_000_000, 0: "x" }],
    ["nesting without an end", deep],
    ["own __proto__", JSON.parse('{"__proto__":{"polluted":1},"id":"x"}')],
    ["a name of 10 MB", { ...office, name: "x".repeat(10_000_000) }],
    ["a name of 10 MB of controls", { ...office, name: "\u001b".repeat(10_000_000) }],
    ["a key of 10 MB", { ["k".repeat(10_000_000)]: 1 }],
  ];

  test.each(cases)("%s", (_name, document) => {
    const started = performance.now();
    for (const parsed of [parseLine(document), parseFacts(document), parseFacts([document])]) {
      expect(parsed.ok).toBe(false);
      expectShort(parsed);
      expect(JSON.stringify(parsed).length).toBeLessThan(100_000);
    }
    // Generous: on a busy machine too it is far from what a quadratic reading would take.
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

test("F57 F65 facts with parts replaced are read or refused, and the roster stands", () => {
  const facts: readonly Fact[] = [
    {
      type: "absent",
      id: "f1",
      at: instant("2027-02-01T08:00:00Z"),
      by: "lead",
      person: "a",
      start: "2027-02-02T00:00:00Z",
      end: "2027-02-03T00:00:00Z",
    } as unknown as Fact,
  ];
  fc.assert(
    fc.property(mutated(facts), (document) => {
      const parsed = parseFacts(document);
      expectShort(parsed);
      if (parsed.ok) expect(() => roster(office, parsed.facts)).not.toThrow();
    }),
    { numRuns: 200 },
  );
});

test("F64 F65 names that are made to harm are shown without harm", () => {
  for (const name of HOSTILE) {
    const line = { ...office, name, people: office.people.map((person) => ({ ...person, name })) };
    const parsed = parseLine(line);
    if (!parsed.ok) {
      expectShort(parsed);
      continue;
    }
    const table = timetable(parsed.line, [], range);
    expect(formatTimetable(table, parsed.line)).not.toMatch(UNPRINTABLE);
    expect(formatTimeline(table, parsed.line)).not.toMatch(UNPRINTABLE);
  }
});
