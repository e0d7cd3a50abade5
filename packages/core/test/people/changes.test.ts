import { describe, expect, test } from "vitest";
import type { Fact } from "../../src/index.ts";
import { pairs, roster } from "../../src/people/roster.ts";
import { refusal } from "../../src/people/refusal.ts";
import { statusAt } from "../../src/people/roster-parts.ts";
import { parseFacts } from "../../src/schema.ts";
import { factCounts } from "../../src/line/subject.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";
import { interval } from "../../src/time/interval.ts";
import { ABC, at, said, train, weekly } from "./people.ts";

const range = interval("2026-01-01T00:00:00Z", "2026-02-05T00:00:00Z");
const line = weekly(ABC);
const names = (facts: readonly Fact[]): readonly string[] => {
  const table = timetable(line, facts, range);
  expect(pairs(roster(line, facts), table.trains)).toEqual(table.pairs);
  return table.pairs.map(({ primary, backup }) => `${primary ?? "-"}${backup ?? "-"}`);
};
const ignored = (facts: readonly Fact[]): readonly string[] =>
  roster(line, facts).findings.map(({ code, message }) => `${code}: ${message.replace(/^.*ignored: /, "")}`);
const RULED = ["ac", "ba", "cb", "ac", "ba"];
const proposed = said("a", "swapProposed", {
  swap: "s",
  train: train(0),
  role: "primary",
  with: { train: train(1), role: "primary" },
});

