import { epochMs, fromEpochMs, type Held, type Instant, type Interval, type Mark, type Mirror } from "@footplate/core";
import { type Case, check, frozen, refused, rejection, same } from "./check.ts";
import { sameJson } from "./equal.ts";

/** A mirror with a vendor behind it, made for one case. */
export interface MirrorStage<Item> {
  readonly mirror: Mirror<Item>;
  /** The clock that the mirror lives by. */
  readonly clock: { epochMs(): number; advance(ms: number): void };
  /** All of `item(n)` takes place in here. */
  readonly range: Interval;
  /** A different item for every n, from 0 to 199. */
  readonly item: (n: number) => Item;
  /** The item with at least one field changed, still within the range. */
  readonly change: (item: Item) => Item;
  /** A person changes the resource in the vendor's own pages. */
  readonly humanEdit?: (id: string) => Promise<void>;
  readonly humanDelete?: (id: string) => Promise<void>;
  readonly humanCopy?: (id: string) => Promise<void>;
  /** Somebody else makes a resource of their own within the range; returns its id. */
  readonly addForeign?: () => Promise<string>;
  /** Keys of live resources with our mark, read from the vendor's own state. */
  readonly live: () => Promise<readonly string[]>;
}

/** Where a conformance suite runs. */
export interface MirrorWorld<Item> {
  readonly name: string;
  /** An empty vendor and a mirror of it. Called once for every case. */
  fresh(): Promise<MirrorStage<Item>>;
}

type Body<Item> = (stage: MirrorStage<Item>, tools: Tools<Item>) => Promise<void>;

interface Tools<Item> {
  /** Creates from frozen arguments. */
  readonly create: (n: number, mark?: Partial<Mark>) => Promise<Held<Item>>;
  readonly mark: (parts?: Partial<Mark>) => Mark;
  /** A listing that begins after everything has settled. */
  readonly list: (range?: Interval) => Promise<readonly Held<Item>[]>;
}

const day = 86_400_000;

