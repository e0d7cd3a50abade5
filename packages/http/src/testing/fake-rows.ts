import type { FakeAnswer, FakeRequest, FakeRoute } from "./fake-service.ts";
import { lagging } from "./lagging.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A thing as a fake holds it. */
export interface FakeRow {
  readonly id: string;
  /** Another after every change. */
  readonly version: string;
  readonly createdAt: string;
  readonly [field: string]: unknown;
}

/** Options of `fakeRows`. */
export interface FakeRowsOptions {
  /** The fake's clock, in epoch milliseconds. */
  readonly now: () => number;
  /** How long after a change lists still show what was there before, in milliseconds. @default 0 */
  readonly lagMs?: number;
  /** Rows on a page. @default 50 */
  readonly pageSize?: number;
}

/** What a service adds to the plain operations. */
export interface FakeRules {
  /** Whether a list that was asked so holds the row. @default every list holds all */
  readonly shows?: (row: FakeRow, query: URLSearchParams) => boolean;
  /** What the service says no to. `row` is what is there, where there is something. */
  readonly refuses?: (fields: Fields, row: FakeRow | undefined) => FakeAnswer | undefined;
  /** What the service makes of what was sent. @default it keeps it as it is */
  readonly keeps?: (fields: Fields, row: FakeRow | undefined) => Fields;
}

/** Things of one kind in a fake: a store, and the routes to it. */
export interface FakeRows {
  /** As they are, oldest first. */
  all(): readonly FakeRow[];
  find(id: string): FakeRow | undefined;
  /** Under the id among the fields, or one that the service picks. */
  make(fields: Fields): FakeRow;
  /** Objects within are merged, and null takes a field away (RFC 7396). Throws where there is no such row. */
  change(id: string, fields: Fields): FakeRow;
  remove(id: string): void;
  /** List, one, make, change and remove below `path`, with pages by `cursor` and versions by `If-Match`. */
  routes(path: string, rules?: FakeRules): Readonly<Record<string, FakeRoute>>;
}

/** A store of a fake. Ids that it picks are counted. */
export function fakeRows({ now, lagMs = 0, pageSize = 50 }: FakeRowsOptions): FakeRows {
  const rows = new Map<string, FakeRow>();
  const listed = lagging<readonly FakeRow[]>(now, lagMs, []);
  let count = 0;
  const put = (row: FakeRow): FakeRow => {
    count += 1;
    const next = { ...row, version: `v${count}` };
    rows.set(row.id, next);
    listed.put([...rows.values()]);
    return next;
  };
  const store = {
    all: () => [...rows.values()],
    find: (id: string) => rows.get(id),
    make: ({ id, ...fields }: Fields) => {
      const createdAt = new Date(now()).toISOString();
      return put({ ...fields, id: typeof id === "string" ? id : String(count + 1), version: "", createdAt });
    },
    change: (id: string, fields: Fields) => {
      const row = rows.get(id);
      if (row === undefined) throw new Error(`the fake has nothing with the id ${id}`);
      return put(merge(row, fields) as FakeRow);
    },
    remove: (id: string) => {
      rows.delete(id);
      listed.put([...rows.values()]);
    },
  };
  /** Answers 404 for what is not there, and 412 for another version than was asked for. */
  const bound = ({ params, headers }: FakeRequest, act: (row: FakeRow) => FakeAnswer): FakeAnswer => {
    const row = rows.get(params["id"] ?? "");
    if (row === undefined) return [404, { message: "there is no such thing" }];
    const version = headers.get("if-match") ?? row.version;
    return version === row.version ? act(row) : [412, { message: "it was changed since" }];
  };
  return {
    ...store,
    routes: (path, { shows = () => true, refuses = () => undefined, keeps = (fields: Fields) => fields } = {}) => ({
      [`GET ${path}`]: ({ query }) => {
        const from = Number(query.get("cursor") ?? 0);
        const found = listed.seen().filter((row) => shows(row, query));
        const next = from + pageSize;
        return [200, { items: found.slice(from, next), ...(next < found.length && { next: String(next) }) }];
      },
      [`GET ${path}/{id}`]: (request) => bound(request, (row) => [200, row]),
      [`POST ${path}`]: ({ body }) => refuses(body, undefined) ?? [201, store.make(keeps(body, undefined))],
      [`PATCH ${path}/{id}`]: (request) =>
        bound(request, (row) => refuses(request.body, row) ?? [200, store.change(row.id, keeps(request.body, row))]),
      [`DELETE ${path}/{id}`]: (request) =>
        bound(request, ({ id }) => {
          store.remove(id);
          return [204];
        }),
    }),
  };
}

function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = { ...(isObject(target) && target) };
  for (const [name, value] of Object.entries(patch))
    if (value === null) delete merged[name];
    else merged[name] = merge(merged[name], value);
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
