import type { FootplateError } from "@footplate/core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { places, type Through } from "./support/edited-meanwhile.ts";

/** Things that are moved in one run, one after the other. */
const THINGS = 50;
/** Fixed, whatever cases other tests take: docs/performance.md tells the counts. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const EDITS = THINGS * SEEDS.length;

type Fetch = typeof globalThis.fetch;

/** A request between the listing and a write: the how manieth of which move. */
interface Moment {
  readonly during: number;
  readonly request: number;
}

/** For each thing the request before which a person edits it. All from the listing to its write have the same chance. */
function momentsOf(seed: number, requests: number): readonly Moment[] {
  return Array.from({ length: THINGS }, (_none, thing) => {
    const any = fc.integer({ min: 0, max: (thing + 1) * requests - 1 });
    const [drawn = 0] = fc.sample(any, { seed: seed * 1000 + thing, numRuns: 1 });
    return { during: Math.floor(drawn / requests), request: (drawn % requests) + 1 };
  });
}

/** What the adapters would do without a look: the first GET of each thing brings what was there when it was listed. */
function blindfold(): { readonly through: Through; readonly listed: () => void } {
  const before = new Map<string, string>();
  let isListed = false;
  const through = (fetch: Fetch): Fetch => {
    return async (input, init) => {
      const request = new Request(input, init);
      if (request.method !== "GET") {
        request.headers.delete("if-match");
        return fetch(request);
      }
      const known = before.get(request.url);
      if (isListed && known !== undefined) {
        before.delete(request.url);
        return new Response(known, { headers: { "content-type": "application/json" } });
      }
      const answer = await fetch(request);
      if (!isListed) before.set(request.url, await answer.clone().text());
      return answer;
    };
  };
  return {
    through,
    listed: () => {
      isListed = true;
    },
  };
}

/** Moves all things, while a person edits every one of them before its turn is over. */
async function run(name: keyof typeof places, seed: number, looks: boolean) {
  const { through, listed } = blindfold();
  let before = (): void => undefined;
  const place = places[name]((fetch) => {
    const next = looks ? fetch : through(fetch);
    return async (input, init) => {
      before();
      return next(input, init);
    };
  });
  await place.fill(THINGS);
  const things = await place.moves();
  expect(things).toHaveLength(THINGS);
  if (!looks) for (const { look } of things) await look();
  listed();

  const moments = momentsOf(seed, place.requests);
  const edited = new Set<number>();
  let refused = 0;
  for (const [during, { move }] of things.entries()) {
    let request = 0;
    const editUntil = (last: number): void =>
      moments.forEach((moment, thing) => {
        if (edited.has(thing) || moment.during !== during || moment.request > last) return;
        edited.add(thing);
        things[thing]?.edit();
      });
    before = () => editUntil((request += 1));
    await move().catch((error: unknown) => {
      expect(error).toMatchObject({ code: "conflict", written: "no" } satisfies Partial<FootplateError>);
      refused += 1;
    });
    // A move that was refused sends less.
    editUntil(Number.POSITIVE_INFINITY);
  }
  expect(edited.size).toBe(THINGS);
  const late = moments.filter(({ during, request }, thing) => during === thing && request > 1).length;
  return { overwritten: THINGS - place.kept(), refused, late };
}

/** The counts of all seeds together. */
async function counts(name: keyof typeof places, looks: boolean) {
  const sum = { overwritten: 0, refused: 0, late: 0 };
  for (const seed of SEEDS) {
    const one = await run(name, seed, looks);
    sum.overwritten += one.overwritten;
    sum.refused += one.refused;
    sum.late += one.late;
  }
  return sum;
}

describe(`F81 ${EDITS} edits by hand, each at a random moment between a listing and the write`, () => {
  test.each([
    { name: "statuspage", left: 32, refused: EDITS - 32 },
    { name: "opsgenie", left: 16, refused: EDITS - 16 },
    // What a person wrote on an issue stays where the move does not change the text, so that no move is refused.
    { name: "github", left: 16, refused: 0 },
    // It compares versions itself: nothing is looked at, and nothing is overwritten.
    { name: "gcal", left: 0, refused: EDITS },
  ] as const)("F81 $name: with a look $left are overwritten, those after the look, and without it all", async (row) => {
    const { overwritten, refused, late } = await counts(row.name, true);
    expect({ overwritten, refused, late }).toEqual({ overwritten: row.left, refused: row.refused, late: row.left });
    expect(await counts(row.name, false)).toMatchObject({ overwritten: EDITS, refused: 0 });
  });
});
