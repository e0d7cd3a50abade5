import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commandSchema, parseCommand } from "../../src/schema.ts";

const TRAIN = "shop/e1.1";
const WINDOW = `${TRAIN}/prod/client-a/primary`;

/** Path, message and hint of each problem. */
function problemsOf(input: unknown): readonly (readonly string[])[] {
  const parsed = parseCommand(input);
  return parsed.ok ? [] : parsed.problems.map(({ path, message, hint }) => [path, message, hint]);
}

describe("parseCommand", () => {
  test.each([
    { act: "cut", by: "a", train: TRAIN },
    { act: "promote", by: "a", train: TRAIN, to: "prod", services: ["cart"], reason: "Now" },
    { act: "proposeSwap", by: "a", train: TRAIN, role: "primary", with: { person: "b" } },
    { act: "proposeSwap", by: "a", train: TRAIN, role: "primary", with: { train: "shop/e1.2", role: "backup" } },
    {
      act: "approve",
      by: "a",
      train: TRAIN,
      subject: { type: "extension", window: WINDOW, until: "2026-11-25T22:00:00-05:00" },
    },
    { act: "moveWindow", by: "a", window: WINDOW, start: "2026-11-25T22:00:00Z", end: "2026-11-25T23:00:00Z" },
    { act: "extend", by: "a", window: WINDOW, for: "PT15M" },
    { act: "acceptCover", by: "a", cover: `${TRAIN}/cover/1` },
    { act: "hold", by: "a", train: TRAIN, reason: "Slow", note: "Two\nlines", discretion: true },
  ])("reads $act, as a copy and as it was written", (command) => {
    const parsed = parseCommand(command);
    expect(parsed).toEqual({ ok: true, command });
    expect(parsed.ok && parsed.command).not.toBe(command);
    expect(commandSchema["~standard"].validate(command)).toEqual({ value: command });
  });

  test.each([
    ["review", 'did you mean "reviewWindow"?'],
    ["move", 'did you mean "moveWindow"?'],
    ["window move", 'did you mean "moveWindow"?'],
    ["cover request", 'did you mean "requestCover"?'],
    ["stop-deploy", 'did you mean "stopDeploy"?'],
    ["Promote", 'did you mean "promote"?'],
    ["cancel", 'did you mean "cancelTrain" or "cancelWindow"?'],
    ["hold on", 'did you mean "hold"?'],
    ["__proto__", expect.stringMatching(/^use one of absent, /)],
    ["constructor", expect.stringMatching(/^use one of absent, /)],
  ])("there is no act %s: %s", (act, hint) => {
    expect(problemsOf({ act, by: "a" })).toEqual([["act", "there is no act of this name", hint]]);
  });

  test("all problems come at once, each with path, value, message and hint", () => {
    expect(parseCommand({ act: "promote", by: "Anna!", train: "RT48", too: "prod", services: ["cart", 5] })).toEqual({
      ok: false,
      problems: [
        expect.objectContaining({ path: "by", value: '"Anna!"', message: "this is not an id" }),
        expect.objectContaining({ path: "train", value: '"RT48"', message: "this is not the id of a train" }),
        { path: "services[1]", value: "5", message: "this is not a text", hint: "write a text" },
        { path: "too", value: '"prod"', message: "there is no field of this name", hint: 'did you mean "to"?' },
      ],
    });
    expect(problemsOf({ act: "absent", by: "anna", from: "2026-11-24", to: "2026-11-26" })).toEqual([
      ["start", "this is missing", expect.stringContaining("RFC 3339")],
      ["end", "this is missing", expect.stringContaining("RFC 3339")],
      ["from", "there is no field of this name", expect.stringContaining("start, end, person")],
      ["to", "there is no field of this name", expect.stringContaining("start, end, person")],
    ]);
    expect(problemsOf({ act: "hold", by: "anna" }).map(([path]) => path)).toEqual(["train", "reason", "note"]);
    expect(problemsOf({ by: "anna" })).toEqual([["act", "this is missing", expect.stringContaining("name of an act")]]);
    expect(problemsOf({ act: 7, reason: 8 })).toEqual([
      ["act", "this is not a text", expect.any(String)],
      ["by", "this is missing", expect.any(String)],
      ["reason", "this is not a text", expect.any(String)],
    ]);
    expect(problemsOf([])).toEqual([["$", "this is not an object", expect.stringContaining('"act"')]]);
  });

  test("of a part that has two shapes, the likelier one is spoken of", () => {
    const of = (fields: object): readonly (readonly string[])[] => problemsOf({ by: "a", train: TRAIN, ...fields });
    expect(of({ act: "linkChange", change: { request: "CHG-1" } })).toEqual([
      ["change.state", "this is missing", "add it: write a text"],
    ]);
    expect(of({ act: "linkChange", change: "CHG-1" })).toEqual([
      ["change", "this is not an object", "write { request, state } or { exception }"],
    ]);
    expect(of({ act: "approve", subject: { type: "extension", window: WINDOW, until: "soon" } })).toEqual([
      ["subject.until", "this is not a moment", expect.stringContaining("RFC 3339")],
    ]);
    expect(of({ act: "proposeSwap", role: "first", with: { person: "b" } })).toEqual([
      ["role", "this is none of the choices", 'use "primary", "backup"'],
    ]);
  });

  test("what fields say of each other is judged, too", () => {
    const times = { start: "2026-11-25T22:00:00Z", end: "2026-11-25T21:00:00Z" };
    expect(problemsOf({ act: "absent", by: "a", ...times })).toEqual([
      ["end", "this ends before it begins", "put end after start"],
    ]);
    expect(problemsOf({ act: "extend", by: "a", window: WINDOW })).toEqual([
      ["until", "this is missing, and so is for", "give one of the two"],
    ]);
    expect(problemsOf({ act: "extend", by: "a", window: WINDOW, for: "PT1H", until: times.start })).toEqual([
      ["until", "for is given, too", "give one of the two"],
    ]);
    expect(
      problemsOf({ act: "requestCover", by: "a", train: TRAIN, duties: [], ...times, end: "2027-01-01T00:00:00Z" }),
    ).toEqual([["duties", "this is an empty list", "write a list of texts"]]);
    expect(problemsOf({ act: "resume", by: "a", train: TRAIN, overrule: ["x", "x"] })).toEqual([
      ["overrule", "this names something twice", "name each once"],
    ]);
  });

  test("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (one, other) => {
        for (const input of [one, { act: "hold", by: one, note: other }, { act: one, by: other }])
          expect(typeof parseCommand(input).ok).toBe("boolean");
      }),
    );
  });
});