describe("swaps", () => {
  test("R42 two turns change hands when the other consents, and the backup follows who is primary now", () => {
    expect(names([proposed])).toEqual(RULED);
    expect(names([proposed, said("b", "swapAccepted", { swap: "s" })])).toEqual(["bc", "ab", "ca", "ac", "ba"]);
  });

  test("consent is the other's own: the proposer's, a stranger's and a late one do not count, and a decline ends it", () => {
    for (const person of ["a", "c"]) {
      const facts = [proposed, said(person, "swapAccepted", { swap: "s" })];
      expect(names(facts)).toEqual(RULED);
    }
    expect(ignored([proposed, said("c", "swapAccepted", { swap: "s" })])).toEqual([
      "fact_without_consent: it is not their swap",
    ]);
    const short = { ...proposed, expiresAt: at("2026-01-02T00:00:00Z") } as Fact;
    const late = [short, said("b", "swapAccepted", { swap: "s", at: "2026-01-02T00:00:00Z" })];
    expect(names(late)).toEqual(RULED);
    expect(ignored(late)).toEqual(["fact_out_of_order: the swap is expired"]);
    const [swap] = roster(line, [short]).swaps;
    expect(swap && [statusAt(swap, at("2026-01-01T23:59:59Z")), statusAt(swap, at("2026-01-02T00:00:00Z"))]).toEqual([
      "open",
      "expired",
    ]);
    const declined = [proposed, said("b", "swapDeclined", { swap: "s" }), said("b", "swapAccepted", { swap: "s" })];
    expect(names(declined)).toEqual(RULED);
    expect(roster(line, declined).swaps.map(({ status }) => status)).toEqual(["declined"]);
  });

  test("a lead forces a swap with a reason, for somebody who is ill", () => {
    const toC = said("lead", "swapProposed", { swap: "s", train: train(0), role: "primary", with: { person: "c" } });
    const forced = said("lead", "swapForced", { swap: "s", reason: "A is ill" });
    expect(names([toC, forced])).toEqual(["ca", "bc", "cb", "ac", "ba"]);
    expect(roster(line, [toC, forced]).swaps[0]).toMatchObject({
      status: "accepted",
      forced: true,
      reason: "A is ill",
    });
    expect(refusal(line, [toC], forced)).toBeUndefined();
    expect(refusal(line, [toC], { ...forced, by: { person: "b" } })?.message).toContain("may not cause");
    expect(parseFacts([{ ...forced, reason: undefined }]).ok).toBe(false);
  });

  test("undo restores exactly: by a lead, or by both; by one alone it only asks", () => {
    const done = [proposed, said("b", "swapAccepted", { swap: "s" })];
    const undo = (person: string): Fact => said(person, "swapUndone", { swap: "s" });
    expect(names([...done, undo("a")])).toEqual(names(done));
    expect(names([...done, undo("a"), undo("b")])).toEqual(RULED);
    expect(names([...done, undo("lead")])).toEqual(RULED);
    expect(refusal(line, done, undo("c"))?.message).toContain("not their swap");
    expect(refusal(line, done, undo("lead"))).toBeUndefined();
    const again = [
      ...done,
      said("c", "swapProposed", {
        swap: "t",
        train: train(2),
        role: "primary",
        with: { train: train(1), role: "primary" },
      }),
      said("a", "swapAccepted", { swap: "t" }),
    ];
    expect(names(again).slice(0, 3)).toEqual(["bc", "cb", "ac"]);
    expect(ignored([...again, undo("lead")])).toEqual(["fact_out_of_order: swap t builds on it"]);
    expect(names([...again, said("lead", "swapUndone", { swap: "t" }), undo("lead")])).toEqual(RULED);
  });

  test("R41 a swap that another one leans on is not undone before it", () => {
    const leaning = [
      said("lead", "swapProposed", { swap: "1", train: train(1), role: "primary", with: { person: "d" } }),
      said("lead", "swapForced", { swap: "1", reason: "cover" }),
      said("lead", "swapProposed", { swap: "2", train: train(1), role: "backup", with: { person: "b" } }),
      said("lead", "swapForced", { swap: "2", reason: "cover" }),
    ];
    const undo = said("lead", "swapUndone", { swap: "1" });
    expect(names(leaning)[1]).toBe("db");
    expect(ignored([...leaning, undo])).toEqual(["fact_out_of_order: swap 2 builds on it"]);
    expect(names([...leaning, said("lead", "swapUndone", { swap: "2" }), undo])).toEqual(RULED);
  });

  test("R41 nobody is put into a pair twice, and a swap of what changed meanwhile is not brought about", () => {
    const own = [
      said("lead", "swapProposed", { swap: "1", train: train(1), role: "backup", with: { person: "c" } }),
      said("lead", "swapForced", { swap: "1", reason: "cover" }),
      said("lead", "swapProposed", { swap: "2", train: train(1), role: "primary", with: { person: "c" } }),
      said("lead", "swapForced", { swap: "2", reason: "cover" }),
    ];
    expect(names(own)[1]).toBe("bc");
    expect(ignored(own)).toEqual([`fact_out_of_order: c would be in the pair of ${train(1)} twice`]);
    const stale = [
      proposed,
      said("lead", "swapProposed", { swap: "t", train: train(0), role: "primary", with: { person: "d" } }),
      said("lead", "swapForced", { swap: "t", reason: "A is ill" }),
      said("b", "swapAccepted", { swap: "s" }),
    ];
    expect(ignored(stale)).toEqual([`fact_out_of_order: a is not primary of ${train(0)} any more`]);
  });
});

