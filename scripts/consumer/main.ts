import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { createGitHub } from "@footplate/adapter-github";
import { fakeGitHub } from "@footplate/adapter-github/testing";
import { createJsmOps } from "@footplate/adapter-jsm-ops";
import { fakeJsmOps } from "@footplate/adapter-jsm-ops/testing";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { fakeOpsgenie } from "@footplate/adapter-opsgenie/testing";
import { createStatuspage } from "@footplate/adapter-statuspage";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import { createVersionProbe } from "@footplate/adapter-version-http";
import { fakeTargets } from "@footplate/adapter-version-http/testing";
import { span, timetable } from "@footplate/core";
import { parseLine } from "@footplate/core/schema";
import { openJournal } from "@footplate/journal-sqlite";
import { memoryJournal, virtualClock } from "@footplate/testkit";

const clock = virtualClock("2026-10-01T09:00:00Z");
const parsed = parseLine(JSON.parse(await readFile("retail.json", "utf8")));
assert(parsed.ok);
const line = parsed.line;
const range = span(clock.now(), "P4W");
assert(timetable(line, [], range).windows.length > 0);

const page = fakeStatuspage({ now: () => clock.epochMs() });
const google = fakeGoogleCalendar({ now: () => clock.epochMs() });
const { noticeBoard } = createStatuspage({ pageId: page.pageId, apiKey: page.apiKey, clock, fetch: page.fetch });
const { calendar } = createGoogleCalendar({ calendarId: "primary", token: "t", clock, fetch: google.fetch });
assert.deepEqual(await noticeBoard.list(range), { held: [], complete: true });
assert.deepEqual(await calendar.list(range), { held: [], complete: true });

const opsgenie = fakeOpsgenie({ now: () => clock.epochMs() });
const jsm = fakeJsmOps({ now: () => clock.epochMs() });
const { cloudId, email, apiToken } = jsm;
for (const { onCall } of [
  createOpsgenie({ apiKey: "fake-api-key", schedules: ["conductors"], clock, fetch: opsgenie.fetch }),
  createJsmOps({ cloudId, email, apiToken, schedules: ["schedule-1"], clock, fetch: jsm.fetch }),
]) {
  assert.deepEqual(await onCall.overrides.list(range), { held: [], complete: true });
}

const { repository, token, fetch } = fakeGitHub({ now: () => clock.epochMs() });
const { trainTickets, deployRunner } = createGitHub({ repository, token, clock, fetch });
assert.deepEqual(await trainTickets.list(range), { held: [], complete: true });
assert.equal(await deployRunner.read("1"), undefined);

const url = "https://client-a.example.com/version";
const { versionProbe } = createVersionProbe({ clock, fetch: fakeTargets({ targets: { [url]: "2026.48" } }).fetch });
assert.deepEqual(await versionProbe.running({ id: "prod/client-a", refs: { "version-http": { url } } }), {
  version: "2026.48",
});

const kept = openJournal({ file: `journal-${process.version}.sqlite`, now: () => clock.epochMs() });
for (const journal of [memoryJournal({ clock }), kept]) assert.deepEqual(await journal.facts(line.id), []);
kept.close();
console.log("the packed packages work together");
