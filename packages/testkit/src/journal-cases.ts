import { epochMs } from "@footplate/core";
import { needs, runOf } from "./case-tools.ts";
import { type Case, check, rejection, same } from "./check.ts";
import {
  expiredUntaken,
  expires,
  fencedWritesNothing,
  givenBack,
  leaseWithoutLength,
  oneHolder,
  prolonged,
  revoked,
  scopesApart,
} from "./journal-lease-cases.ts";
import { fact, intent, type JournalStage, lease, line, nonces, note } from "./journal-stage.ts";

type Body = (stage: JournalStage) => Promise<void>;

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
    ["F69 a lease that was revoked fences its holder, and nobody else's is", revoked],
    ["a lease prolonged in time stays", prolonged],
    ["a fenced append writes nothing", fencedWritesNothing],
    ["leases of different scopes do not meet", scopesApart],
    ["a lease without a length is refused", leaseWithoutLength],
    ["what goes in and comes out is not shared", notShared],
    ["an aborted call rejects with the signal's own reason and writes nothing", aborted],
    ["F67 everything is there after it is opened again", durable],
  ];
  return cases.map(([name, body]) => ({ name, run: runOf(async () => body(await fresh())) }));
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
  needs(reopen, "hook `reopen`");
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
