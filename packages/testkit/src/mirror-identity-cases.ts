import { needs } from "./case-tools.ts";
import { check, refused, same } from "./check.ts";
import { sameJson } from "./equal.ts";
import { liveKeys, type MirrorStage, sameHeld, type Tools, withId } from "./mirror-stage.ts";

export async function onlyDifferences<Item>(
  { mirror, change }: MirrorStage<Item>,
  { create }: Tools<Item>,
): Promise<void> {
  const held = await create(1);
  const changed = await mirror.update(held, change(held.item), 2);
  const seen = { ...changed, item: held.item };
  const after = await mirror.update(seen, held.item, 3);
  same(after.item, changed.item, "fields that the wish leaves as it saw them");
  same((await mirror.read(held.id))?.item, changed.item, "read by id");
}

export async function staleVersion<Item>(
  { mirror, change, item }: MirrorStage<Item>,
  { create }: Tools<Item>,
): Promise<void> {
  const held = await create(1);
  if (held.version === undefined) return;
  const after = await mirror.update(held, change(held.item), 3);
  check(after.version !== held.version, "a change gives a new version");
  await refused(mirror.update(held, item(2), 4), "conflict", "no", "a stale update");
  sameHeld(await mirror.read(held.id), after, "read by id");
}

export async function editedByHand<Item>(stage: MirrorStage<Item>, { create }: Tools<Item>): Promise<void> {
  const { mirror, item, humanEdit } = stage;
  needs(humanEdit, "hook `humanEdit`");
  const held = await create(1);
  await humanEdit(held.id);
  const edited = await mirror.read(held.id);
  check(edited !== undefined && !sameJson(edited.item, held.item), "the edit is seen");
  if (held.version === undefined) return;
  await refused(mirror.update(held, item(2), 4), "conflict", "no", "an update over the edit");
  sameHeld(await mirror.read(held.id), edited, "read by id");
}

export async function deletedByHand<Item>(stage: MirrorStage<Item>, { create, list }: Tools<Item>): Promise<void> {
  const { mirror, change, humanDelete } = stage;
  needs(humanDelete, "hook `humanDelete`");
  const held = await create(1);
  await humanDelete(held.id);
  const found = await mirror.read(held.id);
  check(found === undefined || found.ended === true, "read by id: gone or ended");
  await mirror.update(held, change(held.item), 3).catch(() => undefined);
  same(await stage.live(), [], "the vendor's own state");
  same(liveKeys(await list()), [], "listed live");
  await mirror.remove(held);
}

export async function copiedByHand<Item>(stage: MirrorStage<Item>, { create, list }: Tools<Item>): Promise<void> {
  const { mirror, humanCopy } = stage;
  needs(humanCopy, "hook `humanCopy`");
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

export async function foreignUntouched<Item>(stage: MirrorStage<Item>, { create, list }: Tools<Item>): Promise<void> {
  const { mirror, change, addForeign } = stage;
  needs(addForeign, "hook `addForeign`");
  const id = await addForeign();
  const before = withId(await list(), id);
  check(before !== undefined, "what is foreign is listed");
  check(before.mark === undefined, "what is foreign has no mark");
  const held = await create(1);
  await mirror.remove(await mirror.update(held, change(held.item), 3));
  sameHeld(await mirror.read(id), before, "read by id");
  sameHeld(withId(await list(), id), before, "listed");
}

export async function chosenTwice<Item>(stage: MirrorStage<Item>, { create, list, mark }: Tools<Item>): Promise<void> {
  const { mirror } = stage;
  if (mirror.identity !== "chosen") return;
  const first = await create(1);
  const again = await create(2, { nonce: "nonce-2" });
  sameHeld(again, first, "the second answer");
  same(await stage.live(), [mark().key], "the vendor's own state");
  same((await list()).length, 1, "number of rows");
}

export async function chosenEnded<Item>(stage: MirrorStage<Item>, { create, mark }: Tools<Item>): Promise<void> {
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

export async function markedTwice<Item>(stage: MirrorStage<Item>, { create, list, mark }: Tools<Item>): Promise<void> {
  if (stage.mirror.identity !== "marked") return;
  await create(1);
  await create(1, { nonce: "nonce-2" });
  same(new Set((await list()).map((held) => held.mark?.nonce)).size, 2, "nonces listed");
  same(await stage.live(), [mark().key, mark().key], "the vendor's own state");
}
