import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type NumberedList, type NumberedPage, overlappedRows } from "../src/index.ts";
import { rejection } from "./support/http.ts";

interface Row {
  readonly id: string;
  readonly rank: number;
}

/** A service with one list, and what happens to it just before each page is given. */
function service(rows: readonly Row[], before: (rows: readonly Row[], asked: number) => readonly Row[] = (now) => now) {
  const asked: NumberedPage[] = [];
  const seen: (readonly Row[])[] = [];
  let now = rows;
  const list: NumberedList<Row> = {
    load: async (page) => {
      now = before(now, asked.length);
      asked.push(page);
      seen.push(now);
      const start = (page.page - 1) * page.size;
      return { rows: now.slice(start, start + page.size) };
    },
    idOf: ({ id }) => id,
    rankOf: ({ rank }) => rank,
  };
  return { list, asked, seen };
}

function numbered(count: number): readonly Row[] {
  return Array.from({ length: count }, (_none, index) => ({ id: `r${index}`, rank: index }));
}

/** How many of the first rows each page of a list that stands still reaches. */
const REACHED = [100, 198, 294, 388, 480, 570, 658, 744, 828, 910, 1000];

describe("a list that stands still", () => {
  test("is read once: one page more than the fewest possible for some lengths, and none is left out or comes twice", async () => {
    for (let count = 0; count <= 1001; count += 1) {
      const { list, asked } = service(numbered(count));
      expect(await overlappedRows(list)).toEqual({ rows: numbered(count), still: true });
      const pages = REACHED.filter((end) => end <= count).length + 1;
      expect({ count, pages: asked.length }).toEqual({ count, pages });
      expect(pages - (Math.floor(count / 100) + 1)).toBeLessThanOrEqual(1);
    }
  });

  test("takes at most a fifth more pages than without overlap, however long it is", async () => {
    for (const count of [1090, 5000, 10_000, 50_000]) {
      const { list, asked } = service(numbered(count));
      expect((await overlappedRows(list)).still).toBe(true);
      expect(asked.length).toBeLessThanOrEqual(1.2 * (Math.floor(count / 100) + 1));
      expect(asked.every(({ page, size }) => page > 0 && size > 0 && size <= 100)).toBe(true);
    }
  });

  test("ends with a full page where the service says that it is the last", async () => {
    const { list, asked } = service(numbered(198));
    const load: NumberedList<Row>["load"] = async (page) => ({
      rows: (await list.load(page))?.rows ?? [],
      last: page.page * page.size >= 198,
    });
    expect(await overlappedRows({ ...list, load })).toEqual({ rows: numbered(198), still: true });
    expect(asked).toEqual([
      { page: 1, size: 100 },
      { page: 2, size: 99 },
    ]);
  });

  test("is read no further than it is needed", async () => {
    const { list, asked } = service(numbered(500));
    const { rows, still } = await overlappedRows({ ...list, upTo: 150 });
    expect([rows.length, still, asked.length]).toEqual([198, true, 2]);
  });
});

