import type { Check, Checkup, Refs, TrainLine } from "@footplate/core";

/** A line whose target, person and own refs are to be looked at. */
export function lineWith(
  refs: { readonly line?: Refs; readonly target?: Refs; readonly person?: Refs } = {},
  services: TrainLine["services"] = [],
): TrainLine {
  return {
    id: "retail",
    name: "Retail",
    zone: "Europe/Berlin",
    team: { id: "rail", name: "Rail team", leads: [], members: ["conductor-a"] },
    people: [{ id: "conductor-a", name: "Conductor A", ...(refs.person && { refs: refs.person }) }],
    services,
    stops: [
      {
        id: "prod",
        name: "Production",
        targets: [{ id: "client-a", name: "Client A", ...(refs.target && { refs: refs.target }) }],
      },
    ],
    eras: [],
    ...(refs.line && { refs: refs.line }),
  };
}

/** All checks of a checkup, each as `subject: result, found`. */
export async function checksOf(checkup: Checkup, line: TrainLine = lineWith()): Promise<readonly string[]> {
  const all: Check[] = [];
  for await (const check of checkup.checks(line)) all.push(check);
  return all.map(({ subject, result, found }) => `${subject}: ${result}, ${found}`);
}

/** A fetch whose answers were written by a clock that is so far ahead of `nowMs`. */
export function ahead(fetch: typeof globalThis.fetch, nowMs: () => number, aheadMs: number): typeof globalThis.fetch {
  return async (input, init) => {
    const answer = await fetch(input, init);
    const headers = new Headers(answer.headers);
    headers.set("date", new Date(nowMs() + aheadMs).toUTCString());
    const { status } = answer;
    return new Response([204, 304].includes(status) ? null : await answer.arrayBuffer(), { status, headers });
  };
}

/** A fetch that nobody answers. */
export const unreachable: typeof globalThis.fetch = () => Promise.reject(new TypeError("fetch failed"));
