import { epochMs, type Fact, fromEpochMs, type Instant, type Journal, type Lease, type Note } from "@footplate/core";
import { type Case, check, frozen, refused, rejection, same } from "./check.ts";

/** A journal, made for one case. */
export interface JournalStage {
  readonly journal: Journal;
  /** Moves the journal's own clock. */
  readonly advance: (ms: number) => void;
  /** Closes the journal and opens it again, as a new process does. */
  readonly reopen?: () => Promise<Journal>;
}

type Body = (stage: JournalStage) => Promise<void>;

const line = "retail";

/** What every journal must do, as cases for any test runner. `fresh` is called once for every case. */
export function journalCases(fresh: () => Promise<JournalStage>): readonly Case[] {
  const cases: readonly (readonly [string, Body])[] = [
    ["it knows its own time and birth", knowsItself],
    ["facts come back in the order they were recorded, by line", factsInOrder],
    ["a fact recorded twice is recorded once, and the first stands", factsOnce],
    ["a note is appended only to the version that was expected", compareAndSet],
    ["of two appends at once one is stale", racingNotes],
    ["streams are kept apart by line, mirror and key, whatever their names", apart],
    ["a thousand notes come back in order", manyNotes],
    ["F68 a lease is given to one at a time, and the other learns to whom", oneHolder],
    ["F68 a lease that was given back fences", givenBack],
    ["F69 a lease expires, and the token of the next holder is larger", expires],
    ["F69 a lease that expired is lost to its holder even when nobody took it", expiredUntaken],
    ["a lease prolonged in time stays", prolonged],
    ["a fenced append writes nothing", fencedWritesNothing],
    ["leases of different scopes do not meet", scopesApart],
    ["a lease without a length is refused", leaseWithoutLength],
    ["what goes in and comes out is not shared", notShared],
    ["an aborted call rejects with the signal's own reason and writes nothing", aborted],
    ["F67 everything is there after it is opened again", durable],
  ];
  return cases.map(([name, body]) => ({ name, run: async () => body(await fresh()) }));
}

function fact(n: number, parts: { readonly reason?: string } = {}): Fact {
  const at = fromEpochMs(epochMs("2026-01-01T00:00:00Z") + n * 1000);
  return frozen({ type: "trainCancelled", id: `f${n}`, at, by: { person: "conductor-a" }, train: `t${n}`, ...parts });
}

function intent(nonce: string, deadline: Instant = fromEpochMs(epochMs("2026-01-01T00:00:00Z"))): Note {
  return frozen({
    type: "intent",
    action: "create",
    generation: 1,
    nonce,
    deadline,
    asked: { title: 'Äpfel & "x"\u2028\n', parts: [1, 2.5, null, true, { deep: "" }] },
  });
}

async function note(journal: Journal, nonce: string, expected: number, fence?: Lease, key = "k", of = line) {
  return journal.note(of, "calendar", key, intent(nonce), { expected, ...(fence !== undefined && { fence }) });
}

async function lease(journal: Journal, holder: string, ttlMs = 10_000, scope = line): Promise<Lease> {
  const answer = await journal.leases.acquire(scope, holder, "tick", ttlMs);
  check(answer.ok, `${holder} should get the lease`);
  return answer.lease;
}

async function nonces(journal: Journal, of = line): Promise<readonly string[]> {
  const streams = await journal.notes(of);
  return streams.flatMap((stream) => stream.notes.map((one) => ("nonce" in one ? one.nonce : "")));
}

async function knowsItself({ journal, advance }: JournalStage): Promise<void> {
  const before = await journal.info();
  check(epochMs(before.birth) <= epochMs(before.now), "born before now");
  advance(90_000);
  const after = await journal.info();
  same(epochMs(after.now) - epochMs(before.now), 90_000, "time that passed");
  same(after.birth, before.birth, "birth");
}

