import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { createGitHub, gitHubRef } from "@footplate/adapter-github";
import { fakeGitHub } from "@footplate/adapter-github/testing";
import { createJsmOps } from "@footplate/adapter-jsm-ops";
import { fakeJsmOps } from "@footplate/adapter-jsm-ops/testing";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { fakeOpsgenie } from "@footplate/adapter-opsgenie/testing";
import { createStatuspage, statuspageRef } from "@footplate/adapter-statuspage";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import { createVersionProbe } from "@footplate/adapter-version-http";
import { fakeTargets } from "@footplate/adapter-version-http/testing";
import { apply, plan, span, type Target, timetable, type TrainLine } from "@footplate/core";
import { conduct, type ConductContext, send } from "@footplate/core/conduct";
import { fakeWorld, memoryChat, memoryLogBook } from "@footplate/testkit";
import { http } from "msw";
import { setupServer } from "msw/node";
import { expect, onTestFinished, test } from "vitest";
import { depot } from "./ci/conducted-line.ts";

const HOUR_MS = 3_600_000;
const START = "2027-01-18T08:00:00Z";
const repository = { owner: "octo", name: "trains" };
const schedule = "depot-crew";

/** The line, whose targets tell their versions themselves, and whose crew is known to both services for on-call. */
const line: TrainLine = {
  ...depot,
  refs: { ...depot.refs, "jsm-ops": { scheduleId: schedule } },
  people: depot.people.map((person) => ({
    ...person,
    refs: { ...person.refs, "jsm-ops": { accountId: `account:${person.id}` } },
  })),
  stops: depot.stops.map((stop) => ({
    ...stop,
    targets: stop.targets.map((target) => ({
      ...target,
      refs: { ...target.refs, "version-http": { url: urlOf(target), services: "/services" } },
    })),
  })),
};
const targets = line.stops.flatMap((stop) => stop.targets);

function urlOf({ id }: Pick<Target, "id">): string {
  return `https://${id}.depot.example/version`;
}

function worldOfDepot() {
  return fakeWorld({
    start: START,
    services: ({ now }) => {
      const services = Object.fromEntries(line.services.map(({ id, version }) => [id, version ?? ""]));
      const running = fakeTargets({
        now,
        targets: Object.fromEntries(targets.map((target) => [urlOf(target), { version: "D01.27", services }])),
      });
      return {
        running,
        page: fakeStatuspage({
          now,
          components: targets.map(({ name, refs }) => ({ id: statuspageRef(refs)?.componentId ?? "", name })),
        }),
        calendar: fakeGoogleCalendar({
          now,
          calendars: [{ id: "trains", timeZone: line.zone }],
          token: "calendar-token",
        }),
        operations: fakeJsmOps({
          now,
          schedules: [{ id: schedule, name: "Depot crew" }],
          users: line.people.map(({ id }) => `account:${id}`),
        }),
        pages: fakeOpsgenie({
          now,
          schedules: [{ id: schedule, rotations: [] }],
          users: line.people.map(({ id }) => ({ id: `user-${id}`, username: `${id}@example.com` })),
        }),
        github: fakeGitHub({
          now,
          repository,
          members: line.people.map(({ id }) => id),
          code: { files: { "owners.csv": "component,owners\ncranes,team-cranes\ngates,gates-owner\n" } },
          actions: {
            workflows: targets.map((target) => ({
              file: gitHubRef(target.refs)?.workflow ?? "",
              environment: gitHubRef(target.refs)?.environment ?? "",
              outcome: ({ inputs }) => {
                running.set(urlOf(target), {
                  version: inputs["version"] ?? "",
                  services: JSON.parse(inputs["services"] ?? "{}"),
                });
                return "success";
              },
            })),
          },
        }),
      };
    },
  });
}

type Depot = ReturnType<typeof worldOfDepot>;

/** The bot as its users wire it. Without a `fetch` it takes the runtime's. */
function botIn({ clock, journal, services }: Depot, fetch?: typeof globalThis.fetch): ConductContext {
  const shared = { clock, ...(fetch !== undefined && { fetch }) };
  const { page, operations, pages, github } = services;
  const { apiKey, integrationKey } = pages;
  const { cloudId, email, apiToken } = operations;
  return {
    line,
    clock,
    ports: {
      ...createStatuspage({ ...shared, pageId: page.pageId, apiKey: page.apiKey }),
      ...createGoogleCalendar({ ...shared, calendarId: "trains", token: "calendar-token" }),
      ...createOpsgenie({ ...shared, apiKey, integrationKey, schedules: [] }),
      onCall: createJsmOps({ ...shared, cloudId, email, apiToken, schedules: [schedule] }).onCall,
      ...createGitHub({ ...shared, repository, token: github.token, owners: { path: "owners.csv" } }),
      ...createVersionProbe(shared),
      chat: memoryChat({ clock, groups: { "@depot-crew": [] } }),
      logBook: memoryLogBook({ clock }),
      journal,
    },
  };
}

