import { mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { FootplateError } from "@footplate/core";
import { virtualClock } from "@footplate/testkit";
import { openJournal } from "../src/index.ts";
import { sqliteJournal } from "../src/sqlite-journal.ts";
import { openStore } from "../src/store.ts";
import { closing, fact, newFile, note } from "./support.ts";

function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

function openDatabase(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true });
  return new DatabaseSync(file);
}

describe("a journal that cannot be written", () => {
  test("F72 a full disk: nothing of the append is there, it says so, and reading goes on", async () => {
    const store = openStore(newFile(), 0, Date.now);
    const journal = closing(sqliteJournal(store, Date.now));
    await journal.record("line", [fact("f1")]);
    store.all(`PRAGMA max_page_count = ${Number(store.all("PRAGMA page_count")[0]?.["page_count"]) + 3}`);
    const many = Array.from({ length: 500 }, (_, n) => ({ ...fact(`big-${n}`), reason: "x".repeat(200) }));
    await expect(journal.record("line", many)).rejects.toMatchObject({
      code: "journal_unwritable",
      written: "no",
      hint: expect.stringContaining("free some space"),
    });
    expect(await journal.facts("line")).toEqual([fact("f1")]);
    store.all("PRAGMA max_page_count = 100000");
    expect(await journal.record("line", many)).toMatchObject({ ok: true, version: 501 });
  });

  test("a read-only file: it says so, and reading goes on", async () => {
    const store = openStore(newFile(), 0, Date.now);
    const journal = closing(sqliteJournal(store, Date.now));
    await journal.record("line", [fact("f1")]);
    store.all("PRAGMA query_only = 1");
    await expect(journal.note("line", "calendar", "k", note("n"), { expected: 0 })).rejects.toMatchObject({
      code: "journal_unwritable",
      written: "no",
      message: expect.stringContaining("read-only"),
    });
    expect(await journal.facts("line")).toEqual([fact("f1")]);
  });

  test("a file that another process keeps locked: it may be tried again, and then works", async () => {
    const file = newFile();
    const journal = closing(openJournal({ file, busyTimeoutMs: 0 }));
    const other = openDatabase(file);
    other.exec("BEGIN IMMEDIATE");
    await expect(journal.leases.acquire("line", "process-a", "tick", 1000)).rejects.toMatchObject({
      code: "journal_unwritable",
      retryable: true,
      written: "no",
      hint: expect.stringContaining("busyTimeoutMs"),
    });
    expect(await journal.facts("line")).toEqual([]);
    other.exec("ROLLBACK");
    other.close();
    expect((await journal.leases.acquire("line", "process-a", "tick", 1000)).ok).toBe(true);
  });

  test("F68 a journal that another process is just making: opening waits for it, and not for ever", () => {
    const file = newFile();
    const other = openDatabase(file);
    other.exec("BEGIN IMMEDIATE");
    expect(thrown(() => openStore(file, 40, Date.now, () => undefined))).toMatchObject({ retryable: true });
    let pauses = 0;
    const pause = () => {
      pauses += 1;
      if (pauses === 2) other.exec("COMMIT");
    };
    closing(openStore(file, 5000, Date.now, pause));
    expect(pauses).toBe(2);
    other.close();
  });

  test("a path where no file can be", () => {
    const file = newFile();
    mkdirSync(file, { recursive: true });
    expect(thrown(() => openJournal({ file }))).toMatchObject({ code: "journal_unwritable" });
    const plain = join(file, "plain");
    writeFileSync(plain, "");
    expect(thrown(() => openJournal({ file: join(plain, "journal.db") }))).toMatchObject({
      code: "journal_unwritable",
      hint: expect.stringContaining("directory"),
    });
  });

  test("a closed journal says so, and closing twice is as once", async () => {
    const journal = openJournal({ file: newFile() });
    journal.close();
    journal.close();
    await expect(journal.facts("line")).rejects.toMatchObject({ code: "journal_unwritable" });
    await expect(journal.record("line", [])).rejects.toMatchObject({ code: "journal_unwritable" });
  });

  test("F62 its errors carry no cause and nothing that was to be written", async () => {
    const journal = openJournal({ file: newFile() });
    journal.close();
    const error = await journal
      .record("line", [{ ...fact("f1"), reason: "canary" }])
      .catch((rejected: unknown) => rejected);
    expect(error).toBeInstanceOf(FootplateError);
    expect(error).not.toHaveProperty("cause");
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain("canary");
  });
});

