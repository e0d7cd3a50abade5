import {
  epochMs,
  type Appended,
  type Fact,
  fromEpochMs,
  type Instant,
  type Journal,
  type Lease,
  type Note,
} from "@footplate/core";
import { check, frozen } from "./check.ts";

/** A journal, made for one case. */
export interface JournalStage {
  readonly journal: Journal;
  /** Moves the journal's own clock. */
  readonly advance: (ms: number) => void;
  /** Closes the journal and opens it again, as a new process does. */
  readonly reopen?: () => Promise<Journal>;
}

export const line = "retail";

export function fact(n: number, parts: { readonly reason?: string } = {}): Fact {
  const at = fromEpochMs(epochMs("2026-01-01T00:00:00Z") + n * 1000);
  return frozen({ type: "trainCancelled", id: `f${n}`, at, by: { person: "conductor-a" }, train: `t${n}`, ...parts });
}

export function intent(nonce: string, deadline: Instant = fromEpochMs(epochMs("2026-01-01T00:00:00Z"))): Note {
  return frozen({
    type: "intent",
    action: "create",
    generation: 1,
    nonce,
    deadline,
    asked: { title: 'Äpfel & "x"\u2028\n', parts: [1, 2.5, null, true, { deep: "" }] },
  });
}

export async function note(
  journal: Journal,
  nonce: string,
  expected: number,
  fence?: Lease,
  key: string = "k",
  of: string = line,
): Promise<Appended> {
  return journal.note(of, "calendar", key, intent(nonce), { expected, ...(fence !== undefined && { fence }) });
}

export async function lease(
  journal: Journal,
  holder: string,
  ttlMs: number = 10_000,
  scope: string = line,
): Promise<Lease> {
  const answer = await journal.leases.acquire(scope, holder, "tick", ttlMs);
  check(answer.ok, `${holder} should get the lease`);
  return answer.lease;
}

export async function nonces(journal: Journal, of: string = line): Promise<readonly string[]> {
  const streams = await journal.notes(of);
  return streams.flatMap((stream) => stream.notes.map((one) => ("nonce" in one ? one.nonce : "")));
}