/** Plans and applies, has what is planned reviewed, and conducts the next train until it has ended. */
async function oneTrain(context: ConductContext): Promise<string> {
  const { clock } = context;
  const range = span(clock.now(), "P2W");
  await all(apply(context, { range }));
  const train = timetable(line, [], range).trains.find(
    ({ status, cut = "" }) => status === "planned" && cut > clock.now(),
  );
  for (const window of timetable(line, [], range).windows.filter((one) => one.train === train?.id)) {
    const sent = await send(
      { line, clock, ports: context.ports },
      { act: "reviewWindow", by: "lead-3", window: window.id },
    );
    expect(sent).toMatchObject({ ok: true });
  }
  await all(apply(context, { range }));
  await all(
    conduct(context, { train: train?.id ?? "", untilEnded: true, everyMs: 6 * HOUR_MS, mirrorsEveryMs: 24 * HOUR_MS }),
  );
  return train?.id ?? "";
}

async function all<Item>(events: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const event of events) found.push(event);
  return found;
}

/** What matters once the train has arrived, without ids that chance has made. */
function outcome({ services, refused, pendingFaults }: Depot) {
  const { page, calendar, operations, pages, github, running } = services;
  return {
    refused: refused(),
    pendingFaults: pendingFaults(),
    notices: page
      .state()
      .incidents.map(({ name, status }) => `${String(name)}: ${String(status)}`)
      .toSorted(),
    components: page.state().components.map(({ status }) => status),
    events: calendar
      .state()
      .events.map(({ summary, status }) => `${String(summary)}: ${String(status)}`)
      .toSorted(),
    overrides: operations
      .state()
      .overrides.map(({ startDate, endDate }) => `${startDate} ${endDate}`)
      .toSorted(),
    alerts: pages.state().alerts.length,
    deployed: github
      .state()
      .runs.map(({ title, conclusion }) => `${title}: ${String(conclusion)}`)
      .toSorted(),
    tickets: github
      .state()
      .issues.map(({ title, state }) => `${title}: ${state}`)
      .toSorted(),
    running: Object.values(running.state().targets),
  };
}

const calm = worldOfDepot();
const arrived = oneTrain(botIn(calm, calm.fetch));

test("a bot plans, applies and conducts a train against all fakes, by their fetch", async () => {
  await arrived;
  const { refused, notices, components, events, overrides, alerts, deployed, tickets, running } = outcome(calm);
  expect(refused).toEqual([]);
  expect(notices).toEqual(["Bench one", "Lyon", "Quito"].map((name) => `Depot train D03.27: ${name}: completed`));
  expect(components).toEqual(["operational", "operational", "operational"]);
  expect(new Set(events).size).toBe(events.length);
  expect(new Set(overrides).size).toBe(overrides.length);
  expect(alerts).toBe(0);
  expect(deployed).toHaveLength(3);
  expect(tickets.filter((ticket) => ticket.endsWith("closed"))).toHaveLength(1);
  expect(running).toEqual(targets.map(() => expect.objectContaining({ version: "D03.27" })));
  expect(calm.calls().map(({ service }) => service)).toEqual(expect.arrayContaining(["page", "calendar", "running"]));
});

test("to plan changes nothing in it", async () => {
  await arrived;
  const before = calm.snapshot();
  const { operations } = await plan(botIn(calm, calm.fetch), { range: span(calm.clock.now(), "P1W") });
  expect(operations).toEqual([]);
  expect(calm.snapshot()).toEqual(before);
});

test("msw brings the bot into it unasked, and what goes wrong on the way is made good", async () => {
  await arrived;
  const world = worldOfDepot();
  const server = setupServer(http.all("*", ({ request }) => world.answer(request)));
  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());
  const isWrite = ({ method }: Request): boolean => method === "POST";
  world.failNext("page", "answerLost", isWrite);
  world.failNext("page", { status: 429, retryAfterSeconds: 30 }, isWrite);
  world.failNext("calendar", "requestLost", isWrite);
  world.failNext("calendar", { status: 503 }, isWrite);
  world.failNext("operations", "answerLost", isWrite);
  world.failNext("github", "answerLost", ({ method, url }) => method === "POST" && url.endsWith("/dispatches"));
  world.failNext("running", { status: 503 });
  world.slow("github", 700);
  await oneTrain(botIn(world));
  expect(outcome(world)).toEqual(outcome(calm));
});
