import { createHttp, pages, type Schema } from "@footplate/http";
import { peakMb } from "./peak-memory.mjs";
import { peer } from "./peer.ts";
import { report } from "./report.ts";

const [who = "", origin = "", most = "100000", watched = ""] = process.argv.slice(2);

/** Pages of items that are still reachable, as far as the collector tells. */
const refs: WeakRef<readonly unknown[]>[] = [];
let reachable = 0;

async function watch(page: readonly unknown[]): Promise<void> {
  refs.push(new WeakRef(page));
  if (refs.length % 100 !== 0) return;
  await new Promise((resolve) => setImmediate(resolve));
  globalThis.gc?.();
  reachable = Math.max(reachable, refs.filter((ref) => ref.deref() !== undefined).length);
}

interface Zod {
  object(shape: object): unknown;
  array(of: unknown): unknown;
  string(): unknown;
  number(): unknown;
}

async function* ours(): AsyncGenerator<readonly unknown[]> {
  const z = await peer<Zod>("zod/mini");
  const text = z.string();
  const item = z.object({ id: z.number(), title: text, state: text, body: text, url: text, created_at: text });
  const schema = z.array(item) as Schema<readonly unknown[]>;
  const http = createHttp({ adapter: "bench", baseUrl: `${origin}/`, allowInsecureLoopback: true });
  yield* pages(async (cursor) => {
    const { data, headers } = await http.request({ method: "GET", path: "items", query: { page: cursor }, schema });
    return { items: data, next: nextOf(headers) };
  });
}

async function* bare(): AsyncGenerator<readonly unknown[]> {
  for (let page: string | undefined = "1"; page !== undefined;) {
    const answer: Response = await fetch(`${origin}/items?page=${page}`);
    yield (await answer.json()) as readonly unknown[];
    page = nextOf(answer.headers);
  }
}

async function* octokit(): AsyncGenerator<readonly unknown[]> {
  interface Client {
    readonly paginate: { iterator(route: string): AsyncIterable<{ readonly data: readonly unknown[] }> };
  }
  const { Octokit } = await peer<{ readonly Octokit: new (options: object) => Client }>("@octokit/rest");
  for await (const { data } of new Octokit({ baseUrl: origin }).paginate.iterator("GET /items")) yield data;
}

function nextOf(headers: Headers): string | undefined {
  return /[?&]page=(\d+)[^>]*>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
}

const contenders: Readonly<Record<string, () => AsyncGenerator<readonly unknown[]>>> = { ours, bare, octokit };
const listing = contenders[who]?.();
if (listing === undefined) throw new Error(`no such contender: ${who}`);
const start = performance.now();
let items = 0;
for await (const page of listing) {
  if (watched !== "") await watch(page);
  items += page.length;
  if (items >= Number(most)) break;
}
report({ ms: performance.now() - start, items, reachable, peakMb: peakMb() });
