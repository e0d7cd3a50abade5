import { memoryJournal, virtualClock } from "@footplate/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AnyCommand, type Command, decide, decideConduct, openView, send, type Sent } from "../src/conduct.ts";
import { COMMAND_FIELDS } from "../src/command-fields.ts";
import type { Fields } from "../src/field-kind.ts";
import { type Fact, FootplateError, type PeopleFact } from "../src/index.ts";
import { parseCommand, parseFacts } from "../src/schema.ts";
import { ABC, train as trainOf, weekly } from "./people/people.ts";
import { DAY1 } from "./train/journey.ts";
import { cut, PROD_A, STAGING, T0, yard } from "./train/trains.ts";

const line = yard();
const facts = [cut()];

/** What `send` says of something that no type has seen. */
async function sent(command: unknown): Promise<Sent> {
  const clock = virtualClock(DAY1);
  const journal = memoryJournal({ clock, birth: "2025-12-01T00:00:00Z" });
  await journal.record(line.id, facts);
  const result = await send({ line, ports: { journal }, clock }, command as AnyCommand);
  expect((await journal.facts(line.id)).length - facts.length).toBe(
    result.ok && !result.already ? result.facts.length : 0,
  );
  return result;
}

describe("a command that is none", () => {
  const wrong: readonly (readonly [unknown, string, string])[] = [
    [{ act: "review", by: "a" }, 'there is no act "review"', 'did you mean "reviewWindow"?'],
    [{ by: "a" }, "act is missing", "write the name of an act"],
    [{ act: 5, by: "a" }, "act is not a text", "write the name of an act"],
    [{ act: "toString", by: "a" }, 'there is no act "toString"', "use one of absent"],
    [undefined, "the command is not an object", "write an object"],
    [null, "the command is not an object", "write an object"],
    ["cut", "the command is not an object", "write an object"],
    [
      { act: "hold", by: "a" },
      "hold: train is missing, reason is missing, note is missing",
      "hold takes by, train, reason, note, owner?, discretion?",
    ],
    [
      { act: "promote", by: "lead", train: T0 },
      "promote: to is missing",
      "promote takes by, train, to, services?, from?",
    ],
    [{ act: "promote", by: "lead", train: T0, to: null }, "promote: to is not a text", "write a text"],
    [
      { act: "promote", by: "lead", train: T0, to: STAGING, services: "cart" },
      "services is not a list",
      "list of texts",
    ],
    [
      { act: "absent", by: "a", from: "2026-01-07", to: "2026-01-08" },
      "absent: start is missing, end is missing",
      "absent takes by, start, end, person?, reason?",
    ],
    [{ act: "absent", by: "a", start: 5, end: "2026-01-08T00:00:00Z" }, "absent: start is not a moment", "RFC 3339"],
    [{ act: "brief", train: T0 }, "brief: by is missing", "write a text"],
    [{ act: "approve", by: "a", train: T0, subject: {} }, "approve: subject.type is", 'use "'],
    [{ act: "cut", by: "a", train: T0, reason: 5 }, "cut: reason is not a text", "write a text"],
  ];

  test.each(wrong)("%j is refused, by act and field", async (command, message, hint) => {
    const result = await sent(command);
    expect(result).toMatchObject({ ok: false, code: "invalid_input" });
    expect(result.ok ? "" : result.message).toContain(message);
    expect(result.ok ? "" : result.hint).toContain(hint);
    expect(decide(line, facts, command as AnyCommand, DAY1)).toEqual(result);
  });

  test("decideConduct refuses it, too, and takes its author from where it is told", () => {
    const judge = (act: unknown): unknown =>
      decideConduct(openView(line, facts), act as never, { person: "lead" }, DAY1);
    expect(judge({ act: "promote", train: T0 })).toMatchObject({
      code: "invalid_input",
      message: "promote: to is missing",
    });
    expect(judge({ act: "review" })).toMatchObject({ code: "invalid_input", message: 'there is no act "review"' });
    expect(judge(undefined)).toMatchObject({ code: "invalid_input" });
    expect(judge({ act: "brief", train: T0 })).toMatchObject({
      code: "invalid_input",
      hint: "give it to `decide` or `send`",
    });
    expect(judge({ act: "promote", train: T0, to: STAGING })).toMatchObject({ ok: true });
  });

  test("what an act carries beside its fields does not make another act of it, nor its author a conductor", async () => {
    const claim = { act: "claim", by: "c", window: `${T0}/${STAGING}/primary` };
    expect(await sent({ ...claim, train: T0 })).toEqual(await sent(claim));
    const guest = { act: "acceptGuest", by: "tam-a", guest: "g1" };
    expect(await sent(guest)).toMatchObject({ ok: false, code: "forbidden" });
    expect(await sent({ ...guest, train: T0, window: claim.window })).toEqual(await sent(guest));
  });

  test("a field that holds undefined is one that is left out", async () => {
    expect(await sent({ act: "promote", by: "a", train: T0, to: STAGING, services: undefined })).toMatchObject({
      ok: true,
    });
  });
});

