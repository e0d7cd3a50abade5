import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { createStatuspage } from "@footplate/adapter-statuspage";
import { fakeStatuspage, type FakeStatuspage } from "@footplate/adapter-statuspage/testing";
import { FootplateError, type TrainLine } from "@footplate/core";
import type { VirtualClock } from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import { checkLine } from "../src/doctor/check-line.ts";
import { conducted, express } from "./support/conducted.ts";
import { weekly } from "./support/line.ts";
import { type Document, stage, type Stage } from "./support/stage.ts";

const CALENDAR = "trains@example.com";
const line: TrainLine = {
  ...weekly,
  stops: weekly.stops.map((stop) => ({
    ...stop,
    targets: stop.targets.map((target) => ({ ...target, refs: { statuspage: { componentId: target.id } } })),
  })),
};

interface Services {
  readonly page?: FakeStatuspage;
  readonly apiKey?: string;
}

/** A stage whose ports are adapters of pretended services. */
function services({ page, apiKey = "canary-key-1" }: Services = {}, more: TrainLine = line): Stage {
  const wire = (clock: VirtualClock): Readonly<Record<string, unknown>> => {
    const components = [
      { id: "client-a", name: "Client A" },
      { id: "client-b", name: "Client B" },
    ];
    const status = page ?? fakeStatuspage({ now: clock.epochMs, apiKey: "canary-key-1", components });
    const google = fakeGoogleCalendar({ now: clock.epochMs, calendars: [{ id: CALENDAR }], token: "canary-token-2" });
    const common = { clock, random: () => 0 };
    return {
      ...createStatuspage({ ...common, pageId: status.pageId, apiKey, fetch: status.fetch }),
      ...createGoogleCalendar({ ...common, calendarId: CALENDAR, token: "canary-token-2", fetch: google.fetch }),
    };
  };
  return stage({ line: more, ports: wire });
}

/** What was said of one thing, as `result: found`. */
function said(document: Document, about: string, subject: string): string | undefined {
  const checks = document["checks"] as unknown as readonly Record<string, string>[];
  const one = checks.find((check) => check["about"] === about && check["subject"] === subject);
  return one && `${one["result"]}: ${one["found"]}`;
}

