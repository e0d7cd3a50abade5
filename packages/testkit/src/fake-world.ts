import { fromEpochMs, type Instant, type InstantLike } from "@footplate/core";
import { problem, refuse } from "./memory-input.ts";
import { type JournalDump, memoryJournal, type MemoryJournal } from "./memory-journal.ts";
import { broken, isBroken, isUnreachable, nobodyThere } from "./world-network.ts";
import { virtualClock, type VirtualClock } from "./virtual-clock.ts";

/** A pretended service: any fake of an adapter's `./testing`, or one of your own. */
export interface FakeService {
  fetch(request: Request): Promise<Response>;
  /** Where it answers, each as `https://host`. */
  readonly origins: readonly string[];
  /** Everything it holds, as JSON. What it calls `calls` is left out of snapshots. */
  state(): object;
}

/**
 * What goes wrong between a bot and a service: the connection breaks before the service gets the request or after it
 * did what was asked, or something in front of the service refuses.
 */
export type ServiceFault =
  | "requestLost"
  | "answerLost"
  | {
      /** Such as 429 or 503. */
      readonly status: number;
      /** How long to stay away, in seconds. @default not said */
      readonly retryAfterSeconds?: number;
    };

/** One request that left the bot. */
export interface WorldCall {
  /** Name of the service. Absent: nobody answers there. */
  readonly service?: string;
  readonly method: string;
  /** Without its query. */
  readonly url: string;
  readonly at: Instant;
  /** Absent when it got no answer. */
  readonly status?: number;
  /** What went wrong on purpose. */
  readonly fault?: ServiceFault;
}

/** Everything that is there, as JSON, without what was only asked. */
export interface WorldSnapshot {
  readonly now: Instant;
  /** What each service holds, by its name. */
  readonly services: Readonly<Record<string, object>>;
  readonly journal: JournalDump;
}

/** What a world is made from. */
export interface FakeWorldOptions<Services> {
  /** When it begins. */
  readonly start: InstantLike;
  /** Makes the services, by name. Give each the clock of the world. */
  services(clock: { readonly now: () => number }): Services;
}

/** Pretended services behind one `fetch`, with one clock and a journal: all that a bot touches. */
export interface FakeWorld<Services> {
  readonly clock: VirtualClock;
  readonly journal: MemoryJournal;
  readonly services: Services;
  /** Answers for every origin of a service, and refuses all others. It never touches the network. */
  readonly fetch: typeof fetch;
  /** The same for what stands in front of it, such as msw: where a connection breaks it gives `Response.error()`. */
  answer(request: Request): Promise<Response>;
  /** All requests of all services, oldest first. */
  calls(): readonly WorldCall[];
  /** Why requests were refused that went to nobody. An adapter may keep it to itself: hold it against an empty list. */
  refused(): readonly string[];
  /** A copy to compare with another. */
  snapshot(): WorldSnapshot;
  /** Makes the next request to a service go wrong for which `aim` is true; several faults, one after the other. @default any */
  failNext(service: keyof Services & string, fault: ServiceFault, aim?: (request: Request) => boolean): void;
  /** Faults that were asked for and have not happened yet. */
  pendingFaults(): readonly ServiceFault[];
  /** From now on each answer of a service takes so long, by the clock of the world, in milliseconds. */
  slow(service: keyof Services & string, ms: number): void;
}

/**
 * A world for the test of a bot. Throws `invalid_input` where two services answer at one origin.
 *
 * @example
 * const world = fakeWorld({ start: "2026-11-23T08:00:00Z", services: ({ now }) => ({ page: fakeStatuspage({ now }) }) });
 * const { noticeBoard } = createStatuspage({ ...keys, clock: world.clock, fetch: world.fetch });
 */
export function fakeWorld<Services extends Readonly<Record<string, FakeService>>>(
  options: FakeWorldOptions<Services>,
): FakeWorld<Services> {
  const clock = virtualClock(options.start);
  const journal = memoryJournal({ clock });
  const services = options.services({ now: () => clock.epochMs() });
  const names = Object.keys(services);
  checkOrigins(services);
  const calls: WorldCall[] = [];
  const refused: string[] = [];
  const faults: { service: string; fault: ServiceFault; aim: (request: Request) => boolean }[] = [];
  const slowMs = new Map<string, number>();

  const take = (service: string, request: Request): ServiceFault | undefined => {
    const index = faults.findIndex((one) => one.service === service && one.aim(request));
    return index === -1 ? undefined : faults.splice(index, 1)[0]?.fault;
  };
  const respond = async (name: string, request: Request, fault: ServiceFault | undefined): Promise<Response> => {
    if (fault === "requestLost") throw broken();
    if (typeof fault === "object") return refusal(fault);
    const response = await services[name]?.fetch(request).catch((error: unknown) => {
      throw isUnreachable(error) ? broken(error) : error;
    });
    if (response === undefined || fault === "answerLost") throw broken();
    return response;
  };

  const send = async (request: Request): Promise<Response> => {
    request.signal.throwIfAborted();
    const { origin, pathname } = new URL(request.url);
    const call = { method: request.method, url: origin + pathname, at: clock.now() };
    const service = names.find((name) => services[name]?.origins.includes(origin));
    if (service === undefined) {
      const error = nobodyThere(call, services);
      calls.push(call);
      refused.push(error.message);
      throw error;
    }
    const fault = take(service, request.clone());
    const noted = { service, ...call, ...(fault !== undefined && { fault }) };
    const index = calls.push(noted) - 1;
    try {
      const response = await respond(service, request, fault);
      calls[index] = { ...noted, status: response.status };
      return response;
    } finally {
      clock.advance(slowMs.get(service) ?? 0);
    }
  };

  return {
    clock,
    journal,
    services,
    fetch: async (input, init) => send(new Request(input, init)),
    answer: (request) =>
      send(request).catch((error: unknown) => {
        if (isBroken(error)) return Response.error();
        throw error;
      }),
    calls: () => structuredClone(calls),
    refused: () => [...refused],
    snapshot: () => ({
      now: fromEpochMs(clock.epochMs()),
      services: Object.fromEntries(names.map((name) => [name, holdings(services[name])])),
      journal: journal.dump(),
    }),
    failNext: (service, fault, aim = () => true) => void faults.push({ service, fault, aim }),
    pendingFaults: () => faults.map(({ fault }) => fault),
    slow: (service, ms) => void slowMs.set(service, ms),
  };
}

function refusal({ status, retryAfterSeconds }: Exclude<ServiceFault, string>): Response {
  const headers = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return Response.json({ message: `the world answers ${status}` }, { status, headers });
}

function holdings(service: FakeService | undefined): object {
  const { calls: _, ...held } = structuredClone(service?.state() ?? {}) as { readonly calls?: unknown };
  return held;
}

function checkOrigins(services: Readonly<Record<string, FakeService>>): void {
  const all = Object.entries(services).flatMap(([name, { origins }]) => origins.map((origin) => ({ name, origin })));
  const problems = all.flatMap(({ name, origin }, index) => {
    const first = all.slice(0, index).find((one) => one.origin === origin && one.name !== name);
    const hint = `give it another, as { ...fake, origins: ["https://${name}.example.com"] }, and its adapter that baseUrl`;
    return first === undefined
      ? []
      : [problem(`services.${name}.origins`, origin, `is where ${first.name} answers`, hint)];
  });
  refuse(problems);
}
