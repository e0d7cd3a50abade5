import { type CallOptions, type Check, type Checkup, FootplateError, type TrainLine } from "@footplate/core";
import type { ServiceClock } from "./service-clocks.ts";

const DOUBTFUL_MS = 30_000;
const WRONG_MS = 300_000;

/** What an adapter's checkup is made of. */
export interface CheckupSpec extends Pick<Checkup, "adapter" | "permissions"> {
  /** Clocks of the services that have answered so far. */
  readonly clocks: () => readonly ServiceClock[];
  /** One harmless read that every credential must be let in for. When it fails, nothing further is looked at. */
  readonly opening: (line: TrainLine, options: CallOptions) => Promise<Check>;
  /** What is looked at once the credential is let in. */
  readonly further: (line: TrainLine, options: CallOptions) => AsyncIterable<Check>;
}

/** The checkup of an adapter: the credential first, then what it is for, then the clocks of all that answered. */
export function createCheckup({ adapter, permissions, clocks, opening, further }: CheckupSpec): Checkup {
  return {
    adapter,
    permissions,
    async *checks(line, options = {}) {
      const first = await opening(line, options);
      yield first;
      if (first.result !== "wrong") yield* further(line, options);
      yield* clocks().map(clockCheck);
    },
  };
}

/**
 * One check by one read, which answers with what it found: a sentence where all is well. What the service refuses is
 * `wrong`, and what it had no time for is `doubtful`. Rejects only with what is no `FootplateError`, such as an abort.
 */
export async function checked(subject: string, read: () => Promise<string | Omit<Check, "subject">>): Promise<Check> {
  try {
    const found = await read();
    return { subject, ...(typeof found === "string" ? { result: "fine", found } : found) };
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    const { code, message, hint } = error;
    const result = code === "rate_limited" ? "doubtful" : "wrong";
    return { subject, result, found: message, ...(hint !== undefined && { hint }) };
  }
}

function clockCheck({ host, aheadMs }: ServiceClock): Check {
  const subject = `clock against ${host}`;
  const offMs = Math.abs(aheadMs);
  if (offMs <= DOUBTFUL_MS) return { subject, result: "fine", found: "the two agree" };
  const side = aheadMs > 0 ? "behind" : "ahead of";
  return {
    subject,
    result: offMs > WRONG_MS ? "wrong" : "doubtful",
    found: `this machine's clock is ${shown(offMs)} ${side} the service's`,
    hint: "set it by a time server: windows open and close by it, and signed tokens are refused",
  };
}

function shown(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
