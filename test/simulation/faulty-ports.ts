import { FootplateError } from "@footplate/core";
import type { Chance } from "./chance.ts";

/** What went wrong with a call. `late`: the caller gave up, and it happened a little later all the same. */
export type FaultKind = "refused" | "requestLost" | "answerLost" | "late" | "readFailed";

/** What was called and what went wrong, by name such as `noticeBoard.create`. */
export interface CallLog {
  readonly calls: Map<string, number>;
  readonly faults: Map<FaultKind, number>;
  fired(): number;
}

/** An empty log. */
export function callLog(): CallLog {
  const faults = new Map<FaultKind, number>();
  return { calls: new Map(), faults, fired: () => [...faults.values()].reduce((sum, count) => sum + count, 0) };
}

/** How calls go wrong. */
export interface FaultOptions {
  readonly chance: Chance;
  /** Probability of a fault, for each call. */
  readonly rate: number;
  readonly log: CallLog;
  /** Whether what failed may succeed when it is tried again. Without, a write that failed once fails for ever. */
  readonly retry: boolean;
  /** Told of every call that had its effect. */
  readonly done?: (name: string, args: readonly unknown[], result: unknown) => void;
}

/** What a service in memory offers to make its next write happen late. */
interface LateWrites {
  failNext(fault: "writeLate"): void;
}

const READS = new Set(
  "list read find get facts notes info comments blockers messages members running onCall nextOnCall schedules holder all freeBusy ownerOf pending".split(
    " ",
  ),
);

/** Members that answer at once, or that only a test calls. */
const PLAIN = new Set(
  "componentsOf personOf scheduleOf responderOf channelOf groupOf normalise world watch dump restore loseFacts loseAll".split(
    " ",
  ),
);

/** The port with every asynchronous call liable to fail, those of its groups too. */
export function faultyPort<Port extends object>(name: string, port: Port, options: FaultOptions): Port {
  const broken = new Set<string>();
  return wrapped(name, port, options, broken, lateWritesOf(port));
}

function wrapped<Part extends object>(
  path: string,
  part: Part,
  options: FaultOptions,
  broken: Set<string>,
  late: LateWrites | undefined,
): Part {
  const entries = Object.entries(part).map(([name, value]): readonly [string, unknown] => {
    const full = `${path}.${name}`;
    if (PLAIN.has(name) || value === null) return [name, value];
    if (typeof value === "object" && !Array.isArray(value))
      return [name, wrapped(full, value as object, options, broken, lateWritesOf(value as object) ?? late)];
    if (typeof value !== "function") return [name, value];
    return [
      name,
      (...args: readonly unknown[]): Promise<unknown> =>
        called(full, args, () => Reflect.apply(value, part, args), options, broken, late),
    ];
  });
  return Object.fromEntries(entries) as Part;
}

async function called(
  name: string,
  args: readonly unknown[],
  run: () => Promise<unknown>,
  { chance, rate, log, retry, done }: FaultOptions,
  broken: Set<string>,
  late: LateWrites | undefined,
): Promise<unknown> {
  log.calls.set(name, (log.calls.get(name) ?? 0) + 1);
  const kind = faultOf(name, chance, rate, late !== undefined);
  const key = retry ? "" : `${name} ${keyOf(args)}`;
  if (kind === undefined && (retry || !broken.has(key))) {
    const result = await run();
    done?.(name, args, result);
    return result;
  }
  if (!retry && !isRead(name) && !name.startsWith("journal.")) broken.add(key);
  const fault = kind ?? "refused";
  log.faults.set(fault, (log.faults.get(fault) ?? 0) + 1);
  if (fault === "readFailed" || fault === "refused") throw unavailable(name, fault === "refused");
  if (fault === "late" && late !== undefined) {
    late.failNext("writeLate");
    return run();
  }
  if (fault === "answerLost") done?.(name, args, await run());
  throw new FootplateError({
    code: "outcome_unknown",
    message: `the answer to ${name} was lost`,
    adapter: "memory",
    retryable: true,
    written: "maybe",
  });
}

function faultOf(name: string, chance: Chance, rate: number, canBeLate: boolean): FaultKind | undefined {
  if (!chance.happens(rate)) return undefined;
  if (isRead(name)) return "readFailed";
  return chance.pick(["refused", "requestLost", "answerLost", canBeLate ? "late" : "answerLost"] as const);
}

function isRead(name: string): boolean {
  return READS.has(name.slice(name.lastIndexOf(".") + 1));
}

function unavailable(name: string, write: boolean): FootplateError {
  return new FootplateError({
    code: "unavailable",
    message: `${name} failed`,
    adapter: "memory",
    retryable: true,
    ...(write && { written: "no" }),
  });
}

function lateWritesOf(part: object): LateWrites | undefined {
  const world: unknown = Reflect.get(part, "world");
  const can = typeof world === "object" && world !== null && typeof Reflect.get(world, "failNext") === "function";
  return can ? (world as LateWrites) : undefined;
}

/** What a call is about, so that the same one is known again: ids, keys and marks, not texts or moments. */
function keyOf(args: readonly unknown[]): string {
  return args
    .slice(0, 2)
    .map((one) => {
      if (typeof one === "string") return one;
      if (typeof one !== "object" || one === null) return "";
      for (const name of ["key", "id", "line"]) {
        const value: unknown = Reflect.get(one, name);
        if (typeof value === "string") return value;
      }
      return "";
    })
    .join(" ");
}
