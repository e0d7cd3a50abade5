import { describe, expect, test } from "vitest";
import type { Fact } from "../../src/index.ts";
import {
  briefing,
  coverage,
  coverRequests,
  loads,
  mayUseSecondary,
  onDuty,
  roster,
  whoToAsk,
} from "../../src/index.ts";
import { bestChannel } from "../../src/people/working-hours.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";
import { interval } from "../../src/time/interval.ts";
import { era } from "../timetable/lines.ts";
import { ABC, at, said, train, weekly } from "./people.ts";

const line = weekly(ABC);
const wednesday = "2026-01-07T15:30:00Z";
const away = (person: string, start: string, end: string): Fact =>
  said(person, "absenceDeclared", { person, start: at(start), end: at(end) });
const cover = (
  id: string,
  person: string,
  taker: string,
  duties: readonly string[],
  start: string,
  end: string,
): readonly Fact[] => [
  said(person, "coverRequested", {
    cover: id,
    train: train(0),
    duties,
    start: at(start),
    end: at(end),
    for: person,
    asked: taker,
  }),
  said(taker, "coverAccepted", { cover: id }),
];
const duties = (facts: readonly Fact[], now: string): unknown =>
  onDuty(roster(line, facts), now).map((one) => one.duties.map(({ duty, person, why }) => `${duty}: ${person ?? why}`));

describe("who is on duty", () => {
  test("R41, R50 the pair of each live train, with the duties of each role", () => {
    expect(onDuty(roster(line, []), wednesday)).toEqual([
      {
        train: train(0),
        number: "wmf.1",
        primary: "a",
        backup: "c",
        duties: [
          { duty: "cut", role: "primary", person: "a" },
          { duty: "promote", role: "primary", person: "a" },
          { duty: "watch logs", role: "backup", person: "c" },
          { duty: "watch ticket", role: "backup", person: "c" },
        ],
      },
    ]);
    const live = (now: string): number => onDuty(roster(line, []), now).length;
    expect(
      ["2026-01-04T23:59:59Z", "2026-01-05T00:00:00Z", "2026-01-07T18:59:59Z", "2026-01-07T19:00:00Z"].map(live),
    ).toEqual([0, 1, 1, 0]);
    const cancelled = said("lead", "trainCancelled", { train: train(0) });
    expect(onDuty(roster(line, [cancelled]), wednesday)).toEqual([]);
  });

  test("R41 two trains may be live, each with its own pair", () => {
    const twoWeeks = weekly(ABC, {
      eras: line.eras.map((one) => ({
        ...one,
        windows: [{ kind: "primary" as const, stop: "prod", day: 7, at: "15:00", length: "PT2H" }],
      })),
    });
    expect(
      onDuty(roster(twoWeeks, []), "2026-01-14T15:30:00Z").map(({ primary, backup }) => `${primary}${backup}`),
    ).toEqual(["ac", "ba"]);
  });

  test("R45 a cover names its duties and its time; a cover of a cover passes them on, and its end gives them back", () => {
    const first = cover("k", "a", "b", ["promote"], "2026-01-07T15:00:00Z", "2026-01-07T16:00:00Z");
    const nested = cover("n", "b", "d", ["promote"], "2026-01-07T15:20:00Z", "2026-01-07T15:40:00Z");
    const promote = (facts: readonly Fact[], now: string): unknown =>
      onDuty(roster(line, facts), now)[0]?.duties.find(({ duty }) => duty === "promote")?.person;
    const moments = [
      "2026-01-07T14:59:59Z",
      "2026-01-07T15:00:00Z",
      "2026-01-07T15:20:00Z",
      "2026-01-07T15:40:00Z",
      "2026-01-07T16:00:00Z",
    ];
    expect(moments.map((now) => promote([...first, ...nested], now))).toEqual(["a", "b", "d", "b", "a"]);
    const withdrawn = said("a", "coverWithdrawn", { cover: "k" });
    expect(moments.map((now) => promote([...first, ...nested, withdrawn], now))).toEqual(["a", "a", "a", "a", "a"]);
    expect(duties(first, wednesday)).toEqual([["cut: a", "promote: b", "watch logs: c", "watch ticket: c"]]);
  });

  test("R54 from a handover on the two exchange places, or somebody else takes the place", () => {
    const pair = (to: string, now: string): unknown => {
      const facts = [
        said(to, "handedOver", { train: train(0), from: "a", to, note: "half done", at: "2026-01-07T15:00:00Z" }),
      ];
      return onDuty(roster(line, facts), now).map(({ primary, backup }) => `${primary}${backup}`);
    };
    expect(pair("c", "2026-01-07T14:59:59Z")).toEqual(["ac"]);
    expect(pair("c", "2026-01-07T15:00:00Z")).toEqual(["ca"]);
    expect(pair("b", "2026-01-07T15:00:00Z")).toEqual(["bc"]);
  });

  test("R39 alone, the conductor has every duty", () => {
    const solo = roster(weekly({ strategy: "soloShift", order: ["a", "b"] }), []);
    expect(onDuty(solo, wednesday)[0]).toMatchObject({ primary: "a", solo: true });
    expect(onDuty(solo, wednesday)[0]?.duties.map(({ person }) => person)).toEqual(["a", "a", "a", "a"]);
  });
});

