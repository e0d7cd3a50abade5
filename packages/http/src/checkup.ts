import {
  type CallOptions,
  type Check,
  type Checkup,
  FootplateError,
  judgeClock,
  type TrainLine,
} from "@footplate/core";

/** What an adapter's checkup is made of. */
export interface CheckupSpec extends Pick<Checkup, "adapter" | "permissions" | "clocks"> {
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
      yield* clocks().map(judgeClock);
    },
    clocks,
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
