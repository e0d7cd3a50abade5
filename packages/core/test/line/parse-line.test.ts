import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLine } from "../../src/schema.ts";
import type { Problem } from "../../src/error.ts";
import { type Edits, exampleDocument, exampleLine } from "./support.ts";

const names = ["retail", "mediawiki"] as const;

function problemsOf(edits: Edits): readonly Problem[] {
  const parsed = parseLine(exampleDocument("retail", edits));
  return parsed.ok ? [] : parsed.problems;
}

test.each(names)("R1 R6 the %s line is read as it was written", (name) => {
  const document = exampleDocument(name);
  const parsed = parseLine(document);
  expect(parsed).toEqual({ ok: true, line: document });
  expect(JSON.stringify(parsed.ok && parsed.line)).toBe(JSON.stringify(document));
  expect(parsed.ok && parsed.line).not.toBe(document);
});

test("all problems of a document come at once, each with path, value, and a way out", () => {
  const problems = problemsOf({
    zone: "EST",
    nmae: "Retail",
    name: undefined,
    "team.leads": ["lead-x"],
    "people[1].id": "lead-a",
    "people[2].zone": "Europe/Lundon",
    "people[3].workingHours.days": ["mon", "mon"],
    "stops[2].targets[0].tam": "tam-z",
    "stops[0].targets": [],
    "eras[0].cadence.every": "two weeks",
    "eras[0].cadence.anchor": "2026-02-30",
    "eras[0].number.format": "RT{week}-{yy}",
    "eras[0].rotation.order": ["conductor-a"],
    "eras[0].windows[0].stop": "qa",
    "eras[0].windows[1].at": "25:00",
    "eras[0].windows[2].length": undefined,
    "eras[0].windows[3].until": "23:00",
    "eras[0].windows[4].length": "2h",
    "eras[0].windows[5].kind": "third",
    "eras[0].windows[6].capacity": -1,
    "eras[0].windows[7].target": "client-z",
    "noTrainWeeks[0].week": "21.12.2026",
    "noDeployDays[0]": { weekday: "saturday" },
    "freezes[0].scope[1]": "prod/client-q",
    "freezes[0].to.date": "2026-12-01",
    "holidays[0].days[1].name": "Thanks\u202egiving",
    "oneOffWindows[0].train": "retail/2025.3",
    "oneOffWindows[0].start": "2026-12-08 22:00 EST",
    "texts.title": "{line} {nummer}",
  });
  expect(problems.map(({ path, value, hint }) => [path, value, hint])).toEqual(
    expect.arrayContaining([
      ["zone", '"EST"', expect.stringContaining("America/New_York")],
      ["nmae", '"Retail"', 'did you mean "name"?'],
      ["team.leads[0]", '"lead-x"', 'did you mean "lead-a"?'],
      ["people[1].id", '"lead-a"', expect.stringContaining("people[0].id")],
      ["people[2].zone", '"Europe/Lundon"', "did you mean Europe/London?"],
      ["people[3].workingHours.days", '["mon","mon"]', "name each once"],
      ["stops[2].targets[0].tam", '"tam-z"', 'did you mean "tam-a"?'],
      ["stops[0].targets", "[]", "use at least 1 elements"],
      ["eras[0].cadence.every", '"two weeks"', expect.stringContaining("P2W")],
      ["eras[0].cadence.anchor", '"2026-02-30"', expect.stringContaining("YYYY-MM-DD")],
      ["eras[0].number.format", '"RT{week}-{yy}"', "use {n}, {ww}, {yy}, {yyyy}"],
      ["eras[0].rotation.order", '["conductor-a"]', "use at least 2 elements"],
      ["eras[0].windows[0].stop", '"qa"', 'did you mean "qai"?'],
      ["eras[0].windows[1].at", '"25:00"', expect.stringContaining("HH:MM")],
      ["eras[0].windows[2]", expect.stringContaining('"kind":"primary"'), expect.stringContaining("either length")],
      ["eras[0].windows[3]", expect.anything(), "keep either length or until"],
      ["eras[0].windows[4].length", '"2h"', expect.stringContaining("PT2H")],
      ["eras[0].windows[5].kind", '"third"', 'use "primary", "secondary", "reserved"'],
      ["eras[0].windows[6].capacity", "-1", "use at least 0"],
      ["eras[0].windows[7].target", '"client-z"', 'did you mean "client-a"?'],
      ["noTrainWeeks[0].week", '"21.12.2026"', expect.stringContaining("YYYY-MM-DD")],
      ["noDeployDays[0].weekday", '"saturday"', expect.stringContaining('"sat"')],
      ["freezes[0].scope[1]", '"prod/client-q"', 'did you mean "prod/client-a"?'],
      ["freezes[0].to", '{"date":"2026-12-01"}', "put to after from"],
      ["holidays[0].days[1].name", '"Thanks\\u202egiving"', expect.stringContaining("remove")],
      ["oneOffWindows[0].train", '"retail/2025.3"', "write retail/2026.<slot>"],
      ["oneOffWindows[0].start", '"2026-12-08 22:00 EST"', expect.stringContaining("offset")],
      ["texts.title", '"{line} {nummer}"', expect.stringContaining("{number}")],
    ]),
  );
  for (const { message, hint, value } of problems) {
    expect(message).not.toBe("");
    expect(hint).not.toBe("");
    expect(value.length).toBeLessThanOrEqual(120);
  }
});

