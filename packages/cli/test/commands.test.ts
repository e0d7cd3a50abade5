import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { openJournal } from "@footplate/journal-sqlite";
import { describe, expect, test } from "vitest";
import { days, reviewed, weekly, windowIds } from "./support/line.ts";
import { stage } from "./support/stage.ts";

describe("timetable", () => {
  test("lists what starts from one day to another in the line's zone, and exits 0", async () => {
    const here = stage({ config: false });
    const ran = await here.run("timetable", "line.json", ...days, "--json");
    expect(ran.exit).toBe(0);
    const { windows, trains, pairs, findings, range } = ran.json();
    expect(range).toEqual({ start: "2026-11-21T23:00:00Z", end: "2026-12-05T23:00:00Z" });
    expect(windows?.map(({ id }) => id)).toEqual(windowIds);
    expect(windows?.[1]).toMatchObject({
      line: "weekly",
      train: "weekly/e1.45",
      stop: "prod",
      target: "client-b",
      kind: "primary",
      localStart: "2026-11-24T21:00:00-05:00",
      zone: "America/New_York",
      start: "2026-11-25T02:00:00Z",
    });
    expect([trains?.length, pairs?.length, Array.isArray(findings)]).toEqual([3, 3, true]);
    const text = await here.run("timetable", "line.json", ...days);
    expect(text.out).toContain("America/New_York");
    expect(text.out).toContain("W48-26");
  });

  test("a window that starts at the first moment is in, one that starts at the last is out", async () => {
    const line = {
      ...weekly,
      eras: weekly.eras.map((era) => ({
        ...era,
        windows: [
          { kind: "primary", stop: "prod", day: 6, at: "00:00", zone: "Europe/Berlin", length: "PT1H" },
        ] as const,
      })),
    };
    const here = stage({ line, config: false });
    const { windows } = (
      await here.run("timetable", "line.json", "--from", "2026-11-24", "--to", "2026-12-01", "--json")
    ).json();
    expect(windows?.map(({ localStart }) => String(localStart).slice(0, 10))).toEqual(["2026-11-24", "2026-11-24"]);
  });

  test("takes four weeks from today by default, and refuses what is no range", async () => {
    const here = stage({ config: false });
    const { range } = (await here.run("timetable", "line.json", "--json")).json();
    expect(range).toEqual({ start: "2026-11-21T23:00:00Z", end: "2026-12-19T23:00:00Z" });
    const ran = await here.run("timetable", "line.json", "--from", "2026-11-22", "--to", "2026-11-22");
    expect(ran.exit).toBe(1);
    expect(ran.err).toContain("it is not after 2026-11-22");
    const far = await here.run("timetable", "line.json", "--from", "0226-11-22", "--to", "9999-12-31");
    expect(far.exit).toBe(1);
    for (const name of ["--from", "--to"]) expect(far.err).toContain(`${name}: it is out of range`);
    expect((await here.run("timetable", "line.json", "--from", "2199-12-20")).exit).toBe(0);
  });

  test("takes facts from the journal file that is there, and never makes one", async () => {
    const here = stage({ config: false, line: reviewed });
    const statuses = async (...argv: readonly string[]): Promise<unknown> => {
      const { windows } = (await here.run("timetable", "line.json", ...days, "--json", ...argv)).json();
      return windows?.map(({ status }) => status);
    };
    expect(await statuses()).toEqual(Array(4).fill("draft"));
    for (const command of ["lint", "explain-dst"]) await here.run(command, "line.json");
    await here.run("next", "line.json", "--length", "PT5M", "--journal", "other.db");
    expect(readdirSync(here.folder)).toEqual(["line.json"]);
    expect((await here.run("review", "line.json", "--all", "--as", "a", ...days)).exit).toBe(0);
    expect(existsSync(join(here.folder, ".footplate/journal.db"))).toBe(true);
    expect(await statuses()).toEqual(Array(4).fill("reviewed"));
    expect(await statuses("--journal", join(here.folder, ".footplate/journal.db"))).toEqual(Array(4).fill("reviewed"));
  });
});

