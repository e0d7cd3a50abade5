import { describe, expect, test } from "vitest";
import type { TrainLine } from "@footplate/core";
import { weekly } from "./support/line.ts";
import { stage, type Stage } from "./support/stage.ts";

const TRAIN = "weekly/e1.45";
const NEXT = "weekly/e1.46";
const away = ["absent", "line.json", "--as", "b", "--from", "2026-11-24", "--to", "2026-11-26"] as const;
const night = ["--from", "2026-11-24T21:00:00Z", "--to", "2026-11-25T04:00:00Z"] as const;
const request = ["cover", "line.json", "request", TRAIN, "--duty", "promote", "--duty", "cut", ...night, "--as", "b"];
const propose = ["swap", "line.json", "propose", NEXT, "primary", "weekly/e1.47", "primary", "--as", "a"] as const;
const handOver = ["hand-over", "line.json", TRAIN, "--to", "a", "--note", "Client A waits", "--as", "a"] as const;

const facts = (here: Stage): Promise<readonly object[]> => here.journal.facts("weekly");

describe("pair", () => {
  test("R50 R51 says who is on each live train, whom to ask and where, and exits 0 when nothing is nobody's", async () => {
    const office = { days: ["mon", "tue", "wed", "thu", "fri"], from: "14:00", to: "23:00" } as const;
    const line: TrainLine = {
      ...weekly,
      people: weekly.people.map((one) => (one.id === "b" ? { ...one, workingHours: office } : one)),
    };
    const here = stage({ line, config: false });
    const at = ["pair", "line.json", "--at", "2026-11-24T21:30:00Z"] as const;
    const ran = await here.run(...at, "--as", "a", "--json");
    expect(ran.exit).toBe(0);
    const { trains, briefings, gaps } = ran.json();
    expect(trains?.map(({ train, primary, backup }) => [train, primary, backup])).toEqual([
      [TRAIN, "b", "a"],
      [NEXT, "a", "b"],
    ]);
    expect(trains?.[0]?.["duties"]).toContainEqual({ duty: "promote", role: "primary", person: "b" });
    expect(trains?.[0]?.["ask"]).toMatchObject({ where: "chat", person: "b", until: "2026-11-24T22:00:00Z" });
    expect(briefings).toMatchObject([{ train: NEXT, day: "2026-11-23", due: true, missing: ["a", "b"] }]);
    expect(gaps).toEqual([]);
    const text = (await here.run(...at, "--as", "a")).out;
    expect(text).toContain("Tue 2026-11-24 22:30 Europe/Berlin (21:30 UTC)");
    expect(text).toContain("ask Conductor B (b) in the chat, until Tue 2026-11-24 23:00 Europe/Berlin (22:00 UTC)");
    expect((await here.run("pair", "line.json")).out).toMatch(
      /ask Conductor B \(b\) on the ticket, at work from Mon 2026-11-23 14:00 Europe\/Berlin \(13:00 UTC\)/,
    );
  });

  test("R44 exits 2 on a gap, names it with window, times and reason, and 0 once it is covered", async () => {
    const here = stage();
    await here.run(...away);
    const ran = await here.run("pair", "line.json", "--json");
    expect(ran.exit).toBe(2);
    expect(ran.json()["gaps"]).toContainEqual({
      window: `${TRAIN}/prod/client-a/primary`,
      duty: "promote",
      role: "primary",
      why: "absence",
      person: "b",
      start: "2026-11-24T21:00:00Z",
      end: "2026-11-24T23:00:00Z",
    });
    expect((await here.run("pair", "line.json")).out).toMatch(
      /client-a .*\n {4}✗ cut, promote: nobody, Tue 2026-11-24 22:00 Europe\/Berlin \(21:00 UTC\) to .*: Conductor B \(b\) is away$/m,
    );
    await here.run(...request);
    expect((await here.run("pair", "line.json")).out).toContain(`${TRAIN}/cover/1 is requested and not taken`);
    await here.run("cover", "line.json", "accept", `${TRAIN}/cover/1`, "--as", "a");
    expect((await here.run("pair", "line.json", "--json")).exit).toBe(0);
    const during = await here.run("pair", "line.json", "--at", "2026-11-24T21:30:00Z");
    expect(during.out).toContain(`promote: Conductor A (a), by ${TRAIN}/cover/1`);
  });

  test("exits 1 with the way out for what is no moment and no person", async () => {
    const ran = await stage().run("pair", "line.json", "--at", "noon", "--as", "leed");
    expect(ran.exit).toBe(1);
    expect(ran.err).toContain("--at: it is no moment");
    expect(ran.err).toContain("did you mean lead?");
  });
});

