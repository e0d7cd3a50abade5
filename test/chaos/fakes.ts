/**
 * The services, in a process of their own: they outlive whoever is killed, and hold a write up, before or after it is
 * done, when they are told to. They keep the time of the world in a file. Ends when its standard input ends.
 */
import { setTimeout as pause } from "node:timers/promises";
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { fakeGitHub } from "@footplate/adapter-github/testing";
import { fakeOpsgenie } from "@footplate/adapter-opsgenie/testing";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import { epochMs } from "@footplate/core";
import { serve } from "@footplate/testkit/node";
import { fakeChat } from "../../examples/demo/fake-chat.ts";
import { ferry } from "./lines.ts";
import type { Hold, ServicesSettings } from "./services.ts";
import { clockFile } from "./shared-clock.ts";
import { calendarId, ownersFile, pageId, schedule } from "./wiring.ts";

const RUN_MS = 240_000;
/** Longest pause for a sleep, however long, in milliseconds. */
const MOST_PAUSE_MS = 60;

const settings: ServicesSettings = JSON.parse(process.argv[2] ?? "{}");
const { keys } = settings;
const time = clockFile(settings.clock, "w+");
let wallMs = epochMs(settings.now);
let monotonicMs = 1_000_000;
time.write(wallMs, monotonicMs);
const now = (): number => wallMs;

const targets = ferry.stops.flatMap((stop) => stop.targets);
const idOf = (of: (typeof targets)[number], kind: string, name: string): string => {
  const id = of.refs?.[kind]?.[name];
  return typeof id === "string" ? id : "nothing";
};
const page = fakeStatuspage({
  now,
  pageId,
  apiKey: keys.statuspage,
  components: targets.map((target) => ({ id: idOf(target, "statuspage", "componentId"), name: target.name })),
  lagMs: 5_000,
});
const calendar = fakeGoogleCalendar({
  now,
  calendars: [{ id: calendarId, timeZone: ferry.zone }],
  token: keys.calendar,
  lagMs: 2_000,
});
const onCall = fakeOpsgenie({
  now,
  apiKey: keys.onCall,
  integrationKey: keys.pager,
  users: ferry.people.map(({ id }) => ({ id: `user-${id}`, username: `${id}@example.com` })),
  schedules: [{ id: schedule, rotations: [] }],
  lagMs: 2_000,
});
const services = Object.fromEntries(ferry.services.map(({ id, version = "" }) => [id, version]));
const owners = ferry.services.map(({ id, owner = "", ownerConfirmed = "" }) => `${id},${owner},${ownerConfirmed}`);
const github = fakeGitHub({
  now,
  token: keys.github,
  members: ferry.people.map(({ id }) => id),
  lagMs: 2_000,
  code: { files: { [ownersFile]: `component,owners,confirmed\n${owners.join("\n")}\n` } },
  actions: {
    workflows: targets.map((target) => ({
      file: idOf(target, "github", "workflow"),
      environment: idOf(target, "github", "environment"),
      runMs: RUN_MS,
      outcome: () => "success",
    })),
  },
});
for (const target of targets) {
  const environment = idOf(target, "github", "environment");
  const id = github.deployments.add({ environment, payload: { version: "F00-26", services } });
  github.deployments.setState(id, "success");
}
const chat = fakeChat(now, keys.chat);

let writes = 0;
let hold: (Hold & { readonly atWrite: number }) | undefined;
let letGo: (drop: boolean) => void = () => undefined;

function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/v1/pages/")) return page.fetch(request);
  if (pathname.startsWith("/v2/")) return onCall.fetch(request);
  if (pathname.startsWith("/chat/")) return chat.fetch(request);
  return pathname.startsWith("/repos/") ? github.fetch(request) : calendar.fetch(request);
}

function isWrite({ method, url }: Request): boolean {
  return method !== "GET" && method !== "HEAD" && !url.endsWith("/freeBusy");
}

async function service(request: Request): Promise<Response> {
  if (!isWrite(request)) return answer(request);
  if (hold === undefined || writes + 1 !== hold.atWrite) return written(request);
  const { when } = hold;
  hold = undefined;
  const done = when === "after" ? await written(request) : undefined;
  const held = new Promise<boolean>((resolve) => (letGo = resolve));
  tell({ held: { method: request.method, when } });
  const dropped = await held;
  return done ?? (dropped ? new Response("gone", { status: 503 }) : written(request));
}

async function written(request: Request): Promise<Response> {
  const response = await answer(request);
  if (response.ok) writes += 1;
  return response;
}

function move(ms: number): void {
  monotonicMs += Math.max(0, ms);
  wallMs += ms;
  time.write(wallMs, monotonicMs);
}

async function control(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const body = request.method === "POST" ? await request.json() : {};
  switch (pathname) {
    case "/sleep": {
      const ms = Number(body.untilMs) - monotonicMs;
      if (settings.pace !== undefined) await pause(Math.min(MOST_PAUSE_MS, ms / settings.pace));
      // Others may have slept meanwhile.
      move(Math.max(0, Number(body.untilMs) - monotonicMs));
      return Response.json({});
    }
    case "/advance":
      move(Number(body.ms));
      return Response.json({});
    case "/jump":
      wallMs += Number(body.ms);
      time.write(wallMs, monotonicMs);
      return Response.json({});
    case "/hold":
      hold = { ...body, atWrite: writes + Number(body.write) };
      return Response.json({});
    case "/release":
      hold = undefined;
      letGo(body.drop === true);
      return Response.json({});
    case "/writes":
      return Response.json({ writes, wallMs });
    case "/state":
      return Response.json({
        statuspage: page.state(),
        calendar: calendar.state(),
        opsgenie: onCall.state(),
        github: { ...github.state(), calls: [] },
        chat: chat.state(),
      });
    default:
      return new Response("not found", { status: 404 });
  }
}

function tell(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

async function start(): Promise<void> {
  const [front, behind] = [await serve(service), await serve(control)];
  tell({ services: front.url, control: behind.url });
  process.stdin.resume();
  process.stdin.once("end", () => {
    letGo(true);
    void Promise.all([front.close(), behind.close()]).then(() => process.exit(0));
  });
}

void start();
