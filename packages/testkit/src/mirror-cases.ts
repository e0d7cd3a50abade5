import { epochMs, FootplateError, type FootplateErrorCode, fromEpochMs, type Instant } from "@footplate/core";
import { needs, runOf } from "./case-tools.ts";
import { type Case, check, frozen, rejection, same } from "./check.ts";
import { sameJson } from "./equal.ts";
import {
  chosenEnded,
  chosenTwice,
  copiedByHand,
  deletedByHand,
  editedByHand,
  foreignUntouched,
  markedTwice,
  onlyDifferences,
  staleVersion,
} from "./mirror-identity-cases.ts";
import { type MirrorStage, type MirrorWorld, sameHeld, type Tools, toolsOf, withId } from "./mirror-stage.ts";

type Body<Item> = (stage: MirrorStage<Item>, tools: Tools<Item>) => Promise<void>;

const day = 86_400_000;
const WITHDRAWN: ReadonlySet<FootplateErrorCode> = new Set(["not_found", "forbidden", "auth"]);

/**
 * What every mirror must do, as cases for any test runner. A case that needs something the stage does not offer is
 * told as skipped; one that only concerns another kind of identity passes.
 */
export function mirrorCases<Item>(world: MirrorWorld<Item>): readonly Case[] {
  const cases: readonly (readonly [string, Body<Item>])[] = [
    ["its times are whole milliseconds and normalising twice is as once", saneHabits],
    ["an empty vendor lists nothing, completely", nothingYet],
    ["what is created is read and listed as it was created", roundTrip],
    ["a mark of 200 characters survives", longestMark],
    ["an update is answered, read and listed as asked", updated],
    ["an update writes the number of facts, even alone", factsWritten],
    ["an update leaves fields alone in which the wish is what was seen", onlyDifferences],
    ["F26 an update of a version that is no more is a conflict, and nothing is written", staleVersion],
    ["F81 an update after a person's edit is a conflict, and the edit stays", editedByHand],
    ["F82 an update does not bring back what a person deleted", deletedByHand],
    ["F27 what is removed is ended or absent, and removing it twice is success", removed],
    ["F31 a listing of 130 is complete and has each exactly once", manyPages],
    ["a listing holds what overlaps the range and nothing else", rangeFilter],
    ["F16 what never was is absent, and other ids are not mistaken for it", neverWas],
    ["F16 F22 where all of it is withdrawn, nothing is taken for gone", withdrawn],
    ["F83 a copy made by hand is no second resource of ours by a chosen id", copiedByHand],
    ["what has no mark is listed without one and left alone", foreignUntouched],
    ["F24 a chosen id repeated gives back what is there, with its own nonce", chosenTwice],
    ["F24 a chosen id that ended is a conflict, and the next generation is not", chosenEnded],
    ["a marked creation repeated is a second resource with its own nonce", markedTwice],
    ["an aborted call rejects with the signal's own reason and sends nothing", aborted],
  ];
  return cases.map(([name, body]) => ({
    name: `${world.name}: ${name}`,
    run: runOf(async () => {
      const stage = await world.fresh();
      await body(stage, toolsOf(stage));
    }),
  }));
}

async function saneHabits<Item>({ mirror, item, change }: MirrorStage<Item>): Promise<void> {
  check(Number.isSafeInteger(mirror.sendMs) && mirror.sendMs > 0, "sendMs is a whole number above 0");
  check(Number.isSafeInteger(mirror.settleMs) && mirror.settleMs >= 0, "settleMs is a whole number from 0");
  for (const wish of [item(0), change(item(0)), item(1)]) {
    const once = mirror.normalise(frozen(wish));
    same(mirror.normalise(frozen(once)), once, "normalising twice");
  }
  const seen = mirror.normalise(item(0));
  check(!sameJson(mirror.normalise(change(item(0))), seen), "change() must survive normalise()");
}

async function nothingYet<Item>({ mirror, range }: MirrorStage<Item>): Promise<void> {
  same(await mirror.list(range), { held: [], complete: true }, "an empty vendor");
}

async function roundTrip<Item>(stage: MirrorStage<Item>, { create, list, mark }: Tools<Item>): Promise<void> {
  const { mirror, item } = stage;
  const held = await create(1);
  same(held.item, mirror.normalise(item(1)), "the created item");
  check(held.ended !== true, "what was just created has not ended");
  if (mirror.identity !== "matched") {
    same(held.mark, mark(), "the created mark");
    same(await stage.live(), [mark().key], "the vendor's own state");
  }
  sameHeld(await mirror.read(held.id), held, "read by id");
  const listed = await list();
  same(listed.length, 1, "number of rows");
  sameHeld(withId(listed, held.id), held, "listed");
}

async function longestMark<Item>({ mirror }: MirrorStage<Item>, { create, list, mark }: Tools<Item>): Promise<void> {
  if (mirror.identity === "matched") return;
  const longest = { key: "az09_./-".repeat(25), generation: 987, nonce: "0123456789abcdef".repeat(2), facts: 123_456 };
  const held = await create(0, longest);
  same(held.mark, mark(longest), "the mark in the answer");
  same((await mirror.read(held.id))?.mark, mark(longest), "the mark read by id");
  same(withId(await list(), held.id)?.mark, mark(longest), "the mark listed");
}