describe("covers", () => {
  const request = said("a", "coverRequested", {
    cover: "k",
    train: train(0),
    duties: ["promote"],
    start: at("2026-01-07T15:00:00Z"),
    end: at("2026-01-07T17:00:00Z"),
    for: "a",
    asked: "c",
    expiresAt: at("2026-01-06T00:00:00Z"),
  });
  const cover = (facts: readonly Fact[]): unknown => {
    const [one] = roster(line, [request, ...facts]).covers;
    return one && [one.status, one.taker];
  };

  test("R44 a cover takes the word of the one who was asked, in time; a lead may name somebody with a reason", () => {
    expect(cover([said("c", "coverAccepted", { cover: "k" })])).toEqual(["accepted", "c"]);
    expect(cover([said("b", "coverAccepted", { cover: "k" })])).toEqual(["open", undefined]);
    expect(cover([said("b", "coverAccepted", { cover: "k", person: "c" })])).toEqual(["open", undefined]);
    expect(cover([said("c", "coverAccepted", { cover: "k", at: "2026-01-06T00:00:00Z" })])).toEqual([
      "open",
      undefined,
    ]);
    expect(cover([said("lead", "coverAccepted", { cover: "k", person: "d", reason: "C is ill" })])).toEqual([
      "accepted",
      "d",
    ]);
    const byMember = said("b", "coverAccepted", { cover: "k", person: "d", reason: "C is ill" });
    expect(refusal(line, [request], byMember)?.message).toContain("d has not consented");
    expect(refusal(line, [request], { ...byMember, by: { person: "lead" } })).toBeUndefined();
  });

  test("R44 states: declined by who was asked, withdrawn by whom it is for, expired by the clock", () => {
    expect(cover([said("b", "coverDeclined", { cover: "k" })])).toEqual(["open", undefined]);
    expect(cover([said("c", "coverDeclined", { cover: "k" })])).toEqual(["declined", undefined]);
    expect(cover([said("a", "coverWithdrawn", { cover: "k" })])).toEqual(["withdrawn", undefined]);
    expect(refusal(line, [request], said("b", "coverWithdrawn", { cover: "k" }))?.message).toContain("for a");
    const [one] = roster(line, [request]).covers;
    expect(one && statusAt(one, at("2026-01-06T00:00:00Z"))).toBe("expired");
    const anybody = { ...request, asked: undefined } as unknown as Fact;
    const open = roster(line, [anybody, said("b", "coverDeclined", { cover: "k" })]).covers[0];
    expect(open).toMatchObject({ status: "open", declinedBy: ["b"] });
  });

  test("facts that name nothing known are said, and covers and swaps count for their train", () => {
    const facts = [
      said("a", "coverAccepted", { cover: "none" }),
      said("a", "briefed", { train: "retail/e9.1", person: "a" }),
      said("a", "absenceDeclared", { person: "x", start: at("2026-01-07T00:00:00Z"), end: at("2026-01-08T00:00:00Z") }),
    ];
    expect(ignored(facts)).toEqual([
      "fact_without_subject: there is no cover none",
      "fact_without_subject: there is no train retail/e9.1",
      "fact_without_subject: there is no x among the line's people",
    ]);
    expect(timetable(line, facts, range).findings.filter(({ code }) => code === "fact_without_subject")).toHaveLength(
      3,
    );
    const counted = factCounts(line, [
      request,
      said("c", "coverAccepted", { cover: "k" }),
      proposed,
      said("b", "swapAccepted", { swap: "s" }),
    ]);
    expect([...counted]).toEqual([[train(0), 4]]);
  });
});