describe("a field that is missing", () => {
  const cadence = { every: "P1W", anchor: "2026-01-05" };
  const told = (edits: Edits) => problemsOf(edits).map(({ path, message, hint }) => [path, message, hint]);
  const unknown = (path: string, name: string) => [
    path,
    "there is no field of this name",
    `did you mean ${JSON.stringify(name)}?`,
  ];

  test("is told once where it is misspelt: by what it was likely meant to be", () => {
    expect(told({ "eras[0].cadence": undefined, "eras[0].cadance": cadence })).toEqual([
      unknown("eras[0].cadance", "cadence"),
    ]);
    expect(told({ zone: undefined, zoen: "Europe/Berlin" })).toEqual([unknown("zoen", "zone")]);
    expect(told({ "eras[0].windows[0].at": undefined, "eras[0].windows[0].att": "22:00" })).toEqual([
      unknown("eras[0].windows[0].att", "at"),
    ]);
  });

  test("is told where what is misspelt is something else, or stands elsewhere", () => {
    const missing = ["eras[0].cadence", "this is missing", "add it: write an object"];
    expect(told({ "eras[0].cadence": undefined, "eras[0].frm": "2026-01-05" })).toEqual(
      expect.arrayContaining([missing, unknown("eras[0].frm", "from")]),
    );
    expect(told({ "eras[0].cadence": undefined, cadance: cadence })).toEqual(expect.arrayContaining([missing]));
    expect(told({ "eras[0].cadence": undefined, "eras[0].colour": "red" })).toEqual(expect.arrayContaining([missing]));
  });
});

describe("what parts of a document say of each other", () => {
  const retail = { cadence: { every: "P2W", anchor: "2027-01-06" }, number: { format: "RT{n}" }, windows: [] };
  test.each<[string, Edits, string]>([
    ["eras out of order", { "eras[1]": { id: "next", from: "2026-01-01", ...retail } }, "eras[1].from"],
    ["an id twice", { "stops[2].targets[1].id": "client-a" }, "stops[2].targets[1].id"],
    ["a window twice", { "eras[0].windows[2].target": "americas" }, "eras[0].windows[2]"],
    ["a week twice", { "noTrainWeeks[1]": { week: "2026-12-24", reason: "again" } }, "noTrainWeeks[1].week"],
    ["more expected than planned", { "eras[0].windows[3].expected": "PT3H" }, "eras[0].windows[3].expected"],
    ["a fixed offset as zone", { "stops[2].targets[3].zone": "GMT+4" }, "stops[2].targets[3].zone"],
    ["a format without a number", { "eras[0].number.format": "RT" }, "eras[0].number.format"],
    ["an unknown scope of holidays", { "holidays[1].scope[0]": "moon" }, "holidays[1].scope[0]"],
    ["an era that begins in no year of ours", { "eras[0].from": "0001-01-01" }, "eras[0].from"],
  ])("%s is refused where it stands", (_name, edits, path) => {
    expect(problemsOf(edits).map((problem) => problem.path)).toContain(path);
  });

  test("a rule for one target may stand beside the rule for its stop", () => {
    expect(problemsOf({ "eras[0].windows[2].target": undefined })).toEqual([]);
  });

  test("AoE is a zone", () => {
    expect(problemsOf({ "freezes[0].zone": "AoE" })).toEqual([]);
  });
});

