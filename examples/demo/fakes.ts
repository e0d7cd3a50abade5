/**
 * A status page, a calendar and an on-call service in a process of their own, as real HTTP servers on loopback. A second port is the way
 * behind them: it moves their clock and shows what they hold. Ends when its standard input ends.
 */
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { fakeOpsgenie } from "@footplate/adapter-opsgenie/testing";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import { epochMs } from "@footplate/core";
import { serve } from "@footplate/testkit/node";
import type { FakesSettings } from "./control.ts";

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

const { apiKey, people, schedules } = settings.onCall ?? { apiKey: "no-key", people: [], schedules: [] };
const onCall = fakeOpsgenie({
  now,
  apiKey,
  users: people.map((id) => ({ id, username: `${id}@example.com` })),
  schedules: schedules.map((id) => ({ id, rotations: [] })),
  lagMs: 2_000,
});

/** Each service by its paths, as if each had a host of its own. */
function service(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/v1/pages/")) return page.fetch(request);
  return pathname.startsWith("/v2/") ? onCall.fetch(request) : calendars.fetch(request);
}

async function control(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/clock" && request.method === "POST") {
    const { advanceMs }: { readonly advanceMs: number } = await request.json();
    nowMs += Math.max(0, advanceMs);
    return Response.json({ nowMs });
  }
  if (pathname === "/clock") return Response.json({ nowMs });
  if (pathname === "/state")
    return Response.json({ statuspage: page.state(), calendar: calendars.state(), opsgenie: onCall.state() });
  return new Response("not found", { status: 404 });
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
