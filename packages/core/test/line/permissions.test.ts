import { expect, test } from "vitest";
import type { Actor, FactType } from "../../src/line/fact.ts";
import { factAuthors, mayCause } from "../../src/line/permissions.ts";
import { exampleLine } from "./support.ts";

const types = Object.keys(factAuthors) as FactType[];
const retail = exampleLine("retail");

function allowed(by: Actor, line = retail): readonly string[] {
  return types.filter((type) => mayCause(line, type, by)).toSorted();
}

/** What is seen of the world, and not said by anybody. */
const SEEN = ["deployFinished", "deployMissing", "deployStarted", "versionRead"];
/** What anybody may say: requests, what is wrong, and their own presence. Whose consent counts is judged elsewhere. */
const ANYBODY = [
  "blockerUpdated",
  "exceptionApproved",
  "exceptionRefused",
  "guestDone",
  "guestRequested",
  "joined",
  "lateRiderRequested",
  "problemOpened",
  "windowClaimed",
];

test("R32 leads may cause everything but what is seen", () => {
  expect(allowed({ person: "lead-a" })).toEqual(types.filter((type) => !SEEN.includes(type)).toSorted());
});

test("R32 conductors may cause all but cancelling trains, accepting losses, forcing swaps and what is seen", () => {
  const refused = types.filter((type) => !mayCause(retail, type, { person: "conductor-a" }));
  expect(refused.toSorted()).toEqual(
    [...SEEN, "leaseRevoked", "lossAccepted", "swapForced", "trainCancelled"].toSorted(),
  );
});

test("R37 anybody else may only ask, and say that something is wrong; a customer's contact may approve as well", () => {
  expect(allowed({ person: "stranger" })).toEqual(ANYBODY);
  expect(allowed({ person: "tam-a" })).toEqual([...ANYBODY, "approvalGiven"].toSorted());
});

test("R3 R9 a bot does what needs no person, and moves windows only where the calendar is the record", () => {
  const bot = allowed({ bot: "footplate" });
  expect(bot).toEqual(
    [
      ...ANYBODY,
      ...SEEN,
      "blockerAdded",
      "blockerResolved",
      "changeLinked",
      "deployOrdered",
      "problemClosed",
      "riderBoarded",
      "riderLeft",
      "targetPassed",
      "trainArrived",
      "trainCut",
      "trainHeld",
      "windowCompleted",
      "windowStarted",
    ].toSorted(),
  );
  expect(allowed({ bot: "footplate" }, exampleLine("mediawiki"))).toEqual([...bot, "windowMoved"].toSorted());
});

test("R45 who conducts by cover or swap may what conductors may", () => {
  expect(mayCause(retail, "deployOrdered", { person: "stranger" }, "conductor")).toBe(true);
  expect(mayCause(retail, "lossAccepted", { person: "stranger" }, "conductor")).toBe(false);
});