const names = [...new Set(["act", "by", "reason", "type", ...Object.values(COMMAND_FIELDS).flatMap(Object.keys)])];
const value = fc.oneof(
  fc.constantFrom<unknown>(
    "a",
    "lead",
    "b",
    T0,
    STAGING,
    PROD_A,
    "prod",
    `${T0}/${STAGING}/primary`,
    "PT15M",
    "cart",
    "e1",
  ),
  fc.constantFrom<unknown>(
    "extension",
    "primary",
    "skip",
    "goOn",
    "2026-01-07T15:30:00Z",
    DAY1,
    "__proto__",
    "constructor",
  ),
  fc.constantFrom<unknown>(null, true, false, 0, "", " ", [], {}, ["cart"], [null], { toString: 1 }),
  fc.constantFrom<unknown>(
    { person: "b" },
    { type: "skip", target: PROD_A },
    { exception: "x" },
    { request: "C", state: "s" },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const fields = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 8 });
const acts = fc.constantFrom(...Object.keys(COMMAND_FIELDS));
const texts = fc.constantFrom("a", "lead", "b", "cart", "e1", "promote", "PT15M", "2.0.0", `${T0}/cover/1`);
const ofName: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  train: fc.constantFrom(T0, T0, T0, "yard/e1.1", "yard/e1.99999", "yard/e2.0"),
  window: fc.constantFrom(`${T0}/${STAGING}/primary`, `${T0}/${PROD_A}/primary`, "yard/guest/g1"),
  to: fc.constantFrom(STAGING, PROD_A, "prod", "b"),
  at: fc.constantFrom(STAGING, "prod"),
  target: fc.constantFrom(STAGING, PROD_A),
  service: fc.constantFrom("cart", "search"),
};

/** A value such as the field wants. */
function fitting(name: string, field: Fields[string]): fc.Arbitrary<unknown> {
  switch (field.is) {
    case "text":
      return ofName[name] ?? texts;
    case "texts":
      return fc.array(texts, { maxLength: 2 });
    case "moment":
      return fc.constantFrom("2026-01-07T16:30:00Z", "2026-01-08T15:30:00+01:00", "2026-01-09T00:00:00Z");
    case "flag":
      return fc.boolean();
    case "yes":
      return fc.constant(true);
    case "word":
      return fc.constantFrom(...field.words);
    case "part":
      return fc.oneof(...field.shapes.map((shape) => fc.record(byField(shape))));
  }
}

function byField(of: Fields): Readonly<Record<string, fc.Arbitrary<unknown>>> {
  return Object.fromEntries(Object.entries(of).map(([name, field]) => [name, fitting(name, field)]));
}

/** What nearly is a command: some fields are not there, and at times one holds what it must not, or is one too many. */
const nearly = acts.chain((act) => {
  const own: Fields = COMMAND_FIELDS[act as AnyCommand["act"]];
  const required = Object.keys(own).filter((name) => own[name]?.optional === false);
  const given = fc.record(byField(own), { requiredKeys: required });
  const slip = fc.dictionary(fc.constantFrom(...names, ...Object.keys(own)), value, { maxKeys: 1 });
  return fc
    .tuple(given, fc.oneof(fc.constant({}), slip))
    .map(([fit, wrong]) => ({ by: "lead", ...fit, ...wrong, act }));
});