describe("hostile input", () => {
  test.each(["__proto__", "constructor", "prototype"])(
    "F57 a field named %s is refused and reaches no prototype",
    (key) => {
      const text = JSON.stringify(exampleDocument("retail")).replace(
        '"refs":{',
        `"refs":{${JSON.stringify(key)}:{"admin":true},`,
      );
      const parsed = parseLine(JSON.parse(text));
      expect(parsed.ok).toBe(false);
      expect(!parsed.ok && parsed.problems.some(({ path }) => path.endsWith(`.${key}`))).toBe(true);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    },
  );

  test.each([
    ["\u001b[2Jcleared", "an escape sequence"],
    ["Client\u202eA", "a mark that turns writing round"],
    ["Client\ud800", "half a character"],
    ["x".repeat(256), "256 characters"],
    [" \t", "blanks alone"],
  ])("F65 the name %j is refused: %s", (name) => {
    const problems = problemsOf({ name });
    expect(problems.map(({ path }) => path)).toEqual(["name"]);
    expect(JSON.stringify(problems)).not.toMatch(/\p{Cc}|\u202e/u);
  });

  test("F65 a name of 10 MB gives one short problem", () => {
    const problems = problemsOf({ name: "x".repeat(10_000_000) });
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems).length).toBeLessThan(600);
  });

  test("too many values, too deep ones and circles give one problem each", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 50_000; level += 1) deep = [deep];
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    for (const refs of [
      Array.from({ length: 300_000 }, () => 0),
      Object.assign([], { length: 2 ** 32 - 1 }),
      deep,
      circle,
    ]) {
      const parsed = parseLine({ refs });
      expect(parsed.ok ? [] : parsed.problems).toHaveLength(1);
    }
  });

  test("a document with very many problems lists 200 and counts the rest", () => {
    const people = Array.from({ length: 900 }, () => ({ id: "A", nmae: "x" }));
    const problems = problemsOf({ people });
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)?.message).toMatch(/^\d+ more problems/);
  });

  test("of very many wrong zones 50 are explained", () => {
    const people = Array.from({ length: 200 }, (_, index) => ({
      id: `p${index}`,
      name: "P",
      zone: `Mars/Base${index}`,
    }));
    const zones = problemsOf({ people }).filter(({ path }) => path.endsWith("].zone"));
    expect(zones.map(({ path }) => path)).toHaveLength(51);
    expect(zones.at(-1)?.hint).toBe("put the zones before right first");
  });

  test("a value under a name that tells of a secret is not shown", () => {
    const problems = problemsOf({ apiKey: "k-123", "team.accessToken": "t-456" });
    expect(problems.map(({ path }) => path)).toEqual(["team.accessToken", "apiKey"]);
    expect(JSON.stringify(problems)).not.toMatch(/k-123|t-456/);
  });

  test("what is not JSON gives one problem where it stands", () => {
    const line = exampleLine("retail");
    const parsed = parseLine({ ...line, name: () => "x", services: [{ id: "orders", owner: Number.NaN }] });
    expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path)).toEqual(["name", "services[0].owner"]);
  });

  test("objects that cannot be read, and what is not JSON, are problems", () => {
    const getter = {
      get id(): string {
        throw new Error("secret");
      },
    };
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const input of [
      getter,
      proxy,
      undefined,
      () => 1,
      Symbol("x"),
      1n,
      Number.NaN,
      new Map(),
      { at: new Date(0) },
    ]) {
      const parsed = parseLine(input);
      expect(parsed.ok).toBe(false);
      expect(JSON.stringify(parsed)).not.toContain("secret");
    }
  });
});

test("parseLine never throws, whatever it is given", () => {
  const options = {
    withNullPrototype: true,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withSparseArray: true,
  };
  fc.assert(
    fc.property(fc.anything(options), (input) => {
      const parsed = parseLine(input);
      expect(!parsed.ok && parsed.problems.length > 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});

/** A document in which a few values, anywhere, are others. */
const mutated = fc
  .record({
    name: fc.constantFrom(...names),
    places: fc.array(fc.tuple(fc.nat(), fc.oneof(fc.jsonValue(), fc.string(), fc.constant(undefined))), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ name, places }) => {
    const document = exampleDocument(name);
    for (const [choice, value] of places) {
      const slots = slotsOf(document);
      const slot = slots[choice % slots.length];
      if (slot !== undefined) slot.holder[slot.key] = value;
    }
    return document;
  });

function slotsOf(value: unknown): readonly { readonly holder: Record<string, unknown>; readonly key: string }[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...slotsOf(holder[key])]);
}

test("a changed line is either refused with reasons or read to the same JSON", () => {
  fc.assert(
    fc.property(mutated, (document) => {
      const parsed = parseLine(document);
      if (!parsed.ok) {
        expect(parsed.problems.length).toBeGreaterThan(0);
        return;
      }
      const text = JSON.stringify(document);
      expect(JSON.stringify(parsed.line)).toBe(text);
      expect(parseLine(JSON.parse(text))).toEqual(parsed);
    }),
    { numRuns: 200 },
  );
});