describe("whom to ask, and where", () => {
  const [, a, b, c, d] = line.people;
  test.each([
    ["2026-01-07T07:59:59Z", "ticket", "before Berlin's nine o'clock"],
    ["2026-01-07T08:00:00Z", "chat", "at it"],
    ["2026-01-07T16:00:00Z", "ticket", "at its five o'clock"],
    ["2026-07-01T07:00:00Z", "chat", "in summer an hour earlier"],
    ["2026-01-10T10:00:00Z", "ticket", "on Saturday"],
  ])("R47 at %s the channel is %s: %s", (now, channel) => {
    expect(a && bestChannel(a, now).channel).toBe(channel);
  });

  test("R47 hours that cross midnight belong to the day on which they begin", () => {
    const channel = (now: string): unknown => c && bestChannel(c, now);
    // Friday 22:00 in Kolkata is 16:30 UTC, and its shift ends on Saturday at 00:30 UTC.
    expect(channel("2026-01-09T20:00:00Z")).toEqual({ channel: "chat", until: "2026-01-10T00:30:00Z" });
    expect(channel("2026-01-10T20:00:00Z")).toEqual({ channel: "ticket", from: "2026-01-12T16:30:00Z" });
    expect(d && bestChannel(d, wednesday)).toEqual({ channel: "ticket" });
    expect(b && bestChannel(b, "2026-01-07T12:00:00Z")).toEqual({ channel: "ticket", from: "2026-01-07T14:00:00Z" });
  });

  test("R51 one of the pair asks the partner if working, else leaves it on the ticket; others ask the primary first", () => {
    const ask = (now: string, asker?: string, facts: readonly Fact[] = []): unknown =>
      whoToAsk(roster(line, facts), now, asker).map(({ where, person }) => `${where} ${person ?? "-"}`);
    expect(ask(wednesday)).toEqual(["chat a"]);
    expect(ask(wednesday, "a")).toEqual(["ticket c"]);
    expect(ask("2026-01-07T17:00:00Z", "a")).toEqual(["chat c"]);
    expect(ask("2026-01-07T17:00:00Z")).toEqual(["chat c"]);
    expect(ask("2026-01-07T17:00:00Z", "c")).toEqual(["ticket a"]);
    expect(ask(wednesday, "c", [away("a", "2026-01-07T00:00:00Z", "2026-01-08T00:00:00Z")])).toEqual(["ticket a"]);
    const [left] = whoToAsk(roster(line, []), "2026-01-07T17:00:00Z", "c");
    expect(left?.from).toBe("2026-01-08T08:00:00Z");
  });
});

