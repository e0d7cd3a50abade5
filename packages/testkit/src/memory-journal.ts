import {
  type Appended,
  type CallOptions,
  type Clock,
  epochMs,
  type Fact,
  FootplateError,
  fromEpochMs,
  instant,
  type Instant,
  type InstantLike,
  type Journal,
  type Lease,
  type LeaseHolder,
  type NoteStream,
} from "@footplate/core";

/** A lease as a journal keeps it. A lease given back stays, so that tokens go on growing. */
export interface StoredLease extends LeaseHolder {
  readonly token: number;
}

/** All that a journal in memory holds, as JSON. */
export interface JournalDump {
  readonly birth: Instant;
  readonly facts: readonly { readonly line: string; readonly facts: readonly Fact[] }[];
  readonly streams: readonly (Omit<NoteStream, "version"> & { readonly line: string })[];
  readonly leases: readonly StoredLease[];
}

/** What a journal in memory is made from. */
export interface MemoryJournalOptions {
  /** The journal's own clock. */
  readonly clock: Clock;
  /** When the journal was made. @default now */
  readonly birth?: InstantLike;
}

/** A journal in memory, and hands to lose things with. */
export interface MemoryJournal extends Journal {
  /** A copy of everything. */
  dump(): JournalDump;
  /** Puts everything back as it was at the dump, as from a backup. Tokens of leases go on growing all the same. */
  restore(dump: JournalDump): void;
  /** Loses the facts for which `lost` is true. @default all of them */
  loseFacts(lost?: (fact: Fact, line: string) => boolean): void;
  /** Loses everything; the journal is then born now. */
  loseAll(): void;
}

type Stream = { line: string; mirror: string; key: string; notes: NoteStream["notes"][number][] };

/** The reference journal. Everything is copied on the way in and out. */
export function memoryJournal(options: MemoryJournalOptions): MemoryJournal {
  const { clock } = options;
  let birth = instant(options.birth ?? clock.now());
  let facts = new Map<string, Fact[]>();
  let streams = new Map<string, Stream>();
  let leases = new Map<string, StoredLease>();
  let lastToken = 0;

  const current = (scope: string): StoredLease | undefined => {
    const lease = leases.get(scope);
    return lease !== undefined && epochMs(lease.expiresAt) > epochMs(clock.now()) ? lease : undefined;
  };
  const owns = (lease: Lease): StoredLease | undefined => {
    const stored = current(lease.scope);
    return stored?.token === lease.token ? stored : undefined;
  };
  const fenced = (fence: Lease | undefined): boolean => fence !== undefined && owns(fence) === undefined;
  const expiry = (ttlMs: number): Instant => fromEpochMs(epochMs(clock.now()) + checkedTtl(ttlMs));

  return {
    spec: 1,
    async info(call) {
      await begin(call);
      return { now: clock.now(), birth };
    },
    async facts(line, call) {
      await begin(call);
      return structuredClone(facts.get(line) ?? []);
    },
    async record(line, added, call): Promise<Appended> {
      const copies = structuredClone(added);
      await begin(call);
      if (fenced(call?.fence)) return { ok: false, reason: "fenced" };
      const all = [...(facts.get(line) ?? [])];
      const known = new Set(all.map((fact) => fact.id));
      for (const fact of copies) {
        if (!known.has(fact.id)) all.push(fact);
        known.add(fact.id);
      }
      facts.set(line, all);
      return { ok: true, version: all.length, at: clock.now() };
    },
    async notes(line, call) {
      await begin(call);
      return structuredClone(
        [...streams.values()]
          .filter((stream) => stream.line === line)
          .map(({ mirror, key, notes }) => ({ mirror, key, version: notes.length, notes })),
      );
    },
    async note(line, mirror, key, note, call): Promise<Appended> {
      const copy = structuredClone(note);
      await begin(call);
      if (fenced(call.fence)) return { ok: false, reason: "fenced" };
      const id = JSON.stringify([line, mirror, key]);
      const stream = streams.get(id) ?? { line, mirror, key, notes: [] };
      if (stream.notes.length !== call.expected) return { ok: false, reason: "stale" };
      const at = clock.now();
      stream.notes.push({ ...copy, at });
      streams.set(id, stream);
      return { ok: true, version: stream.notes.length, at };
    },
    leases: {
      async acquire(scope, holder, reason, ttlMs, call) {
        await begin(call);
        const expiresAt = expiry(ttlMs);
        const held = current(scope);
        if (held !== undefined) return { ok: false, heldBy: withoutToken(held) };
        // Never below the clock, so that a token from a journal that was lost stays fenced in the next one.
        lastToken = Math.max(lastToken + 1, epochMs(clock.now()));
        leases.set(scope, {
          scope,
          holder,
          reason,
          since: clock.now(),
          expiresAt,
          token: lastToken,
        });
        return { ok: true, lease: { scope, token: lastToken, expiresAt } };
      },
      async renew(lease, ttlMs, call) {
        await begin(call);
        const expiresAt = expiry(ttlMs);
        const stored = owns(lease);
        if (stored === undefined) return undefined;
        leases.set(lease.scope, { ...stored, expiresAt });
        return { scope: lease.scope, token: lease.token, expiresAt };
      },
      async release(lease, call) {
        await begin(call);
        const stored = owns(lease);
        if (stored !== undefined) leases.set(lease.scope, { ...stored, expiresAt: clock.now() });
      },
      async holder(scope, call) {
        await begin(call);
        const held = current(scope);
        return held === undefined ? undefined : withoutToken(held);
      },
      async revoke({ scope, holder, since }, call) {
        await begin(call);
        const held = current(scope);
        if (held?.holder !== holder || held.since !== since) return false;
        leases.set(scope, { ...held, expiresAt: clock.now() });
        return true;
      },
    },
    dump: () =>
      structuredClone({
        birth,
        facts: [...facts].map(([line, all]) => ({ line, facts: all })),
        streams: [...streams.values()],
        leases: [...leases.values()],
      }),
    restore(dump) {
      const copy = structuredClone(dump);
      birth = copy.birth;
      facts = new Map(copy.facts.map((entry) => [entry.line, [...entry.facts]]));
      streams = new Map(
        copy.streams.map((stream) => [
          JSON.stringify([stream.line, stream.mirror, stream.key]),
          { ...stream, notes: [...stream.notes] },
        ]),
      );
      leases = new Map(copy.leases.map((lease) => [lease.scope, lease]));
      lastToken = Math.max(lastToken, ...copy.leases.map((lease) => lease.token));
    },
    loseFacts(lost = () => true) {
      for (const [line, all] of facts) {
        facts.set(
          line,
          all.filter((fact) => !lost(structuredClone(fact), line)),
        );
      }
    },
    loseAll() {
      birth = clock.now();
      facts = new Map();
      streams = new Map();
      leases = new Map();
    },
  };
}

/** One await point before the effect, as a real store has. */
async function begin(call: CallOptions | undefined): Promise<void> {
  call?.signal?.throwIfAborted();
  await Promise.resolve();
  call?.signal?.throwIfAborted();
}

function checkedTtl(ttlMs: number): number {
  if (Number.isSafeInteger(ttlMs) && ttlMs > 0) return ttlMs;
  throw new FootplateError({
    code: "invalid_input",
    message: `a lease cannot last ${ttlMs} milliseconds`,
    hint: "give ttlMs as a whole number of milliseconds above 0",
  });
}

function withoutToken({ scope, holder, reason, since, expiresAt }: StoredLease): LeaseHolder {
  return { scope, holder, reason, since, expiresAt };
}
