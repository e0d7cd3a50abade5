import type { ChangeControl, ChangeRequest, Clock } from "@footplate/core";
import { type CallFaults, memoryCalls } from "./memory-calls.ts";
import { keyProblems, refusal, refuse, textProblems } from "./memory-input.ts";

/** What a change control in memory is made of. */
export interface MemoryChangeControlOptions {
  readonly clock: Clock;
  readonly requests: readonly ChangeRequest[];
  /** How late a write may come that was given up, in milliseconds. @default 10_000 */
  readonly sendMs?: number;
}

/** A change request as only the service sees it. */
export interface MemoryChangeRequest extends ChangeRequest {
  /** Oldest first. */
  readonly notes: readonly { readonly key: string; readonly text: string }[];
}

/** Behind the change control: what it holds, and what people do there. */
export interface ChangeControlWorld extends CallFaults {
  /** Every request, as JSON. */
  seen(): readonly MemoryChangeRequest[];
  /** Somebody approves, refuses or closes a request. */
  humanDecide(id: string, state: ChangeRequest["state"]): void;
}

/** A change control in memory. */
export interface MemoryChangeControl extends ChangeControl {
  readonly world: ChangeControlWorld;
}

/** Change requests in memory. */
export function memoryChangeControl(options: MemoryChangeControlOptions): MemoryChangeControl {
  const calls = memoryCalls(options.clock, options.sendMs ?? 10_000);
  const requests = new Map<string, MemoryChangeRequest>(
    options.requests.map((one) => [one.id, { ...structuredClone(one), notes: [] }]),
  );
  const known = (id: string, written?: "no"): MemoryChangeRequest => {
    const request = requests.get(id);
    if (request !== undefined) return request;
    throw refusal("not_found", `there is no change request ${id.slice(0, 100)}`, "name one that there is", written);
  };

  return {
    spec: 1,
    read: (id, call) =>
      calls.read(call, () => {
        const request = requests.get(id);
        if (request === undefined) return undefined;
        const { notes: _notes, ...shown } = request;
        return structuredClone(shown);
      }),
    note: (id, key, text, call) =>
      calls.write(call, () => {
        refuse([...keyProblems(key), ...textProblems("text", text)]);
        const request = known(id, "no");
        if (request.notes.some((note) => note.key === key)) return;
        requests.set(id, { ...request, notes: [...request.notes, { key, text }] });
      }),
    world: {
      seen: () => (calls.late.land(), structuredClone([...requests.values()])),
      humanDecide: (id, state) => void requests.set(id, { ...known(id), state }),
      failNext: calls.failNext,
      pendingFaults: calls.pendingFaults,
    },
  };
}