describe("rota", () => {
  test("lists pairs with what changed, and who carries how much", async () => {
    const here = stage();
    await here.run(...request);
    await here.run("cover", "line.json", "accept", `${TRAIN}/cover/1`, "--as", "a");
    await here.run(...propose);
    await here.run("swap", "line.json", "force", `${NEXT}/swap/1`, "--as", "lead", "--reason", "B asked for it");
    const ran = await here.run("rota", "line.json", "--from", "2026-11-18", "--to", "2026-12-09", "--json");
    expect(ran.exit).toBe(0);
    const { trains, loads } = ran.json();
    expect(trains?.map(({ train, primary, notes }) => [train, primary, notes])).toEqual([
      [TRAIN, "b", [`covered promote, cut by a (${TRAIN}/cover/1)`]],
      [NEXT, "b", [`swapped primary, a before (${NEXT}/swap/1, forced)`]],
      ["weekly/e1.47", "a", [`swapped primary, b before (${NEXT}/swap/1, forced)`]],
    ]);
    expect(loads?.["people"]?.find(({ person }) => String(person) === "a")).toMatchObject({
      primary: 1,
      coversGiven: 1,
    });
    const text = (await here.run("rota", "line.json")).out;
    expect(text).toMatch(/^W48-26 +2026-11-25 +Conductor B \(b\) +Conductor A \(a\) +swapped primary/m);
    expect(text).toContain("! short notice: Conductor B (b) got weekly/e1.46 3 days before it");
  });

  test("R52 marks vacancies, trains that do not run and pairs that straddle zones", async () => {
    const office = { days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "17:00" } as const;
    const zones: Readonly<Record<string, string>> = { a: "Europe/Berlin", b: "America/New_York" };
    const line: TrainLine = {
      ...weekly,
      noTrainWeeks: [{ week: "2026-12-02", reason: "Inventory" }],
      people: weekly.people.map((one) => ({ ...one, workingHours: office, zone: zones[one.id] ?? "Europe/Berlin" })),
      eras: weekly.eras.map((era) => ({
        ...era,
        windows: [
          { kind: "primary", stop: "prod", target: "client-a", day: 0, at: "10:00", length: "PT1H" },
          {
            kind: "secondary",
            stop: "prod",
            target: "client-a",
            day: 0,
            at: "20:00",
            length: "PT1H",
            when: "straddling",
          },
        ],
      })),
    };
    const here = stage({ line });
    const { trains } = (await here.run("rota", "line.json", "--to", "2026-12-17", "--json")).json();
    const notes = trains?.map(({ primary, backup, notes: said }) => [primary, backup, said]);
    expect(notes?.[0]).toEqual(["a", "b", ["straddling"]]);
    expect(notes?.[1]).toEqual([undefined, undefined, ["no train, Inventory"]]);
    expect(notes?.[2]).toEqual(["a", "b", ["straddling"]]);
    expect(notes?.[3]).toEqual(["b", "a", []]);
    const alone = {
      ...weekly,
      people: weekly.people.map((one) => (one.id === "b" ? { ...one, until: "2026-11-01" } : one)),
    };
    const vacant = (await stage({ line: alone }).run("rota", "line.json", "--to", "2026-12-09")).out;
    expect(vacant).toMatch(/VACANT +vacant backup/);
  });
});

