import { expect, test } from "vitest";
import type { Actor, FactType } from "../../src/line/fact.ts";
import { factAuthors, mayCause } from "../../src/line/permissions.ts";
import { exampleLine } from "./support.ts";

const types = Object.keys(factAuthors) as FactType[];
const retail = exampleLine("retail");

function allowed(by: Actor, line = retail): readonly string[] {
  return types.filter((type) => mayCause(line, type, by)).toSorted();
}

test("R32 leads may cause everything", () => {
  expect(allowed({ person: "lead-a" })).toEqual(types.toSorted());
});

test("R32 members may cause all but cancelling trains, accepting losses and forcing swaps", () => {
  const refused = types.filter((type) => !mayCause(retail, type, { person: "conductor-a" }));
  expect(refused.toSorted()).toEqual(["lossAccepted", "swapForced", "trainCancelled"]);
});

test("R37 anybody else may only ask to be a guest", () => {
  for (const person of ["tam-a", "stranger"]) expect(allowed({ person })).toEqual(["guestRequested"]);
});

test("R3 a bot boards riders, and moves windows only where the calendar is the record", () => {
  expect(allowed({ bot: "footplate" })).toEqual(["guestRequested", "riderBoarded"]);
  expect(allowed({ bot: "footplate" }, exampleLine("mediawiki"))).toEqual([
    "guestRequested",
    "riderBoarded",
    "windowMoved",
  ]);
});
