import { inspect } from "node:util";
import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { createGitHub } from "@footplate/adapter-github";
import { createJsmOps } from "@footplate/adapter-jsm-ops";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { createStatuspage } from "@footplate/adapter-statuspage";
import { createVersionProbe } from "@footplate/adapter-version-http";
import { virtualClock } from "@footplate/testkit";
import { type Canaries, finder } from "./canaries.ts";

/** What was said while services gave everything back that they got, and how many texts of it held a credential. */
export interface Spoken {
  readonly texts: number;
  readonly found: number;
  /** Requests that carried a credential, as they should: with none, nothing was tried. */
  readonly carried: number;
}

type Fetch = (request: Request) => Promise<Response>;

/** Services that show in their answers, or in what is thrown, all that they got. */
const tellTales: Readonly<Record<string, Fetch>> = {
  "an error that repeats the request": async (request) => answer(500, await repeated(request)),
  "a refusal that repeats it": async (request) => answer(401, await repeated(request)),
  "too fast, repeated": async (request) => answer(429, await repeated(request), { "retry-after": "1" }),
  "a page instead of data": async (request) => answer(200, await repeated(request), { "content-type": "text/html" }),
  "data that is cut off": async (request) => answer(200, `{"seen":${JSON.stringify(await repeated(request))}`),
  "data of another shape": async (request) => answer(200, JSON.stringify([await repeated(request)])),
  "a way elsewhere": async (request) =>
    answer(302, "", { location: `https://elsewhere.example/?seen=${encodeURIComponent(await repeated(request))}` }),
  "a broken connection": async (request) => {
    const seen = await repeated(request);
    throw new TypeError("fetch failed", { cause: Object.assign(new Error(`reset after ${seen}`), { request, seen }) });
  },
};

async function repeated(request: Request): Promise<string> {
  return JSON.stringify([[...request.headers], request.url, await request.text()]);
}

function answer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, { status, headers: { "content-type": "application/json", ...headers } });
}

/** Every method of every adapter, with credentials that are watched, against every tell-tale. */
export async function speak(keys: Canaries): Promise<Spoken> {
  const leaks = finder(keys);
  const texts: string[] = [];
  let carried = 0;
  // A line end makes a credential that no request can carry; the refusal must not repeat it.
  for (const [own, services] of [
    [keys, Object.values(tellTales)],
    [bent(keys), Object.values(tellTales).slice(0, 1)],
  ] as const) {
    for (const tellTale of services) {
      const listening: Fetch = (request) => {
        if (leaks(JSON.stringify([...request.headers])) > 0) carried += 1;
        return tellTale(request);
      };
      for (const make of adapters(own, listening, (event) => texts.push(...forms(event)))) {
        const made = await outcome(make);
        texts.push(...forms(made));
        for (const method of methodsOf(made)) texts.push(...forms(await outcome(method)));
      }
    }
  }
  return { texts: texts.length, found: texts.filter((text) => leaks(text) > 0).length, carried };
}

function bent(keys: Canaries): Canaries {
  return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, `${String(key)}\n`])) as never;
}

function adapters(keys: Canaries, fetch: Fetch, onEvent: (event: unknown) => void): readonly (() => object)[] {
  const whole: typeof globalThis.fetch = (input, init) => fetch(new Request(input, init));
  const shared = () => ({ fetch: whole, clock: virtualClock("2026-11-23T08:00:00Z"), onEvent });
  const { onCall: apiKey, pager: integrationKey } = keys;
  const schedules = ["crew"];
  return [
    () => createStatuspage({ ...shared(), pageId: "chaospage001", apiKey: keys.statuspage }),
    () => createGoogleCalendar({ ...shared(), calendarId: "a@calendars.example", token: keys.calendar }),
    () => createOpsgenie({ ...shared(), apiKey, integrationKey, schedules }),
    () => createJsmOps({ ...shared(), cloudId: CLOUD, email: "bot@example.com", apiToken: apiKey, integrationKey }),
    () => createJsmOps({ ...shared(), cloudId: CLOUD, token: apiKey, integrationKey, schedules }),
    () => createGitHub({ ...shared(), repository: { owner: "octo", name: "trains" }, token: keys.github }),
    () => createVersionProbe({ ...shared(), secret: keys.chat, origins: ["https://version.example"] }),
  ];
}

const CLOUD = "11111111-2222-4333-8444-555555555555";
const REFS = {
  github: { workflow: "deploy.yml", environment: "stage" },
  "version-http": { url: "https://version.example/version" },
};
const MARK = { key: "ferry/e.0/test/stage/primary", generation: 1, nonce: "n1", facts: 0 };
const MOMENT = "2026-11-23T09:45:00Z";
/** What a method is called with; a call that fits nowhere is refused, and the refusal is looked at as well. */
const ARGUMENTS: readonly (readonly unknown[])[] = [
  ["stagetest001", MARK, { timeoutMs: 5_000 }],
  ["crew", MOMENT, { timeoutMs: 5_000 }],
  [{ start: MOMENT, end: "2026-11-24T00:00:00Z" }, { timeoutMs: 5_000 }],
  [{ target: "test/stage", refs: REFS, version: "F48-26", order: "o1", services: {} }, { timeoutMs: 5_000 }],
  [{ schedule: "crew", person: "p", start: MOMENT, end: "2026-11-23T15:45:00Z", rotations: [] }, MARK, {}],
  [{ key: "k1", message: "call", to: [{ type: "person", id: "p" }] }, { timeoutMs: 5_000 }],
];

/** All functions of the ports, groups such as `overrides` included. */
function methodsOf(made: unknown): readonly (() => unknown)[] {
  if (typeof made !== "object" || made === null) return [];
  return Object.values(made).flatMap((member: unknown) =>
    typeof member === "function"
      ? ARGUMENTS.map((args) => () => Reflect.apply(member, undefined, args) as unknown)
      : methodsOf(member),
  );
}

/** What comes of a call, whichever way; of a sequence, its first members. */
async function outcome(call: () => unknown): Promise<unknown> {
  try {
    const result = await call();
    if (typeof result !== "object" || result === null || !(Symbol.asyncIterator in result)) return result;
    const members: unknown[] = [];
    for await (const member of result as AsyncIterable<unknown>) if (members.push(member) > 20) break;
    return members;
  } catch (error) {
    return error;
  }
}

/** Every form in which somebody may show it. */
function forms(value: unknown): readonly string[] {
  const shown = [inspect(value, { depth: Infinity, showHidden: true, getters: true })];
  for (const form of [() => JSON.stringify(value), () => String(value), () => inspect(structuredClone(value))]) {
    try {
      shown.push(form() ?? "");
    } catch {
      // What cannot be shown in this form cannot leak in it.
    }
  }
  for (let one = value; one instanceof Error; one = one.cause) shown.push(one.message, one.stack ?? "", inspect(one));
  return shown;
}
