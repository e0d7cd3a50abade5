import { tooManyPages } from "./pages.ts";

/** Which page of a list to ask for. */
export interface NumberedPage {
  /** Number of the page, from 1. */
  readonly page: number;
  /** Rows of each page. The first one begins at row `(page - 1) * size`. */
  readonly size: number;
}

/** A list that comes by page numbers, and what is known of its rows. */
export interface NumberedList<Row> {
  /**
   * Asks for one page. `last` is whether nothing follows; left out, a page with fewer rows than were asked for is the last.
   * `undefined` where the service does not number the pages of this list.
   */
  readonly load: (
    page: NumberedPage,
  ) => Promise<{ readonly rows: readonly Row[]; readonly last?: boolean } | undefined>;
  /** Tells a row from every other; `undefined` for one that cannot be read. */
  readonly idOf: (row: Row) => string | undefined;
  /**
   * What the list is ordered by, rising from row to row: something that never changes, such as the time of making. `NaN`
   * where it cannot be read.
   */
  readonly rankOf: (row: Row) => number;
  /** Rows of a higher rank are not needed: reading stops where the first of them ends a page. @default all are needed */
  readonly upTo?: number;
  /** Largest page that the service gives. @default 100 */
  readonly most?: number;
  /** Reads the whole list in another way. @default by page numbers, `most` rows each */
  readonly again?: () => Promise<readonly Row[]>;
}

/** How often a list that moved while it was read is read anew. */
const TRIES = 3;
/** More pages than any list has: one that goes on is a loop (F32). */
const MOST_PAGES = 1000;
const USUAL_MOST = 100;

interface Reading<Row> {
  readonly rows: readonly Row[];
  /** Read to its end, as far as it is needed, and no row came twice. */
  readonly whole: boolean;
  /** No row that was there all the time can be missing. */
  readonly proved: boolean;
}

/**
 * All rows of a list by page numbers. Each page begins within the one before, so that its first rows must be the last ones
 * of that: then nothing that was there all the time is missing, however rows came and went meanwhile. So a list that stands
 * still is read once. Where rows are not found again, or do not come in the order of their ranks, it is read anew until
 * two readings agree; `still` is false where none do, and then nothing is proved absent (F31). Throws `protocol` after
 * 1000 pages.
 */
export async function overlappedRows<Row>(
  list: NumberedList<Row>,
): Promise<{ readonly rows: readonly Row[]; readonly still: boolean }> {
  const { most = USUAL_MOST } = list;
  let before = await read(list, (covered) => overlappingPage(covered, most));
  if (before.proved) return { rows: before.rows, still: true };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const now = await readAgain(list, most);
    if (now.whole && before.whole && begins(list, now.rows, before.rows)) return { rows: now.rows, still: true };
    before = now;
  }
  return { rows: before.rows, still: false };
}

/** Of the pages that begin before the end of what was read, the one that goes furthest beyond it. */
export function overlappingPage(covered: number, most: number): NumberedPage {
  let best: NumberedPage = { page: 1, size: most };
  for (let size = most; size > 0; size -= 1) {
    const page = Math.floor(Math.max(0, covered - 1) / size) + 1;
    if (page * size > best.page * best.size) best = { page, size };
  }
  return best;
}

async function readAgain<Row>(list: NumberedList<Row>, most: number): Promise<Reading<Row>> {
  if (list.again === undefined) return read(list, (covered) => ({ page: covered / most + 1, size: most }));
  const rows = await list.again();
  return { rows, whole: isEachOnce(list, rows), proved: false };
}

/** Reads page after page, and no further than to the first that does not go on where the one before ended. */
async function read<Row>(list: NumberedList<Row>, pageAfter: (covered: number) => NumberedPage): Promise<Reading<Row>> {
  const rows: Row[] = [];
  const moved = { rows, whole: false, proved: false };
  let rank = Number.NEGATIVE_INFINITY;
  let ordered = true;
  for (let count = 1; count <= MOST_PAGES; count += 1) {
    const asked = pageAfter(rows.length);
    const start = (asked.page - 1) * asked.size;
    const known = rows.slice(start);
    const got = start + asked.size > rows.length ? await list.load(asked) : undefined;
    if (got === undefined || !overlaps(list, known, got.rows)) return moved;
    for (const row of got.rows.slice(known.length)) {
      const next = list.rankOf(row);
      // A rank that cannot be read, or out of order, says that nothing is known about what follows.
      if (!(next >= rank)) ordered = false;
      rank = next;
      rows.push(row);
    }
    const { last = got.rows.length < asked.size } = got;
    if (last || (ordered && rank > (list.upTo ?? Number.POSITIVE_INFINITY))) {
      const whole = isEachOnce(list, rows);
      return { rows, whole, proved: count === 1 || (whole && ordered && known.length > 0) };
    }
    // Where each next page begins is known only while all are full.
    if (got.rows.length !== asked.size) return moved;
  }
  throw tooManyPages(MOST_PAGES, "ask for a narrower list");
}

/** Whether a page begins with rows that are known. */
function overlaps<Row>({ idOf }: NumberedList<Row>, known: readonly Row[], page: readonly Row[]): boolean {
  return known.every((row, index) => {
    const again = page[index];
    return again !== undefined && idOf(row) !== undefined && idOf(again) === idOf(row);
  });
}

function isEachOnce<Row>({ idOf }: NumberedList<Row>, rows: readonly Row[]): boolean {
  const ids = rows.map(idOf).filter((id) => id !== undefined);
  return new Set(ids).size === ids.length;
}

/** Whether a reading holds what was there before in the same order. What was made since may stand at its end. */
function begins<Row>({ idOf }: NumberedList<Row>, now: readonly Row[], before: readonly Row[]): boolean {
  const ids = now.map(idOf);
  return before.every((row, index) => index < ids.length && ids[index] === idOf(row));
}