describe("F31 a list that moves while it is read", () => {
  const change = fc.record({
    kind: fc.constantFrom("none", "none", "remove", "remove", "insert", "both"),
    remove: fc.nat(),
    insert: fc.nat(),
    /** Near its beginning, where a change moves everything else. */
    early: fc.boolean(),
  });

  test("F31 is never still while something is missing that was there all the time", async () => {
    const made = { still: 0, moved: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 2, max: 20 }),
        fc.array(change, { maxLength: 30 }),
        fc.boolean(),
        async (count, most, changes, ties) => {
          const ranked = numbered(count).map((row, index) => ({ ...row, rank: ties ? Math.floor(index / 3) : index }));
          const { list, asked, seen } = service(ranked, (rows, at) => {
            const { kind, remove, insert, early } = changes[at] ?? { kind: "none", remove: 0, insert: 0, early: false };
            let now = rows;
            if (kind === "remove" || kind === "both")
              now = now.toSpliced(remove % Math.max(1, early ? Math.min(most, now.length) : now.length), 1);
            if (kind === "insert" || kind === "both") {
              const place = insert % ((early ? Math.min(most, now.length) : now.length) + 1);
              now = now.toSpliced(place, 0, { id: `new${at}`, rank: now[place]?.rank ?? Number.MAX_SAFE_INTEGER });
            }
            return now;
          });
          const { rows, still } = await overlappedRows({ ...list, most });
          const ids = new Set(rows.map(({ id }) => id));
          if (still) {
            const always = seen.reduce((left, now) => left.filter(({ id }) => now.some((row) => row.id === id)));
            expect(always.filter(({ id }) => !ids.has(id))).toEqual([]);
            expect(ids.size).toBe(rows.length);
          }
          if (asked.length > 1) made[still ? "still" : "moved"] += 1;
        },
      ),
      { numRuns: 2000 },
    );
    expect(Math.min(made.still, made.moved)).toBeGreaterThan(50);
  });

  test("F31 one that lost a row is read anew until two readings agree, and is whole then", async () => {
    const { list, asked } = service(numbered(250), (rows, at) => (at === 1 ? rows.slice(1) : rows));
    expect(await overlappedRows(list)).toEqual({ rows: numbered(250).slice(1), still: true });
    expect(asked.length).toBe(2 + 3 + 3);
  });

  test("F31 one that never stands still is not still", async () => {
    const { list, asked } = service(numbered(250), (rows) => rows.slice(1));
    expect((await overlappedRows(list)).still).toBe(false);
    expect(asked.length).toBeLessThan(2 + 4 * 3);
  });

  test("F31 rows of one rank that change places are noticed where the change could hide one", async () => {
    const tied = numbered(150).map(({ id }) => ({ id, rank: 0 }));
    const toTheFront = (rows: readonly Row[]): readonly Row[] => [...rows.slice(100, 101), ...rows.toSpliced(100, 1)];
    const acrossThePages = (rows: readonly Row[]): readonly Row[] =>
      rows.toSpliced(98, 3, ...rows.slice(98, 101).toReversed());
    for (const change of [toTheFront, acrossThePages]) {
      const { list } = service(tied, (rows, at) => (at === 1 ? change(rows) : rows));
      const { rows, still } = await overlappedRows(list);
      expect([new Set(rows.map(({ id }) => id)).size, still]).toEqual([150, true]);
    }
  });
});

describe("a service that does not list as it should", () => {
  test("F31 ranks that are out of order or cannot be read prove nothing: two readings must agree", async () => {
    for (const rankOf of [() => Number.NaN, ({ rank }: Row) => -rank]) {
      const { list, asked } = service(numbered(250));
      expect(await overlappedRows({ ...list, rankOf })).toEqual({ rows: numbered(250), still: true });
      expect(asked.length).toBe(3 + 3);
    }
    // Something that moves to the front while the list is read is found on the second reading.
    const { list } = service(numbered(250), (rows, at) =>
      at === 2 ? [rows[220] ?? rows[0], ...rows.toSpliced(220, 1)].flatMap((row) => row ?? []) : rows,
    );
    const { rows, still } = await overlappedRows({ ...list, rankOf: () => Number.NaN });
    expect([rows.length, still]).toEqual([250, true]);
  });

  test("one that gives pages of one size alone is read twice", async () => {
    const rows = numbered(250);
    const pages: number[] = [];
    const load: NumberedList<Row>["load"] = async ({ page }) => {
      pages.push(page);
      return { rows: rows.slice((page - 1) * 100, page * 100) };
    };
    const { list } = service(rows);
    expect(await overlappedRows({ ...list, load })).toEqual({ rows, still: true });
    expect(pages).toEqual([1, 2, 1, 2, 3, 1, 2, 3]);
  });

  test("one that does not number its pages, or leaves rows out of them, is read in the other way, twice", async () => {
    const rows = numbered(150);
    for (const load of [
      async () => undefined,
      async ({ page, size }: NumberedPage) => ({
        rows: rows.slice((page - 1) * size, page * size).slice(1),
        last: false,
      }),
    ]) {
      let readings = 0;
      const again = async (): Promise<readonly Row[]> => {
        readings += 1;
        return rows;
      };
      expect(await overlappedRows({ ...service(rows).list, load, again })).toEqual({ rows, still: true });
      expect(readings).toBe(2);
    }
  });

  test("F10 rows that cannot be told apart never prove anything where they overlap", async () => {
    const { list } = service(numbered(150));
    const idOf = ({ id, rank }: Row): string | undefined => (rank === 99 ? undefined : id);
    const { rows, still } = await overlappedRows({ ...list, idOf });
    expect([rows.length, still]).toEqual([150, true]);
  });

  test("F32 one that never ends is protocol", async () => {
    let row = 0;
    const load: NumberedList<Row>["load"] = async ({ size }) => ({
      rows: Array.from({ length: size }, () => ({ id: `r${(row += 1)}`, rank: row })),
    });
    const error = await rejection(overlappedRows({ ...service([]).list, load }));
    expect(error).toMatchObject({ code: "protocol", message: /more than 1000 pages/ });
  });
});
