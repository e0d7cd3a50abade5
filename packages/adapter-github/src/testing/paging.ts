import type { FakeAnswer } from "./answer.ts";
import type { FakeContext } from "./route.ts";

const MOST = 100;
const USUAL = 30;

/** One page of a list, with the `Link` header that leads on. `wrap` puts the rows into the answer's object where it has one. */
export function page<Row>(
  { query, url, world }: FakeContext,
  rows: readonly Row[],
  wrap: (rows: readonly Row[]) => unknown = (all) => all,
): FakeAnswer {
  const size = Math.min(MOST, Math.max(1, Number(query.get("per_page") ?? USUAL) || USUAL));
  const number = Math.max(1, Number(query.get("page") ?? 1) || 1);
  const last = Math.max(1, Math.ceil(rows.length / size));
  const at = (to: number, rel: string): string => {
    const next = new URL(url);
    // As GitHub does: its links name the repository by number.
    next.pathname = next.pathname.replace(`/repos/${world.owner}/${world.repo}`, "/repositories/1");
    next.searchParams.set("page", String(to));
    return `<${next.href}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [at(number - 1, "prev")] : []),
    ...(number < last ? [at(number + 1, "next"), at(last, "last")] : []),
    ...(number > 1 ? [at(1, "first")] : []),
  ];
  return {
    status: 200,
    body: wrap(rows.slice((number - 1) * size, number * size)),
    ...(links.length > 0 && { headers: { link: links.join(", ") } }),
  };
}
