import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { createGitHub } from "@footplate/adapter-github";
import { createJsmOps } from "@footplate/adapter-jsm-ops";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { createStatuspage } from "@footplate/adapter-statuspage";
import { createVersionProbe } from "@footplate/adapter-version-http";
import type { Checkup, FootplateErrorCode } from "@footplate/core";
import { FootplateError } from "@footplate/core";
import type { HttpEvent } from "@footplate/http";
import { virtualClock } from "@footplate/testkit";
import { describe, expect, onTestFinished, test } from "vitest";
import { office } from "../ci/lines.ts";
import { roughServer, type Trouble } from "../support/rough-server.ts";
import { services } from "../support/services/all.ts";
import { CANARY, type Service } from "../support/services/service.ts";
import { cutChunks, hangUp, notHttp, resetAfter, silence, tooFewBytes } from "../sockets/trouble.ts";
import { everythingIn, formsOf } from "./leaks.ts";

const FORMS = formsOf(CANARY);

function expectNoSecret(value: unknown, what: string): void {
  const text = everythingIn(value);
  for (const form of FORMS) expect(text.includes(form), `${what} shows ${form}`).toBe(false);
}

/** What an `authorization` header carries, with or without the name of the account. */
function secretIn(told: string): string {
  const [scheme, value = ""] = told.split(" ");
  return scheme === "Basic" ? (atob(value).split(":")[1] ?? "") : value;
}

/** A service that tells everything it was told, in every place where a client may look. */
function echo(status: number, type: string): (request: Request) => Response {
  return (request) => {
    const told = request.headers.get("authorization") ?? "nobody";
    const secret = secretIn(told);
    const words = `${told} is not welcome at ${request.url}, ${secret}, ${encodeURIComponent(secret)}`;
    const body = {
      message: words,
      error: { message: words, errors: [{ reason: "x", message: words }], code: status },
      errors: [{ message: words, title: words, detail: words, resource: words, field: words, code: words }],
      error_description: words,
      title: words,
    };
    const headers = {
      "content-type": type,
      "x-request-id": words,
      "x-github-request-id": words,
      "retry-after": "1",
      location: `https://evil.example.com/?token=${secret}`,
      link: `<https://evil.example.com/?page=${secret}>; rel="next"`,
      "www-authenticate": words,
    };
    return new Response([204, 304].includes(status) ? null : JSON.stringify(body), { status, headers });
  };
}

/** Every code that was seen, so that a code that no case reaches is noticed. */
const codes = new Set<FootplateErrorCode>();

/** Runs all operations; each that fails, and all that was told meanwhile, is looked through. */
async function lookThrough(service: Service, settings: Parameters<Service["connect"]>[0], what: string): Promise<void> {
  const events: HttpEvent[] = [];
  const operations = service.connect({ ...settings, onEvent: (event) => events.push(event) });
  for (const { name, run } of operations) {
    const ended: unknown = await run().catch((error: unknown) => error);
    if (ended instanceof FootplateError) codes.add(ended.code);
    expectNoSecret(ended, `${what}, ${name}`);
  }
  expectNoSecret(events, `${what}, an event`);
  expect(events.length).toBeGreaterThan(0);
}

const STATUSES = [
  200, 201, 204, 302, 304, 400, 401, 402, 403, 404, 405, 408, 409, 410, 412, 413, 420, 422, 423, 429, 500, 503,
];

