import { memoryJournal, virtualClock } from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import { type Journal, loads, onDuty, roster } from "../src/index.ts";
import { type Command, decide, send, type Sent } from "../src/conduct.ts";
import { ABC, train, weekly } from "./people/people.ts";

const line = weekly(ABC);
const [first, second] = [train(0), train(1)];
const window = { start: "2026-01-07T15:00:00Z", end: "2026-01-07T17:00:00Z" };

function stage(wrap: (journal: Journal) => Journal = (journal) => journal) {
  const clock = virtualClock("2026-01-05T12:00:00Z");
  const journal = memoryJournal({ clock, birth: "2025-12-01T00:00:00Z" });
  const ports = { journal: wrap(journal) };
  return {
    clock,
    journal,
    act: (command: Command): Promise<Sent> => send({ line, ports, clock }, command),
    facts: () => journal.facts(line.id),
    roster: async () => roster(line, await journal.facts(line.id)),
  };
}

const request: Command = { act: "requestCover", by: "a", train: first, duties: ["promote"], ...window };
const propose: Command = {
  act: "proposeSwap",
  by: "a",
  train: first,
  role: "primary",
  with: { train: second, role: "primary" },
};

describe("send", () => {
  const acts: readonly (readonly [string, readonly Command[]])[] = [
    ["absent", [{ act: "absent", by: "a", ...window, reason: "Dentist" }]],
    [
      "absent, withdrawn",
      [
        { act: "absent", by: "a", ...window },
        { act: "absentWithdrawn", by: "a", absence: "a/absence/1" },
      ],
    ],
    ["cover requested and accepted", [request, { act: "acceptCover", by: "c", cover: `${first}/cover/1` }]],
    [
      "cover asked and declined",
      [
        { ...request, asked: "c" },
        { act: "declineCover", by: "c", cover: `${first}/cover/1` },
      ],
    ],
    ["cover withdrawn", [request, { act: "withdrawCover", by: "a", cover: `${first}/cover/1` }]],
    [
      "cover given by a lead",
      [request, { act: "acceptCover", by: "lead", person: "b", cover: `${first}/cover/1`, reason: "Agreed by phone" }],
    ],
    ["swap proposed and accepted", [propose, { act: "acceptSwap", by: "b", swap: `${first}/swap/1` }]],
    ["swap proposed and declined", [propose, { act: "declineSwap", by: "b", swap: `${first}/swap/1` }]],
    [
      "swap forced and undone",
      [propose, { act: "forceSwap", by: "lead", swap: `${first}/swap/1`, reason: "B is ill" }],
    ],
    ["swap undone", [propose, { act: "undoSwap", by: "a", swap: `${first}/swap/1` }]],
    ["handed over", [{ act: "handOver", by: "b", train: first, to: "b", note: "Cut is done" }]],
    ["briefed", [{ act: "brief", by: "a", train: first }]],
  ];

  test.each(acts)("%s: each step counts, and twice is as once", async (_name, commands) => {
    const { act, facts, roster: now, clock } = stage();
    for (const [index, command] of commands.entries()) {
      const once = await act(command);
      expect(once).toMatchObject({ ok: true, already: false, facts: [{ by: { person: command.by } }] });
      clock.advance(60_000);
      const twice = await act(command);
      expect(twice).toEqual({ ...once, already: true });
      expect((await facts()).length).toBe(index + 1);
    }
    expect((await now()).findings).toEqual([]);
  });

  test("what was taken back can be said again", async () => {
    const { act, facts } = stage();
    const absent: Command = { act: "absent", by: "a", ...window };
    await act(absent);
    await act({ act: "absentWithdrawn", by: "a", absence: "a/absence/1" });
    expect(await act(absent)).toMatchObject({ ok: true, already: false, facts: [{ id: "a/absence/2" }] });
    await act(request);
    await act({ act: "declineCover", by: "c", cover: `${first}/cover/1` });
    await act({ act: "acceptCover", by: "c", cover: `${first}/cover/1` });
    // Who has taken it does not get rid of it by a decline of before.
    expect(await act({ act: "declineCover", by: "c", cover: `${first}/cover/1` })).toMatchObject({
      ok: false,
      code: "conflict",
    });
    await act({ act: "withdrawCover", by: "a", cover: `${first}/cover/1` });
    expect(await act(request)).toMatchObject({ ok: true, facts: [{ cover: `${first}/cover/2` }] });
    const hand = (by: string): Command => ({ act: "handOver", by, train: first, to: by, note: "Shift ends" });
    for (const by of ["b", "a", "b"]) expect(await act(hand(by))).toMatchObject({ ok: true, already: false });
    expect((await facts()).filter(({ type }) => type === "handedOver")).toHaveLength(3);
  });

  const refused: readonly (readonly [string, readonly Command[], Command, object])[] = [
    [
      "an unknown person",
      [],
      { act: "absent", by: "nobody", ...window },
      { code: "not_found", message: "the line has no person nobody", hint: expect.stringContaining("lead, a, b") },
    ],
    [
      "an unknown absentee",
      [],
      { act: "absent", by: "a", person: "nobody", ...window },
      { code: "not_found", message: expect.stringMatching(/^there is no nobody/) },
    ],
    [
      "R45 the taker's consent",
      [request],
      { act: "acceptCover", by: "b", person: "c", cover: `${first}/cover/1` },
      { code: "forbidden", message: "c has not consented", hint: "let c accept, or a lead with a reason" },
    ],
    [
      "a lead who names a taker without a reason",
      [request],
      { act: "acceptCover", by: "lead", person: "c", cover: `${first}/cover/1` },
      { code: "forbidden", message: "c has not consented" },
    ],
    [
      "a swap forced without a reason",
      [propose],
      { act: "forceSwap", by: "lead", swap: `${first}/swap/1`, reason: " " },
      { code: "invalid_input", message: "a swap is forced with a reason only" },
    ],
    [
      "a swap forced by somebody who is no lead",
      [propose],
      { act: "forceSwap", by: "b", swap: `${first}/swap/1`, reason: "I want it" },
      { code: "forbidden", message: "its author may not cause swapForced" },
    ],
    [
      "R54 a handover without a note",
      [],
      { act: "handOver", by: "b", train: first, to: "b", note: " " },
      { code: "invalid_input", message: "a handover needs a note" },
    ],
    [
      "a handover that the taker did not confirm",
      [],
      { act: "handOver", by: "a", train: first, to: "b", note: "Yours" },
      { code: "forbidden", message: "b has not taken over" },
    ],
    [
      "a duty that nobody has",
      [],
      { ...request, duties: ["promte"] },
      { code: "not_found", hint: "use cut, promote, watch logs, watch ticket" },
    ],
    ["a cover of nothing", [], { ...request, duties: [] }, { code: "invalid_input" }],
    ["a train that is not there", [], { ...request, train: "retail/x.1" }, { code: "not_found" }],
    ["what is no moment", [], { ...request, start: "tomorrow" }, { code: "invalid_input" }],
    [
      "an absence that ends before it begins",
      [],
      { act: "absent", by: "a", start: window.end, end: window.start },
      { code: "not_found" },
    ],
    [
      "another request under a chosen id",
      [{ ...request, cover: "k" }],
      { ...request, cover: "k", duties: ["cut"] },
      { code: "conflict" },
    ],
  ];

  test.each(refused)("refuses %s, and records nothing", async (_name, before, command, why) => {
    const { act, facts } = stage();
    for (const one of before) expect(await act(one)).toMatchObject({ ok: true });
    expect(await act(command)).toEqual({
      ok: false,
      code: "",
      message: expect.any(String),
      hint: expect.any(String),
      ...why,
    });
    expect(await facts()).toHaveLength(before.length);
  });

  test("of two who take a cover at once one has it, and the other is told", async () => {
    const { act, facts, roster: now } = stage();
    await act(request);
    const answers = await Promise.all(
      ["b", "c"].map((by) => act({ act: "acceptCover", by, cover: `${first}/cover/1` })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: "conflict", message: "the cover is accepted" });
    const taker = (await now()).covers[0]?.taker;
    expect(answers[0]?.ok === true ? "b" : "c").toBe(taker);
    expect(await facts()).toHaveLength(3);
  });

  test("two who ask for different covers at once get one each; two equal commands at once are one", async () => {
    const { act, roster: now } = stage();
    const other: Command = { ...request, duties: ["cut"] };
    const answers = await Promise.all([act(request), act(other), act(request)]);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect((await now()).covers.map(({ id, duties }) => [id, ...duties])).toEqual([
      [`${first}/cover/1`, "promote"],
      [`${first}/cover/2`, "cut"],
    ]);
  });

  test("a journal that takes nothing ends in a refusal, one that cannot be written throws", async () => {
    const stale = stage((journal) => ({ ...journal, record: () => Promise.resolve({ ok: false, reason: "stale" }) }));
    expect(await stale.act(request)).toMatchObject({ ok: false, code: "conflict", hint: "send it again" });
    const broken = stage((journal) => ({ ...journal, record: () => Promise.reject(new Error("disk full")) }));
    await expect(broken.act(request)).rejects.toThrow("disk full");
  });

  test("R45 an absence, a request and a consent change who is on duty", async () => {
    const { act, roster: now } = stage();
    await act({ act: "absent", by: "a", ...window });
    const promote = async (): Promise<unknown> =>
      onDuty(await now(), "2026-01-07T16:00:00Z")[0]?.duties.find(({ duty }) => duty === "promote");
    expect(await promote()).toMatchObject({ why: "absence" });
    await act({ ...request, asked: "c" });
    await act({ act: "acceptCover", by: "c", cover: `${first}/cover/1` });
    expect(await promote()).toMatchObject({ person: "c", cover: `${first}/cover/1` });
    const range = { start: "2026-01-05T00:00:00Z", end: "2026-01-12T00:00:00Z" } as Parameters<typeof loads>[1];
    expect(loads(await now(), range).people.find(({ person }) => person === "c")).toMatchObject({ coversGiven: 1 });
  });

  test("decide is pure: the same command after the same facts gives the same facts", () => {
    const now = "2026-01-05T12:00:00Z";
    expect(decide(line, [], propose, now)).toEqual(decide(line, [], propose, now));
  });
});
