import { epochMs, type Lease } from "@footplate/core";
import { check, refused, same } from "./check.ts";
import { fact, type JournalStage, lease, line, note } from "./journal-stage.ts";

export async function oneHolder({ journal, advance }: JournalStage): Promise<void> {
  same(await journal.leases.holder(line), undefined, "nobody at first");
  const { now } = await journal.info();
  const first = await lease(journal, "process-a");
  same(epochMs(first.expiresAt) - epochMs(now), 10_000, "length of the lease");
  same(first.scope, line, "its scope");
  advance(1000);
  const heldBy = { scope: line, holder: "process-a", reason: "tick", since: now, expiresAt: first.expiresAt };
  same(await journal.leases.holder(line), heldBy, "the holder");
  for (const holder of ["process-b", "process-a"]) {
    const answer = await journal.leases.acquire(line, holder, "tick", 10_000);
    same(answer, { ok: false, heldBy }, `the answer to ${holder}`);
  }
  check((await note(journal, "a", 0, first)).ok, "the holder may write");
}

export async function givenBack({ journal }: JournalStage): Promise<void> {
  const first = await lease(journal, "process-a");
  await journal.leases.release(first);
  same(await journal.leases.holder(line), undefined, "nobody after that");
  same(await note(journal, "a", 0, first), { ok: false, reason: "fenced" }, "a write with it");
  same(await journal.leases.renew(first, 10_000), undefined, "prolonging it");
  const second = await lease(journal, "process-a");
  check(second.token > first.token, "the token grows");
  await journal.leases.release(first);
  same((await journal.leases.holder(line))?.holder, "process-a", "an old lease given back again frees nothing");
  check((await note(journal, "a", 0, second)).ok, "the new lease writes");
}

export async function expires({ journal, advance }: JournalStage): Promise<void> {
  const first = await lease(journal, "process-a");
  advance(9_999);
  check(!(await journal.leases.acquire(line, "process-b", "tick", 10_000)).ok, "not before its time");
  advance(1);
  const second = await lease(journal, "process-b");
  check(second.token > first.token, "the token grows");
  same((await journal.leases.holder(line))?.holder, "process-b", "the holder");
  const fenced = { ok: false, reason: "fenced" };
  same(await note(journal, "a", 0, first), fenced, "a note of the old holder");
  same(await journal.record(line, [fact(1)], { fence: first }), fenced, "a fact of the old holder");
  same(await journal.leases.renew(first, 10_000), undefined, "prolonging the old lease");
  await journal.leases.release(first);
  check((await note(journal, "b", 0, second)).ok, "the new holder may write");
}

export async function expiredUntaken({ journal, advance }: JournalStage): Promise<void> {
  const first = await lease(journal, "process-a");
  advance(10_000);
  same(await journal.leases.holder(line), undefined, "nobody holds it");
  same(await note(journal, "a", 0, first), { ok: false, reason: "fenced" }, "a write with it");
  same(await journal.leases.renew(first, 10_000), undefined, "prolonging it");
  await journal.leases.release(first);
}

export async function revoked({ journal, advance }: JournalStage): Promise<void> {
  const first = await lease(journal, "process-a");
  const held = await journal.leases.holder(line);
  check(held !== undefined, "somebody holds it");
  for (const other of [
    { ...held, holder: "process-b" },
    { ...held, scope: "other" },
  ]) {
    same(await journal.leases.revoke(other), false, `revoking it from ${other.holder} in ${other.scope}`);
  }
  check((await note(journal, "a", 0, first)).ok, "the holder still writes");
  same(await journal.leases.revoke(held), true, "revoking it");
  same(await journal.leases.holder(line), undefined, "nobody after that");
  same(await note(journal, "a", 1, first), { ok: false, reason: "fenced" }, "a write with it");
  same(await journal.leases.renew(first, 10_000), undefined, "prolonging it");
  same(await journal.leases.revoke(held), false, "revoking it again");
  advance(1);
  const second = await lease(journal, "process-a");
  check(second.token > first.token, "the token grows");
  same(await journal.leases.revoke(held), false, "revoking what the same process took anew");
  check((await note(journal, "a", 1, second)).ok, "the new lease writes");
}

export async function prolonged({ journal, advance }: JournalStage): Promise<void> {
  const first = await lease(journal, "process-a");
  advance(9_000);
  const renewed = await journal.leases.renew(first, 10_000);
  check(renewed !== undefined, "it is still ours");
  same(epochMs(renewed.expiresAt) - epochMs(first.expiresAt), 9_000, "time won");
  same([renewed.scope, renewed.token], [first.scope, first.token], "scope and token");
  advance(9_000);
  check((await note(journal, "a", 0, renewed)).ok, "the prolonged lease writes");
  check((await note(journal, "b", 1, first)).ok, "so does the older proof of the same token");
  check(!(await journal.leases.acquire(line, "process-b", "tick", 10_000)).ok, "nobody else gets it");
}

export async function fencedWritesNothing({ journal, advance }: JournalStage): Promise<void> {
  const first = await lease(journal, "process-a");
  check((await journal.record(line, [fact(1)], { fence: first })).ok, "the holder may record");
  advance(10_000);
  const fenced = { ok: false, reason: "fenced" };
  same(await journal.record(line, [fact(2), fact(3)], { fence: first }), fenced, "recording");
  same(await note(journal, "a", 0, first), fenced, "a note");
  const unknown: Lease = { scope: "unknown", token: first.token, expiresAt: first.expiresAt };
  same(await note(journal, "a", 0, unknown), fenced, "a lease nobody gave");
  same(await journal.facts(line), [fact(1)], "facts");
  same(await journal.notes(line), [], "streams");
}

export async function scopesApart({ journal }: JournalStage): Promise<void> {
  const first = await lease(journal, "process-a", 10_000, "a");
  const second = await lease(journal, "process-b", 10_000, "b");
  check((await note(journal, "a", 0, first)).ok && (await note(journal, "b", 1, second)).ok, "both may write");
  await journal.leases.release(first);
  same((await journal.leases.holder("b"))?.holder, "process-b", "the other scope");
}

export async function leaseWithoutLength({ journal }: JournalStage): Promise<void> {
  for (const ttlMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 0.5]) {
    await refused(journal.leases.acquire(line, "process-a", "tick", ttlMs), "invalid_input", undefined, `${ttlMs} ms`);
  }
  same(await journal.leases.holder(line), undefined, "the holder");
}
