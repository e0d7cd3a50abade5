import { FootplateError } from "@footplate/core";

/** Whether the process dies before the call has its effect, or after it. */
export type CrashMode = "before" | "after";

/** Decides at which call of a wrapped port what goes wrong. Calls are counted from 1 over all ports that share it. */
export interface Injector {
  /** The process dies at the n-th call. From then on every call throws the same `Crash`, until `restart`. */
  crashAt(n: number, mode: CrashMode): void;
  /** The n-th call has its effect, and throws `outcome_unknown` with `written: "maybe"`. */
  loseAnswerAt(n: number): void;
  /** A new process: counts from 1 again, and nothing is planned. Work of the dead one that still runs gets its `Crash`. */
  restart(): void;
  /** Calls since the start, by name, such as `leases.acquire`. */
  calls(): readonly string[];
  /** Whether the process is dead. */
  crashed(): boolean;
  /** Whether the thrown value is a crash of this injector. */
  isCrash(thrown: unknown): boolean;
  /** Runs one call; what `wrapPort` uses. */
  call(name: string, run: () => unknown): Promise<unknown>;
}

/** A fault injector. Without a plan it only counts. */
export function faults(): Injector {
  const crashes = new WeakSet<Error>();
  let crash: Error | undefined;
  let plan: { readonly n: number; readonly mode: CrashMode } | undefined;
  let lost = new Set<number>();
  let calls: string[] = [];
  let life = {};

  const made = (message: string): Error => {
    const error = Object.assign(new Error(message), { name: "Crash" });
    crashes.add(error);
    return error;
  };
  const die = (name: string, mode: CrashMode): Error => {
    crash = made(`the process dies ${mode} ${name}`);
    return crash;
  };

  return {
    crashAt(n, mode) {
      plan = { n, mode };
    },
    loseAnswerAt(n) {
      lost.add(n);
    },
    restart() {
      crash = undefined;
      plan = undefined;
      lost = new Set();
      calls = [];
      life = {};
    },
    calls: () => [...calls],
    crashed: () => crash !== undefined,
    isCrash: (thrown) => thrown instanceof Error && crashes.has(thrown),
    async call(name, run) {
      if (crash !== undefined) throw crash;
      const mine = life;
      const n = calls.push(name);
      const mode = plan?.n === n ? plan.mode : undefined;
      if (mode === "before") throw die(name, "before");
      const outcome = await Promise.resolve()
        .then(run)
        .then(
          (value) => () => value,
          (error: unknown) => () => {
            throw error;
          },
        );
      if (life !== mine) throw made(`the process that called ${name} is dead`);
      if (crash !== undefined) throw crash;
      if (mode === "after") throw die(name, "after");
      if (lost.has(n)) {
        throw new FootplateError({
          code: "outcome_unknown",
          message: `the answer to ${name} was lost`,
          written: "maybe",
        });
      }
      return outcome();
    },
  };
}

/** Members of ports, clocks and ports in memory that answer at once; they are handed through. */
const plainMembers = [
  "componentsOf",
  "personOf",
  "scheduleOf",
  "responderOf",
  "channelOf",
  "groupOf",
  "normalise",
  "clocks",
  "now",
  "monotonicMs",
  "epochMs",
  "advance",
  "set",
  "world",
  "dump",
  "restore",
  "loseFacts",
  "loseAll",
  "close",
];

/** Members that answer with a sequence; each step of it is a call. */
const streamMembers = ["watch"];

/**
 * The port with every call under the injector, groups such as `leases` included. Functions are taken to be asynchronous,
 * but for those named in `plain`.
 */
export function wrapPort<Port extends object>(
  port: Port,
  injector: Injector,
  plain: readonly string[] = plainMembers,
): Port {
  return wrapped(port, injector, plain, "");
}

function wrapped<Part extends object>(part: Part, injector: Injector, plain: readonly string[], path: string): Part {
  const copy: Part = Object.create(null);
  for (const name of memberNames(part)) {
    const value: unknown = Reflect.get(part, name);
    let replaced = value;
    if (typeof value === "function" && streamMembers.includes(name) && !plain.includes(name)) {
      replaced = (...args: readonly unknown[]) =>
        stepwise(injector, path + name, () => Reflect.apply(value, part, args) as AsyncIterable<unknown>);
    } else if (typeof value === "function") {
      replaced = plain.includes(name)
        ? value.bind(part)
        : (...args: readonly unknown[]) => injector.call(path + name, () => Reflect.apply(value, part, args));
    } else if (typeof value === "object" && value !== null && !Array.isArray(value) && !plain.includes(name)) {
      replaced = wrapped(value, injector, plain, `${path}${name}.`);
    }
    Object.defineProperty(copy, name, { value: replaced, enumerable: true, writable: true, configurable: true });
  }
  return copy;
}

async function* stepwise(
  injector: Injector,
  name: string,
  open: () => AsyncIterable<unknown>,
): AsyncGenerator<unknown, void, undefined> {
  const steps = open()[Symbol.asyncIterator]();
  try {
    while (true) {
      const step = (await injector.call(name, () => steps.next())) as IteratorResult<unknown>;
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    await steps.return?.();
  }
}

function memberNames(part: object): ReadonlySet<string> {
  const names = new Set<string>();
  for (
    let level: object | null = part;
    level !== null && level !== Object.prototype;
    level = Object.getPrototypeOf(level)
  ) {
    for (const name of Object.getOwnPropertyNames(level)) if (name !== "constructor") names.add(name);
  }
  return names;
}