describe("doctor", () => {
  test("exits 0 where all is well, says what only doing would tell and what is not wired, and changes nothing", async () => {
    const here = services();
    const ran = await here.run("doctor", "line.json");
    expect(ran.out).toContain("noticeBoard, by statuspage\n  ✓ credential: the key may read maintenances");
    expect(ran.out).toContain("  ✓ component of target prod/client-b: client-b is Client B");
    expect(ran.out).toContain("calendar, by gcal\n  ✓ credential");
    expect(ran.out).toContain("  ? rights: keys have no scopes");
    expect(ran.out).toContain("Not wired, and what does not happen without it\n");
    expect(ran.out).toContain("  · pager: nobody is called when a conductor does not answer\n");
    expect(ran.out).toMatch(/\n0 wrong, 0 doubtful, 1 that only doing it would tell, \d+ fine\.\n$/);
    expect(ran.exit).toBe(0);
    expect(await here.journal.facts("weekly")).toEqual([]);
    expect(await here.journal.leases.holder("doctor/weekly")).toBeUndefined();
  });

  test("exits 2 for a credential that is not let in, lists what it must be allowed, and never shows one (F62)", async () => {
    const here = services({ apiKey: "canary-key-3" });
    const ran = await here.run("doctor", "line.json");
    expect(ran.exit).toBe(2);
    expect(ran.out).toMatch(/ {2}✗ credential: .*answered 401\n {6}check that the credential is right/);
    expect(ran.out).toContain("What the credential of noticeBoard, by statuspage, must be allowed\n  · read incidents");
    expect(ran.out).not.toContain("must be allowed\n  · https://www.googleapis.com");
    const document = await here.run("doctor", "line.json", "--json");
    expect(document.exit).toBe(2);
    expect(said(document.json(), "noticeBoard", "credential")).toMatch(/^wrong: /);
    for (const text of [ran.out, ran.err, document.out, document.err]) expect(text).not.toMatch(/canary/);
  });

  test("names the target whose component is unknown, and the one that names none", async () => {
    const [prod] = line.stops;
    const [first, second] = prod?.targets ?? [];
    if (prod === undefined || first === undefined || second === undefined) throw new Error("the line has no targets");
    const { refs: _refs, ...bare } = second;
    const targets = [{ ...first, refs: { statuspage: { componentId: "gone" } } }, bare];
    const ran = await services({}, { ...line, stops: [{ ...prod, targets }] }).run("doctor", "line.json", "--json");
    expect(ran.exit).toBe(2);
    const component = "component of target prod/client-a";
    expect(said(ran.json(), "noticeBoard", component)).toBe("wrong: the page has no component gone");
    expect(said(ran.json(), "noticeBoard", "target prod/client-b")).toBe(
      "doubtful: its refs name nothing here: its windows are not announced",
    );
  });

  test("reads every port that says nothing of itself, once each", async () => {
    const here = conducted(express());
    const ran = await here.run("doctor", "line.json", "--json");
    expect(said(ran.json(), "versionProbe", "version of target prod/client-a")).toBe("fine: it runs X00-26");
    expect(said(ran.json(), "chat", "channel #rail")).toBe("fine: it can be read");
    expect(said(ran.json(), "calendar", "reading")).toBe("fine: what is there can be listed");
    expect(ran.exit).toBe(0);
  });

  test("says which port cannot be used, and goes on with the rest", async () => {
    const here = conducted(express(), { pager: { spec: 1 }, chat: { spec: 2 } });
    const ran = await here.run("doctor", "line.json", "--json");
    expect(said(ran.json(), "config", "ports.pager")).toMatch(/^wrong: it lacks responderOf, page/);
    expect(said(ran.json(), "config", "ports.chat.spec")).toBe("wrong: this version knows spec 1 only");
    expect(said(ran.json(), "calendar", "reading")).toMatch(/^fine/);
    expect(ran.exit).toBe(2);
  });

  test("says that nothing is wired, and that there is no journal yet, without making one", async () => {
    const here = stage({ config: false });
    for (const ran of [
      await here.run("doctor", "line.json", "--json"),
      await here.run("doctor", "line.json", "--json"),
    ]) {
      expect(ran.exit).toBe(2);
      expect(said(ran.json(), "config", "ports")).toBe("wrong: no port is wired: nothing outside will change");
      expect(said(ran.json(), "journal", "journal")).toMatch(/^open: there is none yet; .*journal\.db/);
    }
  });

  test("F68 F72 says how the journal stands: who writes now, and that it cannot be written or read", async () => {
    const held = stage();
    await held.journal.leases.acquire("apply/weekly", "machine-a", "tick", 60_000);
    const ran = await held.run("doctor", "line.json", "--json");
    expect(said(ran.json(), "journal", "lease")).toMatch(
      /^fine: machine-a may write \(tick\) since Sun 2026-11-22 13:00/,
    );
    expect(said(ran.json(), "journal", "contents")).toMatch(/^fine: it was made Sun 2026-11-01 .* holds 0 facts/);
    const { leases } = held.journal;
    const full = new FootplateError({
      code: "journal_unwritable",
      message: "the disk is full",
      hint: "free some space",
    });
    Object.assign(held.journal, { leases: { ...leases, acquire: () => Promise.reject(full) } });
    const unwritable = await held.run("doctor", "line.json", "--json");
    expect(said(unwritable.json(), "journal", "writing")).toBe("wrong: the disk is full");
    held.write("broken.db", "this is no journal");
    const broken = await held.run("doctor", "line.json", "--journal", "broken.db", "--json");

    expect(said(broken.json(), "journal", "contents")).toMatch(/^wrong: .*damaged, or is no SQLite file/);
    expect(broken.exit).toBe(2);
  });
});

test("F43 zone data that are old, or of an unknown age, are said", () => {
  const now = "2026-11-22T12:00:00Z" as Parameters<typeof checkLine>[1];
  const of = (tz: string | undefined) => checkLine(weekly, now, tz)[1]?.result;
  expect([of("2026b"), of("2025c"), of("2025"), of("2024a"), of(undefined), of("new")]).toEqual([
    "fine",
    "doubtful",
    "doubtful",
    "doubtful",
    "open",
    "open",
  ]);
  expect(checkLine(weekly, now, "2026b")[0]).toMatchObject({
    result: "fine",
    found: "the runtime knows Europe/Berlin, America/New_York",
  });
  expect(checkLine({ ...weekly, zone: "Europe/Nowhere" }, now, "2026b")[0]).toMatchObject({ result: "wrong" });
});
