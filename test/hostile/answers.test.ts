import { FootplateError } from "@footplate/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { services } from "../support/services/all.ts";
import type { Operation, Service } from "../support/services/service.ts";
import { hostileJson, mutated, UNPRINTABLE } from "./texts.ts";

/** What an answer is replaced by, from the true one. */
type Change = (answer: Response, request: Request) => Promise<Response>;

interface Between {
  readonly service: Service;
  readonly operations: readonly Operation[];
  /** From now on the request that does the work is answered so. */
  change: Change | undefined;
  aim: (request: Request) => boolean;
}

async function between(make: () => Promise<Service>): Promise<Between> {
  const service = await make();
  const here: Between = { service, operations: [], change: undefined, aim: () => false };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const answer = await service.fetch(request.clone());
    return here.change !== undefined && here.aim(request) ? here.change(answer, request) : answer;
  };
  const { clock, basePath } = service;
  const baseUrl = `https://service.example.com${basePath}`;
  return Object.assign(here, { operations: service.connect({ baseUrl, fetch, clock, random: () => 0 }) });
}

/** Runs an operation whose answer is changed; anything but a value or our own error fails the test. */
async function outcome(make: () => Promise<Service>, name: string, change: Change): Promise<unknown> {
  const here = await between(make);
  const operation = here.operations.find((one) => one.name === name);
  if (operation === undefined) throw new Error(`there is no ${name}`);
  here.change = change;
  here.aim = operation.aim;
  const ended: unknown = await operation.run().catch((error: unknown) => {
    if (error instanceof FootplateError) return error;
    throw new Error(`${name} threw ${error instanceof Error ? error.stack : "something else"}`);
  });
  if (ended instanceof FootplateError) {
    expect(`${ended.message}${ended.hint ?? ""}${ended.requestId ?? ""}`).not.toMatch(UNPRINTABLE);
    expect(JSON.stringify(ended).length).toBeLessThan(10_000);
  }
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  return ended;
}

/** The rows of a list, each replaced by the same thing; the true answer where it has none. */
function withRows(document: unknown, row: unknown): unknown {
  if (Array.isArray(document)) return document.map(() => row);
  if (typeof document !== "object" || document === null) return document;
  return Object.fromEntries(
    Object.entries(document).map(([key, value]: [string, unknown]) => [
      key,
      Array.isArray(value) ? value.map(() => row) : value,
    ]),
  );
}

const LISTS = [
  ["statuspage", "noticeBoard.list"],
  ["gcal", "calendar.list"],
  ["opsgenie", "overrides.list"],
  ["jsm-ops", "overrides.list"],
  ["github", "trainTickets.list"],
] as const;

describe.each(LISTS)("F10 F31 %s %s", (adapter, name) => {
  const rows = [null, 7, "text", true, [], {}, { id: 7 }, { id: null }, { id: "" }, { id: "x" }, { __proto__: null }];

  test.each(rows.map((row) => [JSON.stringify(row), row] as const))(
    "a row like %s never proves that nothing is there",
    async (_text, row) => {
      const make = services[adapter];
      if (make === undefined) throw new Error(`there is no ${adapter}`);
      const truth = await outcome(make, name, async (answer) => answer);
      expect(truth).toMatchObject({ complete: true, held: [expect.anything()] });
      const found = await outcome(make, name, async (answer) => Response.json(withRows(await answer.json(), row)));
      if (!(found instanceof FootplateError)) expect(found).toMatchObject({ complete: false });
    },
  );
});

const operations = await Promise.all(
  Object.entries(services).map(async ([adapter, make]) => {
    const { operations: found } = await between(make);
    return found
      .filter(({ bodyless }) => bodyless !== true)
      .map(({ name }) => [`${adapter} ${name}`, make, name] as const);
  }),
);

describe.each(operations.flat())("F10 F57 %s", (_title, make, name) => {
  test("an answer with something wrong in it is used in part, or refused as ours", async () => {
    let truth: unknown;
    await outcome(make, name, async (answer) => {
      truth = answer.status === 204 ? {} : await answer.clone().json();
      return answer;
    });
    await fc.assert(
      fc.asyncProperty(mutated(truth), async (document) => {
        await outcome(make, name, async ({ status }) =>
          Response.json(document, { status: status === 204 ? 200 : status }),
        );
      }),
      { numRuns: 10 },
    );
  });

  test("an answer that is any JSON, with a message for an error or not, ends in a value or in our error", async () => {
    const status = fc.constantFrom(200, 201, 202, 400, 402, 403, 404, 409, 410, 412, 422, 429, 500);
    await fc.assert(
      fc.asyncProperty(hostileJson, status, async (document, code) => {
        await outcome(make, name, async () => Response.json(document, { status: code }));
      }),
      { numRuns: 10 },
    );
  });

  test("members that reach for prototypes reach nothing", async () => {
    const text =
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"id":"x","data":{"__proto__":{"polluted":1}}}';
    for (const body of [text, `[${text}]`, `{"data":${text},"error":${text}}`]) {
      await outcome(make, name, async () => new Response(body, { headers: { "content-type": "application/json" } }));
    }
  });
});