describe("lint", () => {
  test("exits 2 on an error among the findings, else 0", async () => {
    expect(await stage().run("lint", "line.json", ...days)).toMatchObject({ exit: 0 });
    const { gap: _gap, overlap: _overlap, ...unclear } = weekly;
    const line = {
      ...unclear,
      eras: weekly.eras.map((era) => ({
        ...era,
        windows: [{ kind: "primary", stop: "prod", target: "client-a", day: 4, at: "02:30", length: "PT1H" }] as const,
      })),
    };
    const here = stage({ line });
    const week = ["--from", "2027-03-22", "--to", "2027-03-30"];
    const ran = await here.run("lint", "line.json", ...week, "--json");
    expect(ran.exit).toBe(2);
    expect(ran.json()["findings"]).toContainEqual(expect.objectContaining({ code: "clock_gap", severity: "error" }));
    expect((await here.run("lint", "line.json", ...week)).out).toMatch(/^✗ error clock_gap: /m);
  });

  test("as text, what comes again with each train is said once, in local time, zone and UTC; as JSON always", async () => {
    const triage = { kind: "reserved", id: "triage", name: "Triage", class: "informational" } as const;
    const line = {
      ...weekly,
      eras: weekly.eras.map((era) => {
        const [rule] = era.windows;
        if (rule === undefined) throw new Error("no rule");
        return { ...era, windows: [...era.windows, { ...triage, day: rule.day, at: rule.at, length: "PT30M" }] };
      }),
    };
    const here = stage({ line });
    const year = ["lint", "line.json", "--from", "2026-11-22", "--to", "2027-01-31"] as const;
    const { findings } = (await here.run(...year, "--json")).json();
    const all = findings?.filter(({ code }) => String(code) === "overlap");
    const text = (await here.run(...year)).out;
    expect(all?.length).toBeGreaterThan(5);
    const said = text.match(/^ +info overlap: .*$/gm) ?? [];
    expect(said.length).toBeLessThan(3);
    expect(said[0]).toMatch(/ overlap from \w{3} 2026-\S+ \d\d:\d\d \w+\/\w+ \(.*UTC\)$/);
    expect(text).toMatch(/^ {4}and \d+ more like this, to weekly\/e1\.\d+\/reserved\/triage$/m);
  });
});

describe("review", () => {
  test("R7 records named windows as they stand; twice is once; a moved window is asked again", async () => {
    const here = stage({ line: reviewed });
    const [first = "", second = ""] = windowIds;
    const ran = await here.run("review", "line.json", first, second, "--as", "a", "--json");
    expect(ran).toMatchObject({ exit: 0 });
    expect(ran.json()).toEqual({ reviewed: [first, second], already: [], blocked: [] });
    const facts = await here.journal.facts("weekly");
    expect(facts).toMatchObject([
      {
        type: "windowReviewed",
        window: first,
        by: { person: "a" },
        start: "2026-11-24T21:00:00Z",
        end: "2026-11-24T23:00:00Z",
      },
      { type: "windowReviewed", window: second },
    ]);
    expect((await here.run("review", "line.json", first, second, "--as", "a", "--json")).json()).toMatchObject({
      reviewed: [],
      already: [first, second],
    });
    expect(await here.journal.facts("weekly")).toEqual(facts);
    const moved = { id: "m1", type: "windowMoved", at: here.clock.now(), by: { person: "a" }, window: first } as const;
    const [one] = facts;
    if (one?.type !== "windowReviewed") throw new Error("unreachable");
    await here.journal.record("weekly", [{ ...moved, start: one.start, end: one.end }]);
    expect((await here.run("review", "line.json", first, "--as", "a", "--json")).json()).toMatchObject({
      reviewed: [first],
    });
    expect((await here.run("timetable", "line.json", ...days, "--json")).json()["windows"]?.[0]).toMatchObject({
      status: "reviewed",
    });
  });

  test("what was just reviewed is shown as reviewed", async () => {
    const here = stage({ line: reviewed });
    const [first = ""] = windowIds;
    const ran = await here.run("review", "line.json", first, "--as", "a");
    expect(ran.out).toMatch(/^✓ Tue 2026-11-24 .* \[reviewed\]\n1 reviewed\.\n$/);
  });

  test("R7 takes a train, or a stop of one, for all their windows; ids are what timetable --ids shows", async () => {
    const line = {
      ...reviewed,
      oneOffWindows: [
        {
          id: "extra",
          name: "Extra",
          stop: "prod",
          target: "client-a",
          date: "2026-11-27",
          at: "09:00",
          length: "PT1H",
          train: "weekly/e1.46",
        },
      ],
    };
    const here = stage({ line });
    const shown = (await here.run("timetable", "line.json", "--ids", ...days)).out;
    const ids = shown.match(/weekly\/\S+$/gm)?.filter((id) => id.split("/").length > 2) ?? [];
    const train = "weekly/e1.46";
    const wanted = [...windowIds.filter((id) => id.startsWith(`${train}/`)), "weekly/one-off/extra"];
    expect(ids).toEqual(expect.arrayContaining(wanted));
    const stop = await here.run("review", "line.json", `${train}/prod/client-a`, "--as", "a", "--json");
    expect(stop.json()).toMatchObject({ reviewed: [`${train}/prod/client-a/primary`], already: [] });
    const rest = await here.run("review", "line.json", train, "--as", "a", "--json");
    const { reviewed: newly, already } = rest.json();
    expect(new Set([newly, already].flat())).toEqual(new Set(wanted));
    expect((await here.run("review", "line.json", "weekly/e1.4", "--as", "a")).exit).toBe(1);
  });

  test("--all takes the drafts of the range, and names what it cannot take", async () => {
    const here = stage({ line: reviewed });
    const ran = await here.run("review", "line.json", "--all", "--as", "lead", ...days);
    expect(ran.exit).toBe(0);
    expect(ran.out).toContain("4 reviewed.");
    expect((await here.run("review", "line.json", "--all", "--as", "lead", ...days)).out).toBe("0 reviewed.\n");
  });

  test("R32 refuses who may not, and windows that are not there, all at once", async () => {
    const here = stage({ line: reviewed });
    const ran = await here.run(
      "review",
      "line.json",
      "weekly/e1.45/prod/client-a/primry",
      "x",
      "--as",
      "guest",
      "--json",
    );
    expect(ran.exit).toBe(1);
    expect(ran.json()["error"]?.["problems"]).toMatchObject([
      { path: "--as", value: '"guest"', hint: "ask lead, a, b" },
      { path: "WINDOW", hint: "did you mean weekly/e1.45/prod/client-a/primary?" },
      { path: "WINDOW", value: '"x"' },
    ]);
    expect(await here.journal.facts("weekly")).toEqual([]);
    const nobody = await here.run("review", "line.json", "--all", "--as", "laed");
    expect(nobody.err).toContain("did you mean lead?");
  });
});