describe("absent, cover, swap, hand-over, brief", () => {
  test("R44 an absence is recorded once and gives the cover requests that follow; each is a command that runs", async () => {
    const here = stage();
    const ran = await here.run(...away, "--reason", "Ill", "--json");
    expect(ran.exit).toBe(2);
    const { recorded, already, covers } = ran.json();
    expect(recorded).toMatchObject({
      type: "absenceDeclared",
      by: { person: "b" },
      reason: "Ill",
      start: "2026-11-23T23:00:00Z",
      end: "2026-11-25T23:00:00Z",
    });
    expect([already, covers?.map(({ start, asked }) => [start, asked])]).toEqual([
      false,
      [
        ["2026-11-24T21:00:00Z", "a"],
        ["2026-11-25T02:00:00Z", "a"],
      ],
    ]);
    const again = await here.run(...away, "--reason", "Ill");
    expect(again.out).toMatch(/^Already recorded: b\/absence\/1: .*Europe\/Berlin \(Mon 2026-11-23 23:00 UTC\)/);
    const printed = again.out.match(/^ +footplate (.*)$/gm) ?? [];
    expect(printed).toHaveLength(2);
    for (const command of printed) expect((await here.run(...command.trim().split(" ").slice(1))).exit).toBe(0);
    expect(await facts(here)).toHaveLength(3);
    const free = await here.run(
      "absent",
      "line.json",
      "--as",
      "b",
      "--from",
      "2027-08-02",
      "--to",
      "2027-08-02T09:00:00Z",
    );
    expect(free.exit).toBe(0);
    expect((await here.run("absent", "line.json", "--as", "b", "--withdraw", "b/absence/1")).exit).toBe(0);
    expect((await here.run("pair", "line.json")).exit).toBe(0);
  });

  test("says what a time without an offset was understood as: until when a cover or a swap is open", async () => {
    const here = stage();
    const asked = await here.run(...request, "--expires", "2026-11-23T18:00");
    expect(asked.out).toMatch(/; open until Mon 2026-11-23 18:00 \S+ \(\d\d:00 UTC\)\n$/);
    const proposed = await here.run(...propose, "--expires", "2026-11-23T18:00");
    expect(proposed.out).toMatch(/; open until Mon 2026-11-23 18:00 \S+ \(\d\d:00 UTC\)\n$/);
  });

  test("twice is as once, for every act", async () => {
    const here = stage();
    const acts: readonly (readonly string[])[] = [
      request,
      ["cover", "line.json", "decline", `${TRAIN}/cover/1`, "--as", "lead"],
      ["cover", "line.json", "accept", `${TRAIN}/cover/1`, "--as", "a"],
      ["cover", "line.json", "withdraw", `${TRAIN}/cover/1`, "--as", "b"],
      propose,
      ["swap", "line.json", "accept", `${NEXT}/swap/1`, "--as", "b"],
      ["swap", "line.json", "undo", `${NEXT}/swap/1`, "--as", "b"],
      ["swap", "line.json", "propose", NEXT, "primary", "--with", "lead", "--as", "a"],
      ["swap", "line.json", "decline", `${NEXT}/swap/2`, "--as", "lead"],
      handOver,
      ["brief", "line.json", NEXT, "--as", "a"],
    ];
    for (const [index, act] of acts.entries()) {
      const once = await here.run(...act, "--json");
      expect([act.join(" "), once.err, once.json()["already"]]).toEqual([act.join(" "), "", false]);
      here.clock.advance(1000);
      const twice = await here.run(...act, "--json");
      expect(twice.exit).toBe(0);
      expect(twice.json()).toMatchObject({ already: true, recorded: once.json()["recorded"] });
      expect(await facts(here)).toHaveLength(index + 1);
    }
  });

  test("list shows covers and swaps with their state, and writes nothing", async () => {
    const here = stage();
    expect((await here.run("cover", "line.json", "list")).out).toContain("No cover");
    expect((await here.run("swap", "line.json", "list")).out).toContain("No swap");
    await here.run(...request);
    await here.run(...propose);
    expect((await here.run("cover", "line.json", "list", "--json")).json()["covers"]).toMatchObject([
      { status: "open" },
    ]);
    here.clock.advance(86_400_000 * 2.5);
    expect((await here.run("cover", "line.json", "list")).out).toContain(`${TRAIN}/cover/1  open`);
    here.clock.advance(86_400_000);
    expect((await here.run("cover", "line.json", "list", "--json")).json()["covers"]).toEqual([]);
    expect((await here.run("swap", "line.json", "list")).out).toContain("waits for Conductor B (b)");
  });

  const refused: readonly (readonly [string, readonly (readonly string[])[], readonly string[], string])[] = [
    [
      "nobody as author",
      [],
      away.filter((word) => word !== "--as" && word !== "b"),
      "--as: what is recorded needs an author",
    ],
    ["an unknown person", [], ["brief", "line.json", NEXT, "--as", "leed"], "did you mean lead?"],
    ["who may not", [], ["brief", "line.json", NEXT, "--as", "guest"], "this person may not cause briefed"],
    ["an unknown train", [], ["brief", "line.json", "weekly/e9.1", "--as", "a"], "there is no train weekly/e9.1"],
    [
      "R45 the taker's consent",
      [request],
      ["cover", "line.json", "accept", `${TRAIN}/cover/1`, "--as", "a", "--person", "lead"],
      "lead has not consented\n  let lead accept, or a lead with a reason",
    ],
    [
      "a lead's force without a reason",
      [propose],
      ["swap", "line.json", "force", `${NEXT}/swap/1`, "--as", "lead"],
      "--reason: a swap is forced with a reason only",
    ],
    [
      "a force by who is no lead",
      [propose],
      ["swap", "line.json", "force", `${NEXT}/swap/1`, "--as", "b", "--reason", "mine"],
      'this person may not cause swapForced\n    found "b"; ask lead',
    ],
    [
      "a handover without a note",
      [],
      ["hand-over", "line.json", TRAIN, "--to", "a", "--as", "a"],
      "--note: a handover needs a note",
    ],
    ["R54 a handover that the taker did not confirm", [], [...handOver.slice(0, -1), "b"], "a has not taken over"],
    [
      "a duty that nobody has",
      [],
      request.map((word) => (word === "cut" ? "ct" : word)),
      "nobody on weekly/e1.45 has the duty ct",
    ],
    ["an unknown act", [], ["cover", "line.json", "acept", "k", "--as", "a"], "did you mean accept?"],
    [
      "an option of another act",
      [],
      ["cover", "line.json", "accept", "k", "--duty", "cut", "--as", "a"],
      "accept takes no --duty",
    ],
    [
      "a swap with nothing for the turn",
      [],
      ["swap", "line.json", "propose", NEXT, "primary", "--as", "a"],
      "nothing is given for the turn",
    ],
    [
      "what is no role",
      [],
      ["swap", "line.json", "propose", NEXT, "primry", "--with", "b", "--as", "a"],
      "did you mean primary?",
    ],
    ["an absence that ends before it begins", [], [...away.slice(0, -1), "2026-11-23"], "it is not after --from"],
  ];

  test.each(refused)("exits 1 and records nothing: %s", async (_name, before, argv, why) => {
    const here = stage();
    for (const one of before) expect((await here.run(...one)).exit).toBe(0);
    const ran = await here.run(...argv);
    expect([ran.exit, ran.out]).toEqual([1, ""]);
    expect(ran.err).toContain(why);
    const json = await here.run(...argv, "--json");
    expect(json.json()["error"]).toMatchObject({
      code: expect.stringMatching(/^(invalid_input|forbidden|not_found)$/),
    });
    expect(await facts(here)).toHaveLength(before.length);
  });
});
