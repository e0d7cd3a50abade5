import type { CallOptions } from "@footplate/core";
import { answerFor } from "./answer-for.ts";
import type { Budget } from "./budget.ts";
import { faultOf } from "./fault-of.ts";
import type { Http, Schema } from "./http.ts";
import { allRows, type Page } from "./pages.ts";
import { validate } from "./validate.ts";

type Query = Readonly<Record<string, string | undefined>>;

/** Things of one kind, where a service keeps them as plain JSON: `<path>` holds them all, `<path>/{id}` is one. */
export interface Resource<Row extends { readonly id: string }> {
  /** `undefined` when the service says 404 or 410. */
  readonly find: (id: string, call: CallOptions) => Promise<Row | undefined>;
  /** Every row that the service lists; `undefined` for one that does not fit the schema, which must not hide the others. */
  readonly rows: (query: Query, budget: Budget) => Promise<readonly (Row | undefined)[]>;
  /** Every row that the service lists. Throws `invalid_response` when one does not fit the schema. */
  readonly all: (query: Query, budget: Budget) => Promise<readonly Row[]>;
  /** POST. */
  readonly create: (json: unknown, call: CallOptions) => Promise<Row>;
  /** PATCH; with a version, only where the service still holds that one (`If-Match`). */
  readonly change: (id: string, json: unknown, call: CallOptions, version?: string) => Promise<Row>;
  /** DELETE; already gone is success. With a version, only where the service still holds that one. */
  readonly drop: (id: string, call: CallOptions, version?: string) => Promise<void>;
}

/** What a resource is made of. */
export interface ResourceSpec<Row extends { readonly id: string }> {
  readonly adapter: string;
  /** Below the base address, such as `maintenances`. */
  readonly path: string;
  readonly schema: Schema<Row>;
  /** Rows of one page, and the cursor of the next, which is sent as `cursor`. */
  readonly page: Schema<Page<unknown>>;
}

/** Plain operations over a transport. Answers about something else than what was asked for are refused (F37). */
export function createResource<Row extends { readonly id: string }>(
  http: Http,
  { adapter, path, schema, page }: ResourceSpec<Row>,
): Resource<Row> {
  const one = `${path}/{id}`;
  const bound = (version: string | undefined) => version !== undefined && { headers: { "if-match": version } };
  const rows = async (query: Query, budget: Budget): Promise<readonly (Row | undefined)[]> => {
    const found = await allRows(async (cursor) => {
      const request = { ...budget(), method: "GET", path, query: { ...query, cursor }, schema: page } as const;
      return (await http.request(request)).data;
    });
    return Promise.all(
      found.map(async (row) => {
        const read = await validate(schema, row);
        return "value" in read ? read.value : undefined;
      }),
    );
  };
  return {
    find: async (id, call) => {
      const accept = [404, 410];
      const { status, data } = await http.request({
        ...call,
        method: "GET",
        path: one,
        params: { id },
        schema,
        accept,
      });
      return accept.includes(status) ? undefined : answerFor(adapter, id, data.id, data);
    },
    rows,
    all: async (query, budget) =>
      (await rows(query, budget)).map((row) => {
        if (row !== undefined) return row;
        throw faultOf(adapter, {
          code: "invalid_response",
          message: `one of the ${path} that the service listed cannot be read`,
          hint: "look for it in the service's own pages",
        });
      }),
    create: async (json, call) => (await http.request({ ...call, method: "POST", path, json, schema })).data,
    change: async (id, json, call, version) => {
      const request = { ...call, ...bound(version), method: "PATCH", path: one, params: { id }, json, schema } as const;
      const { data } = await http.request(request);
      return answerFor(adapter, id, data.id, data, "maybe");
    },
    drop: async (id, call, version) => {
      const accept = [404, 410];
      await http.request({ ...call, ...bound(version), method: "DELETE", path: one, params: { id }, accept });
    },
  };
}