test("whatever JSON is given as a command, it is refused as a value, or is a command", async () => {
  const seen = { ok: 0, refused: 0 };
  const command = fc.oneof(
    { weight: 1, arbitrary: fc.jsonValue() },
    { weight: 2, arbitrary: fields },
    { weight: 3, arbitrary: fc.tuple(fields, acts).map(([given, act]) => ({ by: "lead", ...given, act })) },
    { weight: 6, arbitrary: nearly },
  );
  await fc.assert(
    fc.asyncProperty(command, async (given) => {
      const judged = await judgedOrRefused(() => sent(given));
      if (!judged.ok) {
        seen.refused += 1;
        expect(judged.message).not.toBe("");
        expect(judged.hint).not.toBe("");
        return;
      }
      seen.ok += 1;
      expect(parseFacts(structuredClone(judged.facts))).toMatchObject({ ok: true });
    }),
    { numRuns: 3000 },
  );
  expect(seen.ok).toBeGreaterThan(100);
}, 60_000);

test("what parseCommand lets through is not refused for its types", async () => {
  let through = 0;
  await fc.assert(
    fc.asyncProperty(nearly, async (given) => {
      const parsed = parseCommand(given);
      if (!parsed.ok) return;
      through += 1;
      const result = await sent(parsed.command);
      const ofTypes = !result.ok && result.message.startsWith(`${parsed.command.act}: `);
      expect(ofTypes, JSON.stringify([given, result])).toBe(false);
    }),
    { numRuns: 2000 },
  );
  expect(through).toBeGreaterThan(200);
}, 60_000);

/** What comes of it; a `FootplateError` counts as a refusal. Throws anything else. */
async function judgedOrRefused(judge: () => Promise<Sent>): Promise<Sent> {
  try {
    return await judge();
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    return { ok: false, code: "invalid_input", message: error.message, hint: error.hint ?? "" };
  }
}

test("facts that send makes can be read back: covers and swaps under their own ids", () => {
  const [first, second] = [trainOf(0), trainOf(1)];
  const times = { start: "2026-01-07T15:00:00Z", end: "2026-01-07T17:00:00Z" };
  const commands: readonly Command[] = [
    { act: "requestCover", by: "a", train: first, duties: ["promote"], ...times },
    { act: "proposeSwap", by: "a", train: first, role: "primary", with: { train: second, role: "primary" } },
  ];
  for (const command of commands) {
    const decided = decide(weekly(ABC), [], command, "2026-01-05T12:00:00Z");
    expect(parseFacts(decided.ok ? structuredClone(decided.facts) : decided)).toMatchObject({ ok: true });
  }
});

test("who may not promote yet is told the act that is missing", () => {
  const reviewed = yard({ review: "required" });
  const decided = decide(reviewed, facts, { act: "promote", by: "a", train: T0, to: STAGING }, DAY1);
  expect(decided).toMatchObject({ ok: false });
  expect(decided.ok ? "" : JSON.stringify(decided.closures)).toContain("let the team review its times (reviewWindow)");
});

test("the type of what is said follows from the act", () => {
  const people = (of: Command): readonly PeopleFact[] => {
    const decided = decide(line, facts, of, DAY1);
    return decided.ok ? decided.facts : [];
  };
  const any = (of: AnyCommand): readonly Fact[] => {
    const decided = decide(line, facts, of, DAY1);
    return decided.ok ? decided.facts : [];
  };
  expect(people({ act: "brief", by: "lead", train: T0 })).toEqual(any({ act: "brief", by: "lead", train: T0 }));
  // @ts-expect-error an act about a train is not recorded as a fact about people
  const _wrong = (): readonly PeopleFact[] => any({ act: "cut", by: "lead", train: T0 });
  // @ts-expect-error a promotion says where to
  const _nowhere = (): unknown => decide(line, facts, { act: "promote", by: "lead", train: T0 }, DAY1);
  // @ts-expect-error a field that there is not
  const _more = (): unknown => decide(line, facts, { act: "cut", by: "lead", train: T0, too: STAGING }, DAY1);
  // @ts-expect-error an act that there is not
  const _act = (): unknown => decide(line, facts, { act: "review", by: "lead", window: T0 }, DAY1);
});
