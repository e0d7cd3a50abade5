/** The query of the page that a `Link` header calls the next one; `undefined` on the last page. */
export function nextQuery(link: string | null): string | undefined {
  for (const part of (link ?? "").split(/,\s*(?=<)/)) {
    const [, address = "", parameters = ""] = /^\s*<([^>]*)>(.*)$/s.exec(part) ?? [];
    if (/;\s*rel="?([^";]* )?next( [^";]*)?"?/i.test(parameters)) return address.split("?")[1]?.split("#")[0] ?? "";
  }
  return undefined;
}

/** Whether a `Link` header leads on, and by a page's number alone: of long lists GitHub refuses numbers, and gives cursors. */
export function nextPage(link: string | null): "none" | "numbered" | "unnumbered" {
  const next = nextQuery(link);
  if (next === undefined) return "none";
  const query = new URLSearchParams(next);
  return query.has("page") && !query.has("after") ? "numbered" : "unnumbered";
}

/** A query as the transport takes it; a parameter that comes more than once keeps all of its values. */
export function queryOf(text: string): Readonly<Record<string, readonly string[]>> {
  const query = new URLSearchParams(text);
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}
