import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { createGitHub } from "@footplate/adapter-github";
import { createJsmOps } from "@footplate/adapter-jsm-ops";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { createStatuspage } from "@footplate/adapter-statuspage";
import { createVersionProbe } from "@footplate/adapter-version-http";
import { FootplateError, instant } from "@footplate/core";
import { virtualClock } from "@footplate/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOSTILE, hostileText, UNPRINTABLE } from "./texts.ts";

const HOME = "https://service.example.com/base/";
const at = instant("2026-11-23T12:30:00Z");
const range = { start: instant("2026-11-01T00:00:00Z"), end: instant("2026-12-01T00:00:00Z") };

/** One call that takes an id or a name from somebody. */
type Call = (text: string, settings: Settings) => Promise<unknown>;

interface Settings {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: ReturnType<typeof virtualClock>;
  readonly random: () => number;
}

const board = (settings: Settings, pageId = "page") =>
  createStatuspage({ ...settings, pageId, apiKey: "key-0123456789" }).noticeBoard;
const calendar = (settings: Settings, calendarId = "trains@example.com") =>
  createGoogleCalendar({ ...settings, calendarId, token: "key-0123456789" }).calendar;
const keys = { apiKey: "key-0123456789", integrationKey: "key-9876543210" };
const opsgenie = (settings: Settings, schedule = "conductors") =>
  createOpsgenie({ ...settings, ...keys, schedules: [schedule] });
const jsm = (settings: Settings, cloudId = "cloud", schedule = "schedule-1") =>
  createJsmOps({ ...settings, cloudId, token: "key-0123456789", schedules: [schedule] });
const github = (settings: Settings, owner = "octo", name = "trains") =>
  createGitHub({ ...settings, repository: { owner, name }, token: "key-0123456789" });

const calls: Readonly<Record<string, Call>> = {
  "statuspage pageId": (text, settings) => board(settings, text).list(range),
  "statuspage read": (text, settings) => board(settings).read(text),
  "statuspage start": (text, settings) => board(settings).start(text, "Now."),
  "statuspage component": (text, settings) => board(settings).components.get(text),
  "statuspage set": (text, settings) => board(settings).components.set(text, "operational"),
  "gcal calendarId": (text, settings) => calendar(settings, text).list(range),
  "gcal read": (text, settings) => calendar(settings).read(text),
  "gcal freeBusy": (text, settings) => calendar(settings).freeBusy(range, [text]),
  "opsgenie schedule": (text, settings) => opsgenie(settings, text).onCall.overrides.list(range),
  "opsgenie onCall": (text, settings) => opsgenie(settings).onCall.onCall(text, at),
  "opsgenie override": (text, settings) => opsgenie(settings).onCall.overrides.read(`conductors/${text}`),
  "opsgenie override id": (text, settings) => opsgenie(settings).onCall.overrides.read(text),
  "opsgenie alert": (text, settings) => opsgenie(settings).pager.find(text),
  "opsgenie close": (text, settings) => opsgenie(settings).pager.close(text, "Done."),
  "opsgenie heartbeat": (text, settings) => opsgenie(settings).pager.heartbeats.ping(text),
  "jsm-ops cloudId": (text, settings) => jsm(settings, text).onCall.schedules(),
  "jsm-ops schedule": (text, settings) => jsm(settings, "cloud", text).onCall.overrides.list(range),
  "jsm-ops onCall": (text, settings) => jsm(settings).onCall.onCall(text, at),
  "jsm-ops override": (text, settings) => jsm(settings).onCall.overrides.read(`schedule-1/${text}`),
  "jsm-ops override id": (text, settings) => jsm(settings).onCall.overrides.read(text),
  "jsm-ops alert": (text, settings) => jsm(settings).pager.find(text),
  "github owner": (text, settings) => github(settings, text).trainTickets.list(range),
  "github name": (text, settings) => github(settings, "octo", text).trainTickets.list(range),
  "github issue": (text, settings) => github(settings).trainTickets.read(text),
  "github comments": (text, settings) => github(settings).trainTickets.comments(text),
  "github run": (text, settings) => github(settings).deployRunner.read(text),
  "github cancel": (text, settings) => github(settings).deployRunner.cancel(text),
  "github environment": (text, settings) =>
    github(settings).versionProbe.running({ id: "prod/eu", refs: { github: { environment: text } } }),
  "github service": (text, settings) => github(settings).changeSource.versions(text),
  "github compare": (text, settings) => github(settings).changeSource.compare("trains", text, "1.0.0"),
  "github notes": (text, settings) => github(settings).changeSource.notes("trains", "1.0.0", text),
  "github file": (text, settings) => github(settings).lineFiles.read(text),
  "github proposal": (text, settings) => github(settings).lineFiles.find(text),
  "github owner of": (text, settings) => github(settings).ownerDirectory.ownerOf(text),
};

