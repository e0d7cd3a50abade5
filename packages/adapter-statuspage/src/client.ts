import type { CallOptions } from "@footplate/core";
import {
  allRows,
  answerFor,
  type Classified,
  createHttp,
  type Http,
  type NumberedPage,
  reveal,
  stillThere,
} from "@footplate/http";
import { ADAPTER } from "./fault.ts";
import type { StatuspageOptions } from "./options.ts";
import type { Fields } from "./payload.ts";
import {
  type ComponentRow,
  componentSchema,
  componentsSchema,
  type IncidentRow,
  incidentSchema,
  rowsSchema,
} from "./wire.ts";

/** Rows on a page; asking for more is silently cut to this. */
export const PAGE_SIZE = 100;

/** The service's operations that we use, one method each. */
export interface Client {
  /** `undefined` only when the service says that it is gone or never was, and shows the page. */
  incident(id: string, call: CallOptions): Promise<IncidentRow | undefined>;
  incidents(page: NumberedPage, call: CallOptions): Promise<readonly unknown[]>;
  /** Page 1 is the first. */
  activeMaintenances(page: number, call: CallOptions): Promise<readonly unknown[]>;
  create(fields: Fields, call: CallOptions): Promise<IncidentRow>;
  change(id: string, fields: Fields, call: CallOptions): Promise<IncidentRow>;
  changeUpdate(id: string, updateId: string, fields: Fields, call: CallOptions): Promise<void>;
  /** Already gone is success. */
  remove(id: string, call: CallOptions): Promise<void>;
  component(id: string, call: CallOptions): Promise<ComponentRow | undefined>;
  components(page: number, call: CallOptions): Promise<readonly ComponentRow[]>;
  changeComponent(id: string, fields: Fields, call: CallOptions): Promise<ComponentRow | undefined>;
}

export function createClient(options: StatuspageOptions): Client {
  const { pageId: page, apiKey } = options;
  const http: Http = createHttp({
    ...options,
    adapter: ADAPTER,
    baseUrl: options.baseUrl ?? "https://api.statuspage.io/v1",
    authorize: async (headers) => headers.set("authorization", `OAuth ${await reveal(apiKey)}`),
    classify,
    rateLimit: { requests: 60, perMs: 60_000 },
  });
  const incidentPath = "pages/{page}/incidents/{id}";
  const componentPath = "pages/{page}/components/{id}";
  const gone = [404, 410] as const;
  /** Only of a page that can be read is something gone. */
  const isGone = async (status: number, call: CallOptions): Promise<boolean> => {
    if (status !== 404 && status !== 410) return false;
    const hint = "check pageId, and that the key's user may still manage the page";
    const read = async (): Promise<unknown> =>
      http.request({ ...call, method: "GET", path: "pages/{page}", params: { page } });
    await stillThere({ name: `page ${page}`, hint, read });
    return true;
  };
  return {
    incident: async (id, call) => {
      const { data, status } = await http.request({
        ...call,
        method: "GET",
        path: incidentPath,
        params: { page, id },
        schema: incidentSchema,
        accept: gone,
      });
      return (await isGone(status, call)) ? undefined : answerFor(ADAPTER, id, data.id, data);
    },
    incidents: async ({ page: number, size }, call) =>
      (
        await http.request({
          ...call,
          method: "GET",
          path: "pages/{page}/incidents",
          params: { page },
          query: { page: number, limit: size },
          schema: rowsSchema,
        })
      ).data,
    activeMaintenances: async (number, call) =>
      (
        await http.request({
          ...call,
          method: "GET",
          path: "pages/{page}/incidents/active_maintenance",
          params: { page },
          query: { page: number, per_page: PAGE_SIZE },
          schema: rowsSchema,
        })
      ).data,
    create: async (incident, call) =>
      (
        await http.request({
          ...call,
          method: "POST",
          path: "pages/{page}/incidents",
          params: { page },
          json: { incident },
          schema: incidentSchema,
        })
      ).data,
    change: async (id, incident, call) => {
      const { data } = await http.request({
        ...call,
        method: "PATCH",
        path: incidentPath,
        params: { page, id },
        json: { incident },
        schema: incidentSchema,
      });
      return answerFor(ADAPTER, id, data.id, data, "maybe");
    },
    changeUpdate: async (id, update, fields, call) => {
      await http.request({
        ...call,
        method: "PATCH",
        path: "pages/{page}/incidents/{id}/incident_updates/{update}",
        params: { page, id, update },
        json: { incident_update: fields },
      });
    },
    remove: async (id, call) => {
      const { status } = await http.request({
        ...call,
        method: "DELETE",
        path: incidentPath,
        params: { page, id },
        accept: gone,
      });
      await isGone(status, call);
    },
    component: async (id, call) => {
      const { data, status } = await http.request({
        ...call,
        method: "GET",
        path: componentPath,
        params: { page, id },
        schema: componentSchema,
        accept: gone,
      });
      return (await isGone(status, call)) ? undefined : answerFor(ADAPTER, id, data.id, data);
    },
    components: async (number, call) =>
      (
        await http.request({
          ...call,
          method: "GET",
          path: "pages/{page}/components",
          params: { page },
          query: { page: number, per_page: PAGE_SIZE },
          schema: componentsSchema,
        })
      ).data,
    changeComponent: async (id, component, call) => {
      const { data, status } = await http.request({
        ...call,
        method: "PATCH",
        path: componentPath,
        params: { page, id },
        json: { component },
        schema: componentSchema,
        accept: gone,
      });
      return (await isGone(status, call)) ? undefined : answerFor(ADAPTER, id, data.id, data, "maybe");
    },
  };
}

/** All rows of a list that tells neither its length nor its end: a short page is the last. */
export async function allPages<Row>(load: (page: number) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  return allRows(async (cursor = "1") => {
    const items = await load(Number(cursor));
    return { items, ...(items.length >= PAGE_SIZE && { next: String(Number(cursor) + 1) }) };
  });
}

/** The service says what is wrong with a body in `message`. */
function classify(answer: { readonly status: number; readonly body: unknown }): Classified | undefined {
  return answer.status === 400 || answer.status === 422
    ? { code: "invalid_input", message: messageOf(answer.body) }
    : undefined;
}

function messageOf(body: unknown): string | undefined {
  const said = typeof body === "object" && body !== null && "message" in body ? body.message : undefined;
  const text = Array.isArray(said) ? said.filter((part) => typeof part === "string").join("; ") : said;
  return typeof text === "string" && text !== "" ? text.slice(0, 300) : undefined;
}