describe("a journal that was lost or damaged", () => {
  test("F73 deleted: the next one is born anew, and a lease of the old one stays fenced", async () => {
    const file = newFile();
    const clock = virtualClock("2026-01-01T00:00:00Z");
    const old = openJournal({ file, now: clock.epochMs });
    const before = await old.leases.acquire("line", "process-a", "tick", 60_000);
    old.close();
    rmSync(file);
    clock.advance(1000);
    const next = closing(openJournal({ file, now: clock.epochMs }));
    expect((await next.info()).birth).toBe("2026-01-01T00:00:01Z");
    expect((await next.leases.acquire("line", "process-b", "tick", 60_000)).ok).toBe(true);
    if (!before.ok) throw new Error("process-a should have got the lease");
    expect(await next.record("line", [fact("f1")], { fence: before.lease })).toEqual({ ok: false, reason: "fenced" });
  });

  test("F73 deleted or replaced while open: nothing is acknowledged that would be lost", async () => {
    for (const away of [(file: string) => rmSync(file), (file: string) => renameSync(file, `${file}.old`)]) {
      const file = newFile();
      const journal = closing(openJournal({ file }));
      await journal.record("line", [fact("f1")]);
      away(file);
      await expect(journal.record("line", [fact("f2")])).rejects.toMatchObject({ code: "journal_unwritable" });
      writeFileSync(file, "something else");
      await expect(journal.record("line", [fact("f2")])).rejects.toMatchObject({ code: "journal_unwritable" });
    }
  });

  test("F73 corrupt: it is refused with a way out, and left as it is", async () => {
    const damages: readonly ((file: string) => void)[] = [
      (file) => writeFileSync(file, "this is no database, however long it may be ".repeat(200)),
      (file) => truncateSync(file, 8192),
      (file) => {
        const bytes = readFileSync(file);
        bytes.fill(0xa5, 4096 + 8, bytes.length);
        writeFileSync(file, bytes);
      },
    ];
    for (const damage of damages) {
      const file = newFile();
      const journal = openJournal({ file });
      await journal.record(
        "line",
        Array.from({ length: 300 }, (_, n) => fact(`f${n}`)),
      );
      journal.close();
      damage(file);
      const bytes = readFileSync(file);
      expect(thrown(() => openJournal({ file }))).toMatchObject({
        code: "journal_unwritable",
        message: expect.stringContaining("damaged"),
        hint: expect.stringContaining("restore a backup"),
      });
      expect(readFileSync(file).equals(bytes)).toBe(true);
    }
  });

  test("F73 a damaged row is refused, not passed over", async () => {
    for (const body of ["{", "null", "{}"]) {
      const file = newFile();
      const journal = closing(openJournal({ file }));
      await journal.record("line", [fact("f1")]);
      await journal.note("line", "calendar", "k", note("n"), { expected: 0 });
      const database = openDatabase(file);
      for (const table of ["fact", "note"]) database.prepare(`UPDATE ${table} SET body = ?`).run(body);
      database.close();
      await expect(journal.facts("line")).rejects.toMatchObject({ code: "journal_unwritable" });
      await expect(journal.notes("line")).rejects.toMatchObject({ code: "journal_unwritable" });
    }
  });

  test("an SQLite file of somebody else is refused and left as it is", () => {
    const file = newFile();
    const database = openDatabase(file);
    database.exec("CREATE TABLE theirs (a TEXT)");
    database.close();
    const bytes = readFileSync(file);
    expect(thrown(() => openJournal({ file }))).toMatchObject({
      code: "journal_unwritable",
      hint: "name another file",
    });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});

describe("leases", () => {
  test("F69 the lease of a dead process goes to the next one after its time, and the dead one is fenced", async () => {
    const file = newFile();
    const clock = virtualClock("2026-01-01T00:00:00Z");
    const dead = openJournal({ file, now: clock.epochMs });
    const first = await dead.leases.acquire("line", "process-a", "tick", 30_000);
    const survivor = closing(openJournal({ file, now: clock.epochMs }));
    expect(await survivor.leases.acquire("line", "process-b", "tick", 30_000)).toMatchObject({
      ok: false,
      heldBy: { holder: "process-a", reason: "tick", expiresAt: "2026-01-01T00:00:30Z" },
    });
    clock.advance(30_000);
    const second = await survivor.leases.acquire("line", "process-b", "tick", 30_000);
    if (!first.ok || !second.ok) throw new Error("both should have got the lease");
    expect(second.lease.token).toBeGreaterThan(first.lease.token);
    const late = await dead.note("line", "calendar", "k", note("n"), { expected: 0, fence: first.lease });
    expect(late).toEqual({ ok: false, reason: "fenced" });
    dead.close();
  });
});

describe("versions of the schema", () => {
  test("F76 the file records its schema version and its birth", async () => {
    const file = newFile();
    const clock = virtualClock("2026-01-01T00:00:00Z");
    openJournal({ file, now: clock.epochMs }).close();
    const database = openDatabase(file);
    expect(database.prepare("PRAGMA user_version").get()).toEqual({ user_version: 1 });
    expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    database.close();
    clock.advance(1000);
    expect(await closing(openJournal({ file, now: clock.epochMs })).info()).toEqual({
      now: "2026-01-01T00:00:01Z",
      birth: "2026-01-01T00:00:00Z",
    });
  });

  test("F76 a journal that version 1 wrote is read and continued", async () => {
    const file = newFile();
    const database = openDatabase(file);
    database.exec(readFileSync(new URL("fixtures/version-1.sql", import.meta.url), "utf8"));
    database.close();
    const clock = virtualClock("2026-01-02T00:00:20Z");
    const journal = closing(openJournal({ file, now: clock.epochMs }));
    expect((await journal.info()).birth).toBe("2026-01-01T00:00:00Z");
    expect(await journal.facts("retail")).toMatchObject([{ id: "f1", train: "t1" }]);
    expect(await journal.notes("retail")).toMatchObject([
      {
        mirror: "calendar",
        key: "t1/window",
        version: 2,
        notes: [{ type: "intent" }, { type: "done", id: "event-1" }],
      },
    ]);
    expect(await journal.leases.holder("retail")).toMatchObject({ holder: "process-a" });
    expect(await journal.note("retail", "calendar", "t1/window", note("n2"), { expected: 2 })).toMatchObject({
      ok: true,
      version: 3,
    });
    expect(await journal.record("retail", [fact("f1"), fact("f2")])).toMatchObject({ ok: true, version: 2 });
  });

  test("F74 a journal of a later version is refused by name of both versions, and left as it is", () => {
    const file = newFile();
    openJournal({ file }).close();
    const database = openDatabase(file);
    database.exec("PRAGMA user_version = 7");
    database.close();
    const bytes = readFileSync(file);
    expect(thrown(() => openJournal({ file }))).toMatchObject({
      code: "journal_newer",
      message: expect.stringMatching(/version 7.* up to 1$/),
      hint: expect.stringContaining("upgrade"),
    });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});

describe("bad input", () => {
  test("entries that could not be read again are refused, all problems at once, and nothing is recorded", async () => {
    const journal = closing(openJournal({ file: newFile() }));
    const bad = { ...fact(""), at: "yesterday" } as unknown as ReturnType<typeof fact>;
    const error = await journal.record("line", [fact("f1"), bad]).catch((rejected: unknown) => rejected);
    expect(error).toMatchObject({
      code: "invalid_input",
      problems: [
        { path: "facts[1].id", value: '""' },
        { path: "facts[1].at", value: '"yesterday"' },
      ],
    });
    const odd = { type: "done", generation: 1.5 } as unknown as ReturnType<typeof note>;
    await expect(journal.note("line", "calendar", "k", odd, { expected: 0 })).rejects.toMatchObject({
      problems: [{ path: "note.generation" }],
    });
    expect([await journal.facts("line"), await journal.notes("line")]).toEqual([[], []]);
  });

  test("options that name no file or no time are refused, both at once", () => {
    expect(thrown(() => openJournal({ file: ":memory:", busyTimeoutMs: -1 }))).toMatchObject({
      code: "invalid_input",
      problems: [{ path: "file" }, { path: "busyTimeoutMs" }],
    });
  });
});
