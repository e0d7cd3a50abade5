import type { JsonRecord } from "./json.ts";
import { refuse } from "./refusal.ts";
import type { Store } from "./store.ts";

/** The items that a page token stands for. All other parameters must be those of the first page. */
export function nextPage(store: Store, query: URLSearchParams): readonly JsonRecord[] {
  const page = store.pages.get(query.get("pageToken") ?? "");
  if (page === undefined || page.query !== questionOf(query)) refuse(400, "invalid", "Invalid page token value.");
  return page.items;
}

/** The first items, and a token for the rest. */
export function paged(store: Store, items: readonly JsonRecord[], size: number, query: URLSearchParams): JsonRecord {
  const before = store.pages.get(query.get("pageToken") ?? "");
  const empty = store.options.emptyPages === true && items.length > 0 && before?.empty !== true;
  const shown = empty ? [] : items.slice(0, size);
  const rest = items.slice(shown.length);
  if (rest.length === 0) return { items: shown };
  const token = `page-${store.pages.size + 1}`;
  store.pages.set(token, { query: questionOf(query), items: rest, empty });
  return { items: shown, nextPageToken: token };
}

function questionOf(query: URLSearchParams): string {
  const others = new URLSearchParams(query);
  others.delete("pageToken");
  others.sort();
  return others.toString();
}