async function updated<Item>(stage: MirrorStage<Item>, { create, list, mark }: Tools<Item>): Promise<void> {
  const { mirror, item, change } = stage;
  const other = await create(2, { key: "line/t1/window-2", nonce: "nonce-2" });
  const held = await create(1);
  const after = await mirror.update(frozen(held), frozen(change(held.item)), 5);
  same(after.id, held.id, "the id");
  same(after.item, mirror.normalise(change(held.item)), "the answer");
  check(!sameJson(after.item, item(1)), "change() must change something");
  if (mirror.identity !== "matched") same(after.mark, mark({ facts: 5 }), "the mark in the answer");
  sameHeld(await mirror.read(held.id), after, "read by id");
  const listed = await list();
  sameHeld(withId(listed, held.id), after, "listed");
  sameHeld(withId(listed, other.id), other, "the other resource");
}

async function factsWritten<Item>({ mirror }: MirrorStage<Item>, { create, mark }: Tools<Item>): Promise<void> {
  if (mirror.identity === "matched") return;
  const held = await create(1);
  const after = await mirror.update(held, held.item, 41);
  same(after.mark, mark({ facts: 41 }), "the mark in the answer");
  sameHeld(await mirror.read(held.id), { ...after, item: held.item }, "read by id");
}

async function removed<Item>(stage: MirrorStage<Item>, { create, list, mark }: Tools<Item>): Promise<void> {
  const { mirror } = stage;
  const other = await create(2, { key: "line/t1/window-2", nonce: "nonce-2" });
  const held = await create(1);
  await mirror.remove(frozen(held));
  await mirror.remove(frozen(held));
  const found = await mirror.read(held.id);
  check(found === undefined || found.ended === true, "read by id: gone or ended");
  const listed = await list();
  const row = withId(listed, held.id);
  check(row === undefined || row.ended === true, "listed: absent or ended");
  sameHeld(withId(listed, other.id), other, "the other resource");
  const live = await stage.live();
  check(!live.includes(mark().key), "the vendor's own state");
}

async function manyPages<Item>({ mirror, item }: MirrorStage<Item>, { create, list }: Tools<Item>): Promise<void> {
  const wanted = new Map<string, Item>();
  for (let n = 0; n < 130; n += 1) {
    const held = await create(n, { key: `line/t${n}`, nonce: `nonce-${n}` });
    wanted.set(held.id, mirror.normalise(item(n)));
  }
  same(wanted.size, 130, "ids given");
  const listed = await list();
  same(listed.map((held) => held.id).toSorted(), [...wanted.keys()].toSorted(), "ids listed");
  for (const held of listed) same(held.item, wanted.get(held.id), `item ${held.id}`);
}

async function rangeFilter<Item>({ range }: MirrorStage<Item>, { create, list }: Tools<Item>): Promise<void> {
  const held = await create(1);
  const moved = (moment: Instant, ms: number): Instant => fromEpochMs(epochMs(moment) + ms);
  same(await list({ start: moved(range.start, -day), end: range.start }), [], "before the range");
  same(await list({ start: range.end, end: moved(range.end, day) }), [], "after the range");
  check(withId(await list(), held.id) !== undefined, "within the range");
}

async function neverWas<Item>({ mirror }: MirrorStage<Item>, { create }: Tools<Item>): Promise<void> {
  const kept = await create(1);
  const held = await create(2, { key: "line/t1/window-2", nonce: "nonce-2" });
  await mirror.remove(held);
  const found = await mirror.read(held.id);
  check(found === undefined || (found.id === held.id && found.ended === true), "the removed id gives nothing live");
  same((await mirror.read(kept.id))?.id, kept.id, "the id asked for is the id answered");
}

async function withdrawn<Item>(stage: MirrorStage<Item>, { create }: Tools<Item>): Promise<void> {
  const { mirror, range, withdraw } = stage;
  needs(withdraw, "hook `withdraw`");
  const held = await create(1);
  await withdraw();
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    list: () => mirror.list(range),
    read: () => mirror.read(held.id),
    remove: () => mirror.remove(held),
  };
  for (const [name, call] of Object.entries(calls)) {
    const thrown = await rejection(call(), name);
    check(thrown instanceof FootplateError, `${name}: should throw a FootplateError, threw ${String(thrown)}`);
    check(WITHDRAWN.has(thrown.code), `${name}: not_found, forbidden or auth, not ${thrown.code}`);
    check(thrown.hint !== undefined, `${name} says the way out`);
  }
}

async function aborted<Item>(stage: MirrorStage<Item>, { create, list, mark }: Tools<Item>): Promise<void> {
  const { mirror, range, item, change } = stage;
  const held = await create(1);
  const reason = { because: "the caller changed its mind" };
  const options = { signal: AbortSignal.abort(reason) };
  const other = mark({ key: "line/t1/window-2", nonce: "nonce-2" });
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    list: () => mirror.list(range, options),
    read: () => mirror.read(held.id, options),
    create: () => mirror.create(item(2), other, options),
    update: () => mirror.update(held, change(held.item), 9, options),
    remove: () => mirror.remove(held, options),
  };
  for (const [name, call] of Object.entries(calls)) {
    check((await rejection(call(), name)) === reason, `${name} rejects with the signal's own reason`);
  }
  sameHeld(await mirror.read(held.id), held, "read by id");
  same((await list()).length, 1, "number of rows");
}