describe("coverage", () => {
  const [window] = timetable(line, [], interval("2026-01-01T00:00:00Z", "2026-01-14T00:00:00Z")).windows;
  const gaps = (facts: readonly Fact[]): unknown =>
    window &&
    coverage(roster(line, facts), window).gaps.map(({ duty, why, person, start, end }) => [
      duty,
      why,
      person,
      start.slice(11, 16),
      end.slice(11, 16),
    ]);

  test("R44, R45 an absence without a cover is a gap by name, in the window and while it is watched", () => {
    expect(gaps([])).toEqual([]);
    const both = [
      away("a", "2026-01-07T16:30:00Z", "2026-01-07T18:00:00Z"),
      away("c", "2026-01-07T16:30:00Z", "2026-01-07T18:00:00Z"),
    ];
    expect(gaps(both)).toEqual([
      ["cut", "absence", "a", "16:30", "17:00"],
      ["promote", "absence", "a", "16:30", "17:00"],
      ["watch logs", "absence", "c", "16:30", "18:00"],
      ["watch ticket", "absence", "c", "16:30", "18:00"],
    ]);
    const taken = cover("k", "c", "b", ["watch logs", "watch ticket"], "2026-01-07T16:30:00Z", "2026-01-07T18:00:00Z");
    expect(gaps([...both.slice(1), ...taken])).toEqual([]);
    expect(gaps([away("c", "2026-01-07T19:00:00Z", "2026-01-08T00:00:00Z")])).toEqual([]);
    expect(gaps([...both, said("lead", "absenceWithdrawn", { absence: both[0]?.id ?? "" })])).toHaveLength(2);
  });

  test("R44 the policy says how long the window is watched, and which duties go on", () => {
    const watched = weekly(ABC, {
      eras: line.eras.map((one) => ({ ...one, crew: { watch: "PT30M", after: ["promote"] } })),
    });
    const found = window && coverage(roster(watched, []), window);
    expect(found?.watched.end).toBe("2026-01-07T17:30:00Z");
    expect(found?.spans.filter(({ end }) => end === "2026-01-07T17:30:00Z").map(({ duty }) => duty)).toEqual([
      "promote",
    ]);
  });

  test("R41 a vacant role is a gap", () => {
    const vacant = { ...line, people: line.people.filter(({ id }) => id !== "a") };
    expect(window && coverage(roster(vacant, []), window).gaps.map(({ duty, why }) => `${duty} ${why}`)).toEqual([
      "cut vacancy",
      "promote vacancy",
    ]);
  });

  test("R44 absences give cover requests to the partner, with the span and the duties, until a cover is taken", () => {
    const january = interval("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
    const absent = away("c", "2026-01-07T16:00:00Z", "2026-01-08T00:00:00Z");
    const wanted = {
      train: train(0),
      window: `${train(0)}/prod/client-a/primary`,
      for: "c",
      duties: ["watch logs", "watch ticket"],
      start: "2026-01-07T16:00:00Z",
      end: "2026-01-07T19:00:00Z",
    };
    expect(coverRequests(roster(line, [absent]), january)).toEqual([{ ...wanted, asked: "a" }]);
    const partnerToo = away("a", "2026-01-07T18:00:00Z", "2026-01-08T00:00:00Z");
    expect(coverRequests(roster(line, [absent, partnerToo]), january)).toEqual([wanted]);
    const taking = cover("k", "c", "b", wanted.duties, wanted.start, wanted.end);
    expect(coverRequests(roster(line, [absent, ...taking.slice(0, 1)]), january)).toEqual([
      { ...wanted, asked: "a", cover: "k" },
    ]);
    expect(coverRequests(roster(line, [absent, ...taking]), january)).toEqual([]);
  });
});

describe("the train's week", () => {
  test("R43 the pair is to confirm on the first working day, and who has not is named", () => {
    const holidays = [
      { id: "h", name: "Holidays", through: "2026-12-31", days: [{ date: "2026-01-05", name: "Holiday" }] },
    ];
    const with5th = weekly(ABC, { holidays });
    const [monday] = briefing(roster(with5th, []), "2026-01-05T12:00:00Z");
    expect(monday).toMatchObject({ day: "2026-01-06", due: false, missing: ["a", "c"] });
    const facts = [said("c", "briefed", { train: train(0), person: "c", at: "2026-01-06T09:00:00Z" })];
    expect(briefing(roster(with5th, facts), "2026-01-06T08:59:59Z")[0]).toMatchObject({
      due: true,
      confirmed: [],
      missing: ["a", "c"],
    });
    expect(briefing(roster(with5th, facts), "2026-01-06T12:00:00Z")).toEqual([
      { train: train(0), number: "wmf.1", day: "2026-01-06", due: true, confirmed: ["c"], missing: ["a"] },
    ]);
    expect(briefing(roster(line, []), "2025-12-29T12:00:00Z")).toEqual([]);
  });

  test("loads: turns, time in windows, covers, and turns that changed at short notice", () => {
    const facts = [
      ...cover("k", "a", "b", ["cut", "promote"], "2026-01-07T15:00:00Z", "2026-01-07T16:00:00Z"),
      said("a", "swapProposed", { swap: "s", train: train(3), role: "primary", with: { person: "b" } }),
      said("b", "swapAccepted", { swap: "s", at: "2026-01-20T00:00:00Z" }),
    ];
    const report = loads(roster(line, facts), interval("2026-01-01T00:00:00Z", "2026-01-29T00:00:00Z"));
    const hours = (ms: number): number => ms / 3_600_000;
    expect(
      report.people.map(({ person, primary, backup, windowMs, coversGiven, coversTaken }) => [
        person,
        primary,
        backup,
        hours(windowMs),
        coversGiven,
        coversTaken,
      ]),
    ).toEqual([
      ["lead", 0, 0, 0, 0, 0],
      ["a", 1, 1, 3, 0, 1],
      ["b", 2, 1, 7, 1, 0],
      ["c", 1, 2, 6, 0, 0],
      ["d", 0, 0, 0, 0, 0],
    ]);
    expect(report.shortNotice).toEqual([{ change: "s", train: train(3), person: "b", days: 8 }]);
  });
});

describe("the secondary window", () => {
  const secondary = weekly(ABC, {
    eras: [
      era({
        ...line.eras[0],
        windows: [
          { kind: "primary", stop: "prod", day: 0, at: "09:00", length: "PT2H" },
          { kind: "secondary", stop: "prod", day: 0, at: "20:00", length: "PT2H" },
        ],
      }),
    ],
  });
  const [primary, window] = timetable(secondary, [], interval("2026-01-01T00:00:00Z", "2026-01-14T00:00:00Z")).windows;
  const may = (person: string, waiting: boolean, now = "2026-01-07T20:30:00Z", use = window): unknown =>
    use && mayUseSecondary(roster(secondary, []), now, { window: use, person, waiting }).ok;

  test("R53 the backup may promote without a handover if the ticket shows that the train waits", () => {
    expect(may("c", true)).toBe(true);
    expect(may("c", false)).toBe(false);
    expect(may("a", false)).toBe(true);
    expect(may("b", true)).toBe(false);
    expect(may("c", true, "2026-01-07T19:59:59Z")).toBe(false);
    expect(may("c", true, "2026-01-07T09:30:00Z", primary)).toBe(false);
  });
});
