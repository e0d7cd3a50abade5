import fc from "fast-check";
import { expect, test } from "vitest";
import { factSchema, factsSchema, lineSchema, parseFacts } from "../../src/schema.ts";
import { exampleDocument, exampleLine } from "./support.ts";

const base = { id: "f-1", at: "2026-11-25T22:00:00-05:00", by: { person: "conductor-a" } };
const span = {
  window: "retail/2026.6/prod/client-a/primary",
  start: "2026-12-02T03:00:00Z",
  end: "2026-12-02T05:00:00Z",
};

test("facts are read, their moments in UTC", () => {
  const guest = {
    guest: "guest-1",
    window: span.window,
    name: "Printer fix",
    length: "PT30M",
    owner: "team-printing",
    change: "CHG-7",
  };
  const facts = [
    { ...base, type: "windowReviewed", ...span },
    { ...base, id: "f-2", type: "guestRequested", ...guest, by: { bot: "intake" }, reason: "late rider" },
    { ...base, id: "f-3", type: "deletionAccepted", mirror: "noticeBoard", key: span.window, generation: 1 },
    {
      ...base,
      id: "f-4",
      type: "riderBoarded",
      train: "retail/2026.-1",
      service: "orders",
      version: "2.15.0",
      target: "prod/client-a",
    },
  ];
  const parsed = parseFacts(facts);
  expect(parsed).toEqual({ ok: true, facts: facts.map((fact) => ({ ...fact, at: "2026-11-26T03:00:00Z" })) });
});

test("all problems of facts come at once", () => {
  const parsed = parseFacts([
    { ...base, type: "windowMoved", ...span, end: "2026-12-02T02:00:00Z" },
    { ...base, type: "trainCanceled", train: "retail/2026.6" },
    { ...base, type: "trainCancelled", train: "RT48-26", at: "yesterday" },
    { ...base, type: "lossAccepted", train: "retail/2026.6", lost: 0.5, by: { persn: "lead-a" } },
  ]);
  const found = parsed.ok ? [] : parsed.problems.map(({ path, hint }) => [path, hint]);
  expect(found).toEqual(
    expect.arrayContaining([
      ["[0].end", "put end after start"],
      ["[1].type", expect.stringContaining('"trainCancelled"')],
      ["[2].train", expect.stringContaining("<line>/<era>.<slot>")],
      ["[2].at", expect.stringContaining("RFC 3339")],
      ["[3].lost", "write a whole number"],
      ["[3].by.persn", 'did you mean "person"?'],
    ]),
  );
});

test("parseFacts never throws, whatever it is given", () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.array(fc.object())), (input) => {
      expect(typeof parseFacts(input).ok).toBe("boolean");
    }),
  );
});

test("the schemas speak Standard Schema", () => {
  const { version, vendor, validate } = lineSchema["~standard"];
  expect([version, vendor]).toEqual([1, "footplate"]);
  expect(validate(exampleDocument("retail"))).toEqual({ value: exampleLine("retail") });
  expect(validate(exampleDocument("retail", { "stops[2].targets[0].zone": "EST", "x y": 1 }))).toEqual({
    issues: [
      { path: ["x y"], message: expect.stringContaining("no field") },
      { path: ["stops", 2, "targets", 0, "zone"], message: expect.stringContaining("America/New_York") },
    ],
  });
  const fact = { ...base, at: "2026-11-26T03:00:00Z", type: "trainCancelled", train: "retail/2026.6" };
  expect(factSchema["~standard"].validate(fact)).toEqual({ value: fact });
  expect(factsSchema["~standard"].validate([fact])).toEqual({ value: [fact] });
  expect(factSchema["~standard"].validate([fact])).toMatchObject({ issues: [{ path: [] }] });
});
