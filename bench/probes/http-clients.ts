import { type DeployOrder, instant } from "@footplate/core";
import type { createGoogleCalendar } from "@footplate/adapter-gcal";
import type { createGitHub } from "@footplate/adapter-github";
import type { createHttp, Schema } from "@footplate/http";
import { installed, peer } from "./peer.ts";

/** Fetches and reads one thing once. */
export type Once = () => Promise<unknown>;
/** What is asked for: a page of runs, one run, a list of events, a small thing. */
export type What = "runs" | "run" | "events" | "small";

const paths: Readonly<Record<What, string>> = {
  runs: "repos/octo/trains/actions/workflows/deploy.yml/runs",
  run: "repos/octo/trains/actions/runs/2",
  events: "calendars/trains/events",
  small: "small",
};

export async function raw(origin: string, what: What): Promise<Once> {
  return async () => JSON.parse(await (await fetch(`${origin}/${paths[what]}`)).text()) as unknown;
}

export async function ours(origin: string, what: What): Promise<Once> {
  const settings = { baseUrl: `${origin}/`, allowInsecureLoopback: true };
  if (what === "runs" || what === "run") {
    const { createGitHub: create } = await installed<{ readonly createGitHub: typeof createGitHub }>(
      "@footplate/adapter-github",
    );
    const repository = { owner: "octo", name: "trains" };
    const { deployRunner } = create({ ...settings, repository, token: "t", actions: { searchMs: 3_650 * 86_400_000 } });
    // An order that no decision made: it only says what to look for.
    const order = { id: "none-has-it", refs: { github: { workflow: "deploy.yml" } } } as unknown as DeployOrder;
    return what === "run" ? () => deployRunner.read("2") : () => deployRunner.find(order);
  }
  if (what === "events") {
    const { createGoogleCalendar: create } = await installed<{
      readonly createGoogleCalendar: typeof createGoogleCalendar;
    }>("@footplate/adapter-gcal");
    const { calendar } = create({ ...settings, calendarId: "trains", token: "t" });
    const range = { start: instant("2026-11-01T00:00:00Z"), end: instant("2026-12-01T00:00:00Z") };
    return () => calendar.list(range);
  }
  const { createHttp: create } = await installed<{ readonly createHttp: typeof createHttp }>("@footplate/http");
  const http = create({ ...settings, adapter: "bench" });
  const schema = (await shapes(true)).small as unknown as Schema<unknown>;
  return () => http.request({ method: "GET", path: paths.small, schema });
}

export async function kyZod(origin: string, what: What): Promise<Once> {
  interface Ky {
    get(url: string): { json(): Promise<unknown> };
  }
  const { default: ky } = await peer<{ readonly default: Ky }>("ky");
  const schema = (await shapes(false))[what];
  return async () => schema.parse(await ky.get(`${origin}/${paths[what]}`).json());
}

export async function octokitCore(origin: string, what: What): Promise<Once> {
  return octokitLike("@octokit/core", origin, what);
}

export async function octokit(origin: string, what: What): Promise<Once> {
  return octokitLike("octokit", origin, what);
}

async function octokitLike(name: string, origin: string, what: What): Promise<Once> {
  interface Client {
    request(route: string): Promise<unknown>;
  }
  const { Octokit } = await peer<{ readonly Octokit: new (options: object) => Client }>(name);
  const client = new Octokit({ baseUrl: origin, auth: "t" });
  return () => client.request(`GET /${paths[what]}`);
}

export async function googleCalendar(origin: string): Promise<Once> {
  interface Client {
    readonly events: { list(what: object): Promise<unknown> };
  }
  const google = await peer<{ calendar(options: object): Client }>("@googleapis/calendar");
  const client = google.calendar({ version: "v3", rootUrl: `${origin}/`, auth: "key" });
  return () => client.events.list({ calendarId: "trains" });
}

interface Zod {
  object(shape: Readonly<Record<string, unknown>>): unknown;
  array(of: unknown): unknown;
  string(): unknown;
  number(): unknown;
  nullable(of: unknown): unknown;
  optional(of: unknown): unknown;
}

/** What of each answer is wanted: as much as our adapters want. */
async function shapes(mini: boolean): Promise<Readonly<Record<What, { parse(value: unknown): unknown }>>> {
  const z = await peer<Zod>(mini ? "zod/mini" : "zod");
  const text = z.string();
  const run = z.object({
    id: z.number(),
    event: text,
    display_title: z.nullable(text),
    status: z.nullable(text),
    conclusion: z.nullable(text),
    run_attempt: z.number(),
    html_url: text,
    created_at: text,
    updated_at: text,
  });
  const time = z.object({ dateTime: text });
  const event = z.object({
    id: text,
    status: text,
    etag: text,
    summary: text,
    description: text,
    start: time,
    end: time,
  });
  return {
    runs: z.object({ total_count: z.number(), workflow_runs: z.array(run) }),
    run,
    events: z.object({ items: z.array(event) }),
    small: z.object({ id: z.number(), state: text, title: text, url: text }),
  } as Readonly<Record<What, { parse(value: unknown): unknown }>>;
}