describe.each(Object.entries(services))("F62 %s", (adapter, make) => {
  test.each(STATUSES)("a service that answers %s and repeats the credential", async (status) => {
    for (const type of ["application/json", "text/html", "text/plain"]) {
      const service = await make();
      const { clock, basePath } = service;
      const answer = echo(status, type);
      await lookThrough(
        service,
        {
          baseUrl: `https://service.example.com${basePath}`,
          clock,
          random: () => 0,
          fetch: (input, init) => Promise.resolve(answer(new Request(input, init))),
        },
        `${status} ${type}`,
      );
    }
  });

  test("a fetch that throws the request itself, in every way a runtime may", async () => {
    const thrown: readonly ((request: Request) => unknown)[] = [
      (request) => Object.assign(new TypeError(`fetch failed: ${request.headers.get("authorization")}`), { request }),
      (request) =>
        new TypeError("fetch failed", {
          cause: Object.assign(new Error(`connect ${CANARY}`), { code: "ECONNREFUSED", request }),
        }),
      (request) => Object.assign(new Error("x"), { code: CANARY, headers: request.headers }),
      (request) => new AggregateError([new Error(String(request.headers.get("authorization")))], CANARY),
      (request) => request,
      () => CANARY,
      () => undefined,
    ];
    for (const [index, raise] of thrown.entries()) {
      const service = await make();
      const { clock, basePath } = service;
      const fetch: typeof globalThis.fetch = async (input, init) => {
        throw raise(new Request(input, init));
      };
      const baseUrl = `https://service.example.com${basePath}`;
      await lookThrough(service, { baseUrl, clock, random: () => 0, fetch }, `throw ${index}`);
    }
  });

  test("real sockets, which the runtime itself reports of", async () => {
    const troubles: readonly ((service: Service) => Trouble)[] = [
      () => resetAfter,
      () => hangUp,
      () => notHttp,
      () => cutChunks,
      () => tooFewBytes,
      ({ clock }) => silence(clock),
    ];
    for (const [index, trouble] of troubles.entries()) {
      const service = await make();
      const server = await roughServer(service.fetch);
      onTestFinished(server.close);
      server.trouble(() => true, trouble(service));
      const { clock, basePath } = service;
      const baseUrl = server.url + basePath;
      await lookThrough(service, { baseUrl, clock, random: () => 0, allowInsecureLoopback: true }, `socket ${index}`);
    }
  });

  test("what it holds and answers when all is well", async () => {
    const service = await make();
    const { clock, basePath, fetch } = service;
    const settings = { baseUrl: `https://service.example.com${basePath}`, clock, fetch, random: () => 0 };
    await lookThrough(service, settings, adapter);
  });
});

/** Every adapter's ports, under credentials that are easy to find. */
function portsWith(fetch: typeof globalThis.fetch): Readonly<Record<string, object>> {
  const shared = { fetch, clock: virtualClock("2026-11-23T12:00:00Z"), random: () => 0 };
  return {
    statuspage: createStatuspage({ ...shared, pageId: "page", apiKey: CANARY }),
    gcal: createGoogleCalendar({ ...shared, calendarId: "primary", token: CANARY }),
    opsgenie: createOpsgenie({ ...shared, apiKey: CANARY, integrationKey: `${CANARY}-2`, schedules: ["s"] }),
    "jsm-ops": createJsmOps({
      ...shared,
      cloudId: "cloud",
      email: "bot@example.com",
      apiToken: CANARY,
      integrationKey: `${CANARY}-2`,
    }),
    github: createGitHub({ ...shared, repository: { owner: "octo", name: "trains" }, token: CANARY }),
    "version-http": createVersionProbe({ ...shared, secret: CANARY, origins: ["https://client-a.example.com"] }),
  };
}

function isCheckup(value: unknown): value is Checkup {
  return typeof value === "object" && value !== null && "checks" in value;
}

describe("F62 what an adapter says of its own wiring", () => {
  test.each([200, 401, 403, 404, 429, 500])("where the service answers %s", async (status) => {
    const answer = echo(status, "application/json");
    let found = 0;
    for (const [adapter, ports] of Object.entries(
      portsWith((input, init) => Promise.resolve(answer(new Request(input, init)))),
    )) {
      expectNoSecret(ports, `${adapter}, its ports`);
      for (const port of Object.values(ports) as readonly object[]) {
        const checkup: unknown = "checkup" in port ? port.checkup : undefined;
        if (!isCheckup(checkup)) continue;
        expectNoSecret(checkup.permissions, adapter);
        for await (const check of checkup.checks(office)) {
          found += 1;
          expectNoSecret(check, `${adapter}, ${check.subject}`);
        }
      }
    }
    expect(found).toBeGreaterThan(0);
  });
});

test("F62 the cases reach every code that an adapter's answer can have", () => {
  const reached: readonly FootplateErrorCode[] = [
    "auth",
    "conflict",
    "forbidden",
    "invalid_input",
    "invalid_response",
    "not_found",
    "outcome_unknown",
    "protocol",
    "rate_limited",
    "timeout",
    "too_large",
    "unavailable",
    "unsupported",
  ];
  expect([...codes].toSorted()).toEqual(reached);
});