describe("handovers and briefings", () => {
  test("R54 a handover takes the new holder's word and a note; a stranger's place is nobody's to give", () => {
    const hand = (person: string, from: string, to: string, reason?: string): Fact =>
      said(person, "handedOver", {
        train: train(0),
        from,
        to,
        note: "group 1 is done",
        ...(reason !== undefined && { reason }),
      });
    expect(ignored([hand("c", "a", "c")])).toEqual([]);
    expect(ignored([hand("a", "a", "c")])).toEqual(["fact_without_consent: c has not taken over"]);
    expect(ignored([hand("b", "d", "b")])).toEqual([`fact_out_of_order: d has no place in the pair of ${train(0)}`]);
    expect(refusal(line, [], hand("lead", "a", "c", "A is ill"))).toBeUndefined();
    expect(refusal(line, [], hand("b", "a", "c", "A is ill"))).toBeDefined();
    const { reason: _reason, ...plain } = hand("c", "a", "c");
    expect(parseFacts([plain]).ok).toBe(true);
    expect(parseFacts([{ ...plain, note: " " }]).ok).toBe(false);
  });

  test("R43 people confirm for themselves", () => {
    expect(ignored([said("b", "briefed", { train: train(0), person: "a" })])).toEqual([
      "fact_without_consent: a has not said so",
    ]);
  });

  test("R43 only the pair of the train confirms, as swaps and handovers before have it", () => {
    const brief = (person: string): Fact => said(person, "briefed", { train: train(0), person });
    const stranger = [`fact_without_consent: b is not in the pair of ${train(0)}`];
    expect(ignored([brief("a"), brief("c")])).toEqual([]);
    expect(ignored([brief("b")])).toEqual(stranger);
    expect(refusal(line, [], brief("b"))).toEqual({
      code: "forbidden",
      message: `b is not in the pair of ${train(0)}`,
      hint: "let the pair of the train confirm it",
    });
    const swapped = [proposed, said("b", "swapAccepted", { swap: "s" })];
    expect(ignored([...swapped, brief("b")])).toEqual([]);
    expect(ignored([brief("b"), ...swapped])).toEqual(stranger);
    expect(roster(line, [brief("b"), ...swapped]).briefings).toEqual([]);
    expect(ignored([...swapped, brief("a")])).toEqual([`fact_without_consent: a is not in the pair of ${train(0)}`]);
    const given = said("d", "handedOver", { train: train(0), from: "c", to: "d", note: "c is ill" });
    expect(ignored([given, brief("d")])).toEqual([]);
    expect(refusal(line, [given], brief("c"))?.code).toBe("forbidden");
  });

  test("R32 what a lead did stays done when the lead leaves", () => {
    const facts = [
      said("lead", "swapProposed", { swap: "s", train: train(0), role: "primary", with: { person: "c" } }),
      said("lead", "swapForced", { swap: "s", reason: "A is ill" }),
    ];
    const after = { ...line, team: { ...line.team, leads: [] } };
    expect(timetable(after, facts, range).pairs[0]?.primary).toBe("c");
  });
});

test("all facts about people are read, their moments in UTC", () => {
  const start = "2026-01-07T16:00:00+01:00";
  const end = "2026-01-07T18:00:00+01:00";
  const base = { id: "f", at: start, by: { person: "a" } };
  const shapes: readonly object[] = [
    { type: "absenceDeclared", person: "a", start, end },
    { type: "absenceWithdrawn", absence: "f" },
    {
      type: "coverRequested",
      cover: "k",
      train: train(0),
      duties: ["promote"],
      start,
      end,
      for: "a",
      asked: "b",
      expiresAt: start,
    },
    { type: "coverAccepted", cover: "k", person: "b" },
    { type: "coverDeclined", cover: "k" },
    { type: "coverWithdrawn", cover: "k" },
    { type: "swapProposed", swap: "s", train: train(0), role: "primary", with: { person: "b" }, expiresAt: end },
    { type: "swapProposed", swap: "s", train: train(0), role: "primary", with: { train: train(1), role: "backup" } },
    { type: "swapAccepted", swap: "s" },
    { type: "swapDeclined", swap: "s" },
    { type: "swapUndone", swap: "s" },
    { type: "swapForced", swap: "s", reason: "ill" },
    { type: "handedOver", train: train(0), from: "a", to: "b", note: "all well" },
    { type: "briefed", train: train(0), person: "a" },
  ];
  for (const shape of shapes) {
    const parsed = parseFacts([{ ...base, ...shape }]);
    expect(parsed).toMatchObject({ ok: true, facts: [{ at: "2026-01-07T15:00:00Z" }] });
    expect(parseFacts([{ ...base, ...shape, extra: 1 }]).ok).toBe(false);
  }
  expect(parseFacts([{ ...base, ...shapes[0], end: start }]).ok).toBe(false);
  expect(parseFacts([{ ...base, ...shapes[2], duties: [] }]).ok).toBe(false);
});