async function factsInOrder({ journal }: JournalStage): Promise<void> {
  same(await journal.facts(line), [], "a line nobody wrote");
  same(await journal.record(line, []), { ok: true, version: 0, at: (await journal.info()).now }, "no facts");
  same(
    await journal.record(line, [fact(3), fact(1)]),
    { ok: true, version: 2, at: (await journal.info()).now },
    "the answer",
  );
  await journal.record("other", [fact(9)]);
  await journal.record(line, [fact(2)]);
  same(await journal.facts(line), [fact(3), fact(1), fact(2)], "facts");
  same(await journal.facts("other"), [fact(9)], "facts of the other line");
}

async function factsOnce({ journal }: JournalStage): Promise<void> {
  await journal.record(line, [fact(1), fact(2)]);
  const answer = await journal.record(line, [fact(2, { reason: "again" }), fact(3), fact(3)]);
  check(answer.ok, "recording what is there is success");
  same(answer.version, 3, "version");
  same(await journal.facts(line), [fact(1), fact(2), fact(3)], "facts");
}

async function compareAndSet({ journal, advance }: JournalStage): Promise<void> {
  const first = await note(journal, "a", 0);
  const { now } = await journal.info();
  same(first, { ok: true, version: 1, at: now }, "the first append");
  advance(1500);
  const stale = { ok: false, reason: "stale" };
  same(await note(journal, "b", 0), stale, "behind");
  same(await note(journal, "b", 2), stale, "ahead");
  same(await note(journal, "c", 3, undefined, "unknown"), stale, "a stream that is not there");
  const second = await note(journal, "b", 1);
  check(second.ok, "the second append");
  same(epochMs(second.at) - epochMs(now), 1500, "time between");
  const notes = [
    { ...intent("a"), at: now },
    { ...intent("b"), at: second.at },
  ];
  same(await journal.notes(line), [{ mirror: "calendar", key: "k", version: 2, notes }], "streams");
}

async function racingNotes({ journal }: JournalStage): Promise<void> {
  const answers = await Promise.all(["a", "b", "c"].map((nonce) => note(journal, nonce, 0)));
  same(answers.filter((answer) => answer.ok).length, 1, "appends that won");
  same((await nonces(journal)).length, 1, "notes");
}

async function apart({ journal }: JournalStage): Promise<void> {
  const names = ["a", "a/b", "a' OR 1=1 --", 'a","b', "A", "ä", "%", "__proto__"];
  for (const of of names) {
    for (const key of names) {
      const answer = await journal.note(of, key, of, intent(`${of}|${key}`), { expected: 0 });
      check(answer.ok, `a new stream for ${of}, ${key}`);
      same(await note(journal, "other key", 0, undefined, key, of), { ...answer, version: 1 }, "another mirror");
    }
    await journal.record(of, [fact(1, { reason: of })]);
  }
  for (const of of names) {
    const streams = (await journal.notes(of)).filter((stream) => stream.mirror !== "calendar");
    const found = streams.flatMap((stream) => stream.notes.map((one) => ("nonce" in one ? one.nonce : "")));
    same(found.toSorted(), names.map((key) => `${of}|${key}`).toSorted(), `streams of ${of}`);
    same(await journal.facts(of), [fact(1, { reason: of })], `facts of ${of}`);
  }
}

async function manyNotes({ journal }: JournalStage): Promise<void> {
  for (let n = 0; n < 500; n += 1) {
    for (const key of ["k1", "k2"]) {
      check((await note(journal, `${key}-${n}`, n, undefined, key)).ok, `note ${n}`);
    }
  }
  const streams = await journal.notes(line);
  for (const stream of streams) {
    same(
      stream.notes.map((one) => ("nonce" in one ? one.nonce : "")),
      Array.from({ length: 500 }, (_, n) => `${stream.key}-${n}`),
      `notes of ${stream.key}`,
    );
  }
  same(streams.map((stream) => `${stream.key} ${stream.version}`).toSorted(), ["k1 500", "k2 500"], "streams");
}