describe("accept-loss", () => {
  test("records once what a lead says, and refuses all that is wrong at once", async () => {
    const here = stage();
    const argv = ["accept-loss", "line.json", "weekly/e1.45", "--lost", "2", "--as", "lead", "--reason", "disk died"];
    expect((await here.run(...argv)).exit).toBe(0);
    expect((await here.run(...argv, "--json")).json()["recorded"]).toMatchObject({ type: "lossAccepted", lost: 2 });
    expect(await here.journal.facts("weekly")).toMatchObject([
      { train: "weekly/e1.45", lost: 2, by: { person: "lead" }, reason: "disk died" },
    ]);
    const ran = await here.run("accept-loss", "line.json", "weekly/e9.1", "--lost", "0", "--as", "a", "--json");
    expect(ran.json()["error"]?.["problems"]?.map(({ path }) => path)).toEqual(["TRAIN", "--as", "--lost", "--reason"]);
  });
});

describe("next", () => {
  test("R31 names the first window that takes the change, and its place in it", async () => {
    const here = stage();
    const ran = await here.run("next", "line.json", "--length", "PT30M", "--json");
    expect(ran.exit).toBe(0);
    expect(ran.json()).toMatchObject({
      start: "2026-11-24T21:15:00Z",
      end: "2026-11-24T21:45:00Z",
      zone: "Europe/Berlin",
      window: { id: windowIds[0] },
    });
    expect(
      (await here.run("next", "line.json", "--length", "PT30M", "--from", "2026-11-25T00:00:00+01:00")).out,
    ).toContain("2026-12-01 22:15–22:45 Europe/Berlin");
    const none = await here.run("next", "line.json", "--length", "PT3H", "--target", "prod/client-a", "--json");
    expect(none).toMatchObject({ exit: 2 });
    expect(none.json()["none"]).toContain("too short");
    const bad = await here.run("next", "line.json", "--target", "prod/client-c", "--from", "soon", "--json");
    expect(bad.json()["error"]?.["problems"]?.map(({ path }) => path)).toEqual(["--length", "--from", "--target"]);
  });
});

describe("explain-dst", () => {
  test("shows what moves in UTC", async () => {
    const here = stage({ config: false });
    const ran = await here.run("explain-dst", "line.json", "--from", "2027-03-01", "--to", "2027-04-15", "--json");
    expect(ran.json()["shifts"]).toMatchObject([
      { zone: "America/New_York", shiftMinutes: -60 },
      { zone: "Europe/Berlin", shiftMinutes: -60 },
    ]);
    const text = await here.run("explain-dst", "line.json", "--from", "2027-03-01", "--to", "2027-04-15");
    expect(text.out.split("\n")[0]).toMatch(/^DATE +RULE +ZONE +LOCAL +UTC +SHIFT$/);
    expect((await here.run("explain-dst", "line.json", ...days)).out).toBe("No window moves in UTC.\n");
  });
});

test("a journal that is no journal is refused in words", async () => {
  const here = stage({ config: false });
  here.write("j.db", "this is no database, and long enough to be looked at by whoever opens it as one");
  const ran = await here.run("timetable", "line.json", "--journal", "j.db", "--json");
  expect(ran.exit).toBe(1);
  expect(ran.json()["error"]).toMatchObject({ code: "journal_unwritable" });
  const good = openJournal({ file: join(here.folder, "good.db") });
  good.close();
  expect((await here.run("timetable", "line.json", "--journal", "good.db")).exit).toBe(0);
});