/**
 * What every mirror must do, as cases for any test runner. A case that needs something the stage does not offer, or that
 * only concerns another kind of identity, passes.
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
    ["F83 a copy made by hand is no second resource of ours by a chosen id", copiedByHand],
    ["what has no mark is listed without one and left alone", foreignUntouched],
    ["F24 a chosen id repeated gives back what is there, with its own nonce", chosenTwice],
    ["F24 a chosen id that ended is a conflict, and the next generation is not", chosenEnded],
    ["a marked creation repeated is a second resource with its own nonce", markedTwice],
    ["an aborted call rejects with the signal's own reason and sends nothing", aborted],
  ];
  return cases.map(([name, body]) => ({
    name: `${world.name}: ${name}`,
    run: async () => {
      const stage = await world.fresh();
      await body(stage, toolsOf(stage));
    },
  }));
}

function toolsOf<Item>({ mirror, clock, range, item }: MirrorStage<Item>): Tools<Item> {
  const mark = (parts?: Partial<Mark>): Mark => ({
    key: "line/t1/window-1",
    generation: 1,
    nonce: "nonce-1",
    facts: 2,
    ...parts,
  });
  return {
    mark,
    create: (n, parts) => mirror.create(frozen(item(n)), frozen(mark(parts))),
    async list(of = range) {
      clock.advance(mirror.sendMs + mirror.settleMs + 1);
      const listing = await mirror.list(frozen(of));
      check(listing.complete, "a listing of a healthy vendor is complete");
      return listing.held;
    },
  };
}

function sameHeld<Item>(actual: Held<Item> | undefined, expected: Held<Item>, what: string): void {
  const known = (held: Held<Item> | undefined) =>
    held && { id: held.id, item: held.item, mark: held.mark, version: held.version, ended: held.ended };
  same(known(actual), known(expected), what);
}

function withId<Item>(held: readonly Held<Item>[], id: string): Held<Item> | undefined {
  const found = held.filter((one) => one.id === id);
  check(found.length <= 1, `${id} is listed ${found.length} times`);
  return found[0];
}

function liveKeys(held: readonly Held<unknown>[]): readonly string[] {
  return held.filter((one) => one.ended !== true).map((one) => one.mark?.key ?? "");
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

async function onlyDifferences<Item>({ mirror, change }: MirrorStage<Item>, { create }: Tools<Item>): Promise<void> {
  const held = await create(1);
  const changed = await mirror.update(held, change(held.item), 2);
  const seen = { ...changed, item: held.item };
  const after = await mirror.update(seen, held.item, 3);
  same(after.item, changed.item, "fields that the wish leaves as it saw them");
  same((await mirror.read(held.id))?.item, changed.item, "read by id");
}

async function staleVersion<Item>({ mirror, change, item }: MirrorStage<Item>, { create }: Tools<Item>): Promise<void> {
  const held = await create(1);
  if (held.version === undefined) return;
  const after = await mirror.update(held, change(held.item), 3);
  check(after.version !== held.version, "a change gives a new version");
  await refused(mirror.update(held, item(2), 4), "conflict", "no", "a stale update");
  sameHeld(await mirror.read(held.id), after, "read by id");
}

async function editedByHand<Item>(stage: MirrorStage<Item>, { create }: Tools<Item>): Promise<void> {
  const { mirror, item, humanEdit } = stage;
  if (humanEdit === undefined) return;
  const held = await create(1);
  await humanEdit(held.id);
  const edited = await mirror.read(held.id);
  check(edited !== undefined && !sameJson(edited.item, held.item), "the edit is seen");
  if (held.version === undefined) return;
  await refused(mirror.update(held, item(2), 4), "conflict", "no", "an update over the edit");
  sameHeld(await mirror.read(held.id), edited, "read by id");
}

async function deletedByHand<Item>(stage: MirrorStage<Item>, { create, list }: Tools<Item>): Promise<void> {
  const { mirror, change, humanDelete } = stage;
  if (humanDelete === undefined) return;
  const held = await create(1);
  await humanDelete(held.id);
  const found = await mirror.read(held.id);
  check(found === undefined || found.ended === true, "read by id: gone or ended");
  await mirror.update(held, change(held.item), 3).catch(() => undefined);
  same(await stage.live(), [], "the vendor's own state");
  same(liveKeys(await list()), [], "listed live");
  await mirror.remove(held);
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

async function copiedByHand<Item>(stage: MirrorStage<Item>, { create, list }: Tools<Item>): Promise<void> {
  const { mirror, humanCopy } = stage;
  if (humanCopy === undefined) return;
  const held = await create(1);
  await humanCopy(held.id);
  const listed = await list();
  const copies = listed.filter((one) => one.id !== held.id);
  same(copies.length, 1, "number of copies listed");
  for (const copy of copies) {
    if (mirror.identity === "chosen") check(copy.mark === undefined, "a copy without the chosen id is foreign");
    same((await mirror.read(copy.id))?.mark, copy.mark, "the copy's mark, read by id");
  }
  sameHeld(withId(listed, held.id), held, "the original");
}

async function foreignUntouched<Item>(stage: MirrorStage<Item>, { create, list }: Tools<Item>): Promise<void> {
  const { mirror, change, addForeign } = stage;
  if (addForeign === undefined) return;
  const id = await addForeign();
  const before = withId(await list(), id);
  check(before !== undefined, "what is foreign is listed");
  check(before.mark === undefined, "what is foreign has no mark");
  const held = await create(1);
  await mirror.remove(await mirror.update(held, change(held.item), 3));
  sameHeld(await mirror.read(id), before, "read by id");
  sameHeld(withId(await list(), id), before, "listed");
}

async function chosenTwice<Item>(stage: MirrorStage<Item>, { create, list, mark }: Tools<Item>): Promise<void> {
  const { mirror } = stage;
  if (mirror.identity !== "chosen") return;
  const first = await create(1);
  const again = await create(2, { nonce: "nonce-2" });
  sameHeld(again, first, "the second answer");
  same(await stage.live(), [mark().key], "the vendor's own state");
  same((await list()).length, 1, "number of rows");
}

async function chosenEnded<Item>(stage: MirrorStage<Item>, { create, mark }: Tools<Item>): Promise<void> {
  const { mirror } = stage;
  if (mirror.identity !== "chosen") return;
  const first = await create(1);
  await mirror.remove(first);
  await refused(create(1, { nonce: "nonce-2" }), "conflict", "no", "creating what ended");
  same(await stage.live(), [], "the vendor's own state");
  const next = await create(1, { generation: 2, nonce: "nonce-3" });
  check(next.id !== first.id, "another generation has another id");
  same(next.mark, mark({ generation: 2, nonce: "nonce-3" }), "its mark");
}

async function markedTwice<Item>(stage: MirrorStage<Item>, { create, list, mark }: Tools<Item>): Promise<void> {
  if (stage.mirror.identity !== "marked") return;
  await create(1);
  await create(1, { nonce: "nonce-2" });
  same(new Set((await list()).map((held) => held.mark?.nonce)).size, 2, "nonces listed");
  same(await stage.live(), [mark().key, mark().key], "the vendor's own state");
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