/** Everything that was sent while a call was made, and what it came to. */
async function sentBy(call: Call, text: string): Promise<{ readonly urls: readonly URL[]; readonly error: unknown }> {
  const urls: URL[] = [];
  const settings: Settings = {
    baseUrl: HOME,
    clock: virtualClock("2026-11-23T12:00:00Z"),
    random: () => 0,
    fetch: (input) => {
      urls.push(new URL(new Request(input).url));
      return Promise.resolve(Response.json({}, { status: 404 }));
    },
  };
  try {
    await call(text, settings);
    return { urls, error: undefined };
  } catch (error) {
    return { urls, error };
  }
}

/** The path of the request that a harmless word in place of the hostile text leads to, with that word left open. */
function likeness(path: string): RegExp {
  const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("harmless7", "[^/]+")}$`);
}

/** Files and branches have segments of their own. */
const SEGMENTS: Readonly<Record<string, RegExp>> = {
  "github file": /^\/base\/repos\/octo\/trains\/contents\//,
  "github compare": /^\/base\/repos\/octo\/trains\/compare\//,
};

describe.each(Object.entries(calls))("F58 F59 F60 %s", (name, call) => {
  const check = async (text: string): Promise<void> => {
    const { urls, error } = await sentBy(call, text);
    if (error !== undefined && !(error instanceof FootplateError)) throw error;
    expect(`${error?.message ?? ""}${error?.hint ?? ""}`).not.toMatch(UNPRINTABLE);
    for (const { origin, pathname, username, hash } of urls) {
      expect({ origin, username, hash }).toEqual({ origin: new URL(HOME).origin, username: "", hash: "" });
      expect(pathname.startsWith("/base/"), pathname).toBe(true);
      expect(pathname.split("/").slice(1)).not.toContain("");
      expect(pathname).not.toMatch(/%2f|%5c|%0d|%0a|%00|\/\.\.?(\/|$)|\/(%2e){1,2}(\/|$)/i);
    }
  };

  test("stays where it belongs, and in one segment", async () => {
    const harmless = (await sentBy(call, "harmless7")).urls.map(({ pathname }) => likeness(pathname));
    const wanted = name in SEGMENTS ? [SEGMENTS[name]] : harmless;
    for (const text of HOSTILE) {
      await check(text);
      const { urls } = await sentBy(call, text);
      for (const { pathname } of urls.slice(0, 1)) {
        if (wanted.length > 0) expect(pathname).toMatch(wanted[0] ?? /never/);
      }
    }
  });

  test("whatever the text, nothing but our own error comes of it", async () => {
    await fc.assert(fc.asyncProperty(hostileText, check), { numRuns: 60 });
  });
});

test("F60 F61 an address in the refs of a target leads where it says or nowhere, and never with the secret", async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      const asked: Request[] = [];
      const { versionProbe } = createVersionProbe({
        secret: "key-0123456789",
        origins: ["https://client-a.example.com"],
        clock: virtualClock("2026-11-23T12:00:00Z"),
        fetch: (input) => {
          asked.push(new Request(input));
          return Promise.resolve(Response.json({ version: "1" }));
        },
      });
      for (const url of [text, `https://client-a.example.com${text}`, `https://client-a.example.com/${text}`]) {
        const target = { id: "prod/eu", refs: { "version-http": { url } } };
        const error = await versionProbe.running(target).catch((reason: unknown) => reason);
        if (error instanceof Error && !(error instanceof FootplateError)) throw error;
      }
      for (const request of asked) {
        const { origin, protocol } = new URL(request.url);
        expect(protocol).toBe("https:");
        if (request.headers.has("authorization")) expect(origin).toBe("https://client-a.example.com");
      }
    }),
    { numRuns: 300 },
  );
});

test("F59 a name of 10 MB is refused or sent as it is, and soon", async () => {
  const name = "x".repeat(10_000_000);
  for (const [, call] of Object.entries(calls)) {
    const { error } = await sentBy(call, name);
    if (error !== undefined && !(error instanceof FootplateError)) throw error;
    expect((error?.message ?? "").length).toBeLessThan(2000);
    expect(JSON.stringify(error ?? "").length).toBeLessThan(5000);
  }
}, 60_000);
