import { FootplateError } from "@footplate/core";
import { expect } from "vitest";
import { type RoughServer, roughServer, type Trouble } from "../support/rough-server.ts";
import { services } from "../support/services/all.ts";
import type { Operation, Service } from "../support/services/service.ts";

/** What became of one operation. */
export interface Outcome {
  /** `done` when it succeeded. */
  readonly code: string;
  readonly written?: "no" | "maybe";
  readonly retryAfterMs?: number;
  /** How often the server was asked to do the work. */
  readonly hits: number;
}

/** What is expected of reads, of writes, and of asking by a method that is not GET. */
export interface Expected {
  readonly read: Outcome;
  readonly write: Outcome;
  /** @default as a read */
  readonly ask?: Outcome;
}

/** What is different from what is usual, by `adapter/operation`, or by adapter for all of its operations. */
export type Differences = Readonly<Record<string, { readonly [Field in keyof Outcome]?: Outcome[Field] | undefined }>>;

/** Makes trouble; the clock is the one that the adapter goes by. */
export type MakeTrouble = (service: Service, server: RoughServer) => Trouble;

/** What every operation of an adapter comes to under some trouble, by its name. */
export async function attemptAll(
  adapter: string,
  make: MakeTrouble,
  wanted: (operation: Operation) => boolean = () => true,
): Promise<Readonly<Record<string, Outcome>>> {
  const names = (await operationsOf(adapter)).filter(wanted).map(({ name }) => name);
  const outcomes = await Promise.all(names.map(async (name) => [name, await attempt(adapter, name, make)] as const));
  return Object.fromEntries(outcomes);
}

/** The outcomes that are expected of the same operations. */
export async function expectedOf(
  adapter: string,
  expected: Expected,
  but: Differences = {},
  wanted: (operation: Operation) => boolean = () => true,
): Promise<Readonly<Record<string, unknown>>> {
  const operations = await operationsOf(adapter);
  return Object.fromEntries(
    operations.filter(wanted).map(({ name, kind }) => {
      const { read, write, ask = read } = expected;
      const usual = kind === "write" ? write : kind === "ask" ? ask : read;
      const { written, ...rest } = { ...usual, ...but[adapter], ...but[`${adapter}/${name}`] };
      // Only a write says whether it was done.
      return [name, { ...rest, ...(kind === "write" && written !== undefined && { written }) }];
    }),
  );
}

const known = new Map<string, Promise<readonly Operation[]>>();

/** What an adapter can do, for its names and kinds. */
function operationsOf(adapter: string): Promise<readonly Operation[]> {
  const found = known.get(adapter) ?? open(adapter, "https://fake.example.com").then(({ operations }) => operations);
  known.set(adapter, found);
  return found;
}

async function open(adapter: string, url: string) {
  const make = services[adapter];
  if (make === undefined) throw new Error(`there is no ${adapter}`);
  const service = await make();
  const operations = service.connect({
    baseUrl: url + service.basePath,
    allowInsecureLoopback: true,
    clock: service.clock,
    random: () => 0,
  });
  return { service, operations };
}

async function attempt(adapter: string, name: string, make: MakeTrouble): Promise<Outcome> {
  let fake: typeof fetch = () => Promise.reject(new Error("not yet"));
  const server = await roughServer((input, init) => fake(input, init));
  try {
    const { service, operations } = await open(adapter, server.url);
    fake = service.fetch;
    const operation = operations.find((one) => one.name === name);
    if (operation === undefined) throw new Error(`${adapter} has no ${name}`);
    server.trouble(operation.aim, make(service, server));
    const before = service.made();
    const result: unknown = await operation.run().then(
      () => undefined,
      (error: unknown) => error,
    );
    const outcome = outcomeOf(result, server.hits());
    // What was processed is never said not to be, and never done twice.
    if (operation.kind === "write") {
      expect(service.made() - before, `${name} made`).toBeLessThanOrEqual(1);
      if (server.processed() > 0 && outcome.code !== "done") expect(outcome.written, `${name} written`).toBe("maybe");
    }
    return outcome;
  } finally {
    await server.close();
  }
}

function outcomeOf(result: unknown, hits: number): Outcome {
  if (result === undefined) return { code: "done", hits };
  if (!(result instanceof FootplateError)) throw new Error("not an error of ours", { cause: result });
  const { code, written, retryAfterMs } = result;
  return { code, ...(written !== undefined && { written }), ...(retryAfterMs !== undefined && { retryAfterMs }), hits };
}