async function oneHolder({ journal, advance }: JournalStage): Promise<void> {
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

async function givenBack({ journal }: JournalStage): Promise<void> {
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

async function expires({ journal, advance }: JournalStage): Promise<void> {
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

async function expiredUntaken({ journal, advance }: JournalStage): Promise<void> {
  const first = await lease(journal, "process-a");
  advance(10_000);
  same(await journal.leases.holder(line), undefined, "nobody holds it");
  same(await note(journal, "a", 0, first), { ok: false, reason: "fenced" }, "a write with it");
  same(await journal.leases.renew(first, 10_000), undefined, "prolonging it");
  await journal.leases.release(first);
}

async function prolonged({ journal, advance }: JournalStage): Promise<void> {
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

async function fencedWritesNothing({ journal, advance }: JournalStage): Promise<void> {
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

async function scopesApart({ journal }: JournalStage): Promise<void> {
  const first = await lease(journal, "process-a", 10_000, "a");
  const second = await lease(journal, "process-b", 10_000, "b");
  check((await note(journal, "a", 0, first)).ok && (await note(journal, "b", 1, second)).ok, "both may write");
  await journal.leases.release(first);
  same((await journal.leases.holder("b"))?.holder, "process-b", "the other scope");
}

async function leaseWithoutLength({ journal }: JournalStage): Promise<void> {
  for (const ttlMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 0.5]) {
    await refused(journal.leases.acquire(line, "process-a", "tick", ttlMs), "invalid_input", undefined, `${ttlMs} ms`);
  }
  same(await journal.leases.holder(line), undefined, "the holder");
}

async function notShared({ journal }: JournalStage): Promise<void> {
  const given = structuredClone(fact(1));
  const recording = journal.record(line, [given]);
  Reflect.set(given, "reason", "changed while under way");
  await recording;
  const noted = structuredClone(intent("a"));
  const noting = journal.note(line, "calendar", "k", noted, { expected: 0 });
  Reflect.set(noted, "nonce", "changed while under way");
  await noting;
  for (const found of [...(await journal.facts(line)), ...(await journal.notes(line))]) {
    Reflect.set(found, "key", "changed after reading");
    Reflect.set(found, "id", "changed after reading");
  }
  same(await journal.facts(line), [fact(1)], "facts");
  same(await nonces(journal), ["a"], "nonces");
  same((await journal.notes(line))[0]?.key, "k", "key");
}

async function aborted({ journal }: JournalStage): Promise<void> {
  const held = await lease(journal, "process-a");
  const reason = { because: "the caller changed its mind" };
  const options = { signal: AbortSignal.abort(reason) };
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    info: () => journal.info(options),
    facts: () => journal.facts(line, options),
    record: () => journal.record(line, [fact(1)], options),
    notes: () => journal.notes(line, options),
    note: () => journal.note(line, "calendar", "k", intent("a"), { ...options, expected: 0 }),
    acquire: () => journal.leases.acquire("other", "process-a", "tick", 10_000, options),
    renew: () => journal.leases.renew(held, 99_000, options),
    release: () => journal.leases.release(held, options),
    holder: () => journal.leases.holder(line, options),
  };
  for (const [name, call] of Object.entries(calls)) {
    check((await rejection(call(), name)) === reason, `${name} rejects with the signal's own reason`);
  }
  same([await journal.facts(line), await journal.notes(line)], [[], []], "facts and streams");
  same(await journal.leases.holder("other"), undefined, "the other lease");
  same((await journal.leases.holder(line))?.expiresAt, held.expiresAt, "the lease");
}

async function durable({ journal, reopen, advance }: JournalStage): Promise<void> {
  if (reopen === undefined) return;
  await journal.record(line, [fact(1), fact(2)]);
  const held = await lease(journal, "process-a");
  await note(journal, "a", 0, held);
  await note(journal, "b", 1, held);
  const before = [await journal.info(), await journal.facts(line), await journal.notes(line)];
  const again = await reopen();
  same([await again.info(), await again.facts(line), await again.notes(line)], before, "after opening it again");
  same((await again.leases.holder(line))?.holder, "process-a", "the holder");
  check((await note(again, "c", 2, held)).ok, "the lease still writes");
  advance(10_000);
  check((await lease(again, "process-b")).token > held.token, "the token goes on growing");
}
