import { FootplateError } from "@footplate/core";

/** One page, and where the next one begins. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly next?: string | undefined;
}

/**
 * Loads page after page until one has no `next`. Throws `protocol` when a cursor comes twice, or when there are more
 * than `maxPages`, so that what ends without an error is complete.
 * @param options.maxPages default 1000
 */
export async function* pages<T>(
  load: (cursor: string | undefined) => Promise<Page<T>>,
  options: { readonly maxPages?: number } = {},
): AsyncGenerator<readonly T[], void, undefined> {
  const maxPages = options.maxPages ?? 1000;
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (let count = 1; ; count += 1) {
    const page = await load(cursor);
    yield page.items;
    if (page.next === undefined) {
      return;
    }
    if (seen.has(page.next)) {
      throw new FootplateError({
        code: "protocol",
        message: `page ${count} points back to a page that was already read`,
        hint: "ask for the list again; if it happens again, the service has a fault",
      });
    }
    if (count >= maxPages) {
      throw tooManyPages(maxPages, "ask for a narrower list, or raise maxPages");
    }
    seen.add(page.next);
    cursor = page.next;
  }
}

/** All that the pages hold, in their order. Throws as `pages` does. */
export async function allRows<T>(
  load: (cursor: string | undefined) => Promise<Page<T>>,
  options?: { readonly maxPages?: number },
): Promise<readonly T[]> {
  const rows: T[] = [];
  for await (const items of pages(load, options)) rows.push(...items);
  return rows;
}

/** A list that goes on and on (F32). */
export function tooManyPages(most: number, hint: string): FootplateError {
  return new FootplateError({ code: "protocol", message: `the list has more than ${most} pages`, hint });
}
