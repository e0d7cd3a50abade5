import { FootplateError, fromEpochMs, type Lease, type LeaseHolder, type Leases } from "@footplate/core";
import { integer, type Row, type Store, text } from "./store.ts";

/** Whether the lease is held and not expired, asked within a transaction. */
export function holds(store: Store, lease: Lease, nowMs: number): boolean {
  const row = live(store, lease.scope, nowMs);
  return row !== undefined && row["token"] === lease.token;
}

/** Leases in the journal's own file, judged by the journal's own clock. */
export function sqliteLeases(store: Store, now: () => number): Leases {
  return {
    async acquire(scope, holder, reason, ttlMs, options) {
      options?.signal?.throwIfAborted();
      requireLength(ttlMs);
      return store.write(() => {
        const nowMs = now();
        const held = live(store, scope, nowMs);
        if (held !== undefined) return { ok: false, heldBy: holderOf(store, held) };
        const [last] = store.all("SELECT token FROM lease WHERE scope = ?", scope);
        // Never below the clock, so that a token from a journal that was lost stays fenced in the next one.
        const token = Math.max(last === undefined ? 0 : integer(store, last, "token") + 1, nowMs);
        const expiresMs = nowMs + ttlMs;
        store.run(
          `INSERT INTO lease (scope, token, holder, reason, since_ms, expires_ms) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (scope) DO UPDATE SET token = excluded.token, holder = excluded.holder,
             reason = excluded.reason, since_ms = excluded.since_ms, expires_ms = excluded.expires_ms`,
          scope,
          token,
          holder,
          reason,
          nowMs,
          expiresMs,
        );
        return { ok: true, lease: { scope, token, expiresAt: fromEpochMs(expiresMs) } };
      });
    },
    async renew(lease, ttlMs, options) {
      options?.signal?.throwIfAborted();
      requireLength(ttlMs);
      return store.write(() => {
        const nowMs = now();
        if (!holds(store, lease, nowMs)) return undefined;
        store.run("UPDATE lease SET expires_ms = ? WHERE scope = ?", nowMs + ttlMs, lease.scope);
        return { scope: lease.scope, token: lease.token, expiresAt: fromEpochMs(nowMs + ttlMs) };
      });
    },
    async release(lease, options) {
      options?.signal?.throwIfAborted();
      store.write(() => {
        const nowMs = now();
        // The row stays, so that tokens go on growing.
        if (holds(store, lease, nowMs)) {
          store.run("UPDATE lease SET expires_ms = ? WHERE scope = ?", nowMs, lease.scope);
        }
      });
    },
    async holder(scope, options) {
      options?.signal?.throwIfAborted();
      const row = live(store, scope, now());
      return row === undefined ? undefined : holderOf(store, row);
    },
    async revoke({ scope, holder, since }, options) {
      options?.signal?.throwIfAborted();
      return store.write(() => {
        const nowMs = now();
        const row = live(store, scope, nowMs);
        const held = row === undefined ? undefined : holderOf(store, row);
        if (held?.holder !== holder || held.since !== since) return false;
        store.run("UPDATE lease SET expires_ms = ? WHERE scope = ?", nowMs, scope);
        return true;
      });
    },
  };
}

function live(store: Store, scope: string, nowMs: number): Row | undefined {
  return store.all("SELECT * FROM lease WHERE scope = ? AND expires_ms > ?", scope, nowMs)[0];
}

function holderOf(store: Store, row: Row): LeaseHolder {
  return {
    scope: text(store, row, "scope"),
    holder: text(store, row, "holder"),
    reason: text(store, row, "reason"),
    since: fromEpochMs(integer(store, row, "since_ms")),
    expiresAt: fromEpochMs(integer(store, row, "expires_ms")),
  };
}

function requireLength(ttlMs: number): void {
  if (Number.isSafeInteger(ttlMs) && ttlMs > 0) return;
  throw new FootplateError({
    code: "invalid_input",
    message: `a lease cannot last ${ttlMs} milliseconds`,
    hint: "give ttlMs as a whole number of milliseconds above 0",
  });
}
