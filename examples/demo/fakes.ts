/**
 * Everything that a train touches, in a process of its own, as real HTTP servers on loopback: a status page, a calendar, an
 * on-call service, a repository with workflows, a chat. A second port is the way behind them: it moves their clock, breaks
 * things, and shows what they hold. Ends when its standard input ends.
 */
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { fakeGitHub } from "@footplate/adapter-github/testing";
import { fakeOpsgenie } from "@footplate/adapter-opsgenie/testing";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import { epochMs } from "@footplate/core";
import { serve } from "@footplate/testkit/node";
import type { Broken, FakesSettings } from "./control.ts";
import { fakeChat } from "./fake-chat.ts";

const RUN_MS = 240_000;

const settings: FakesSettings = JSON.parse(process.argv[2] ?? "{}");
let nowMs = epochMs(settings.now);
const now = (): number => nowMs;

const page = fakeStatuspage({
  now,
  pageId: settings.pageId,
  apiKey: settings.apiKey,
  components: settings.components,
  lagMs: 5_000,
});
const calendars = fakeGoogleCalendar({ now, calendars: settings.calendars, token: settings.token, lagMs: 2_000 });

const { apiKey, integrationKey, people, schedules } = settings.onCall ?? {
  apiKey: "no-key",
  people: [],
  schedules: [],
};
const onCall = fakeOpsgenie({
  now,
  apiKey,
  ...(integrationKey !== undefined && { integrationKey }),
  users: people.map((id) => ({ id, username: `${id}@example.com` })),
  schedules: schedules.map((id) => ({ id, rotations: [] })),
  lagMs: 2_000,
});

const { token, members, environments, files } = settings.github ?? {
  token: "no-token",
  members: [],
  environments: [],
  files: {},
};
const broken: Broken[] = [];
const github = fakeGitHub({
  now,
  token,
  members,
  lagMs: 2_000,
  code: { files },
  actions: {
    workflows: environments.map(({ name, workflow }) => ({
      file: workflow,
      environment: name,
      runMs: RUN_MS,
      outcome: ({ inputs }) => (isBroken(name, inputs["services"]) ? "failure" : "success"),
    })),
  },
});
for (const { name, version, services } of environments) {
  const deployment = github.deployments.add({ environment: name, payload: { version, services } });
  github.deployments.setState(deployment, "success");
}

function isBroken(environment: string, services = "{}"): boolean {
  const deployed: Readonly<Record<string, unknown>> = JSON.parse(services);
  return broken.some((one) => one.environment === environment && deployed[one.service] === one.version);
}

const chat = fakeChat(now, settings.chat?.token ?? crypto.randomUUID());

let withheld = false;
let release: () => void = () => undefined;
let given = Promise.resolve();

/** A dispatch is done, and its answer may keep the caller waiting. */
async function dispatching(request: Request): Promise<Response> {
  const answer = await github.fetch(request);
  await given;
  return answer;
}

/** Each service by its paths, as if each had a host of its own. */
function service(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/v1/pages/")) return page.fetch(request);
  if (pathname.startsWith("/v2/")) return onCall.fetch(request);
  if (pathname.startsWith("/chat/")) return chat.fetch(request);
  if (!pathname.startsWith("/repos/")) return calendars.fetch(request);
  return pathname.endsWith("/dispatches") ? dispatching(request) : github.fetch(request);
}

async function control(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const body = request.method === "POST" ? await request.json() : {};
  switch (`${request.method} ${pathname}`) {
    case "POST /clock":
      nowMs += Math.max(0, Number(body.advanceMs));
      return Response.json({ nowMs });
    case "GET /clock":
      return Response.json({ nowMs });
    case "POST /break":
      broken.push(body);
      return Response.json({});
    case "POST /withhold":
      withhold(body.withheld === true);
      return Response.json({});
    case "POST /acknowledge":
      onCall.person.acknowledge(body.alias, body.user);
      return Response.json({});
    case "GET /state":
      return Response.json(state());
    default:
      return new Response("not found", { status: 404 });
  }
}

function withhold(on: boolean): void {
  if (on === withheld) return;
  withheld = on;
  release();
  if (on) given = new Promise((resolve) => (release = resolve));
}

function state(): object {
  return {
    statuspage: page.state(),
    calendar: calendars.state(),
    opsgenie: onCall.state(),
    github: github.state(),
    chat: chat.state(),
  };
}

async function start(): Promise<void> {
  const services = await serve(service);
  const behind = await serve(control);
  process.stdout.write(`${JSON.stringify({ services: services.url, control: behind.url })}\n`);
  process.stdin.resume();
  process.stdin.once("end", () => {
    void Promise.all([services.close(), behind.close()]);
  });
}

void start();
