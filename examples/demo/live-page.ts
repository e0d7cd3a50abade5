import { FootplateError } from "@footplate/core";
import { createHttp, type Http, pages, reveal, type Schema } from "@footplate/http";
import type { LiveSettings } from "./live-settings.ts";

/** The name of the one component that a trial makes. */
export const COMPONENT_NAME = "Footplate trial";

/** What the trial does on the page besides maintenances. */
export interface LivePage {
  name(signal: AbortSignal): Promise<{ readonly name: string; readonly url: string }>;
  /** The id of the component of this trial, if it is there. */
  find(trial: string, signal: AbortSignal): Promise<string | undefined>;
  make(trial: string, signal: AbortSignal): Promise<string>;
  /** Deletes the component; already gone is success. */
  remove(id: string, signal: AbortSignal): Promise<void>;
}

const PAGE_SIZE = 100;

export function livePage({ pageId: page, apiKey, statuspage }: LiveSettings): LivePage {
  const http: Http = createHttp({
    adapter: "statuspage",
    baseUrl: "https://api.statuspage.io/v1/",
    allowInsecureLoopback: statuspage.allowInsecureLoopback === true,
    ...(statuspage.baseUrl !== undefined && { baseUrl: statuspage.baseUrl }),
    authorize: async (headers) => headers.set("authorization", `OAuth ${await reveal(apiKey)}`),
    ...(statuspage.fetch !== undefined && { fetch: statuspage.fetch }),
  });
  return {
    async name(signal) {
      const { data } = await http.request({
        method: "GET",
        path: "pages/{page}",
        params: { page },
        schema: row,
        signal,
      });
      if (text(data, "id") !== page) throw answered("another page");
      return { name: text(data, "name") || page, url: text(data, "url") || "no website" };
    },
    async find(trial, signal) {
      const load = async (cursor = "1"): Promise<{ readonly items: readonly Row[]; readonly next?: string }> => {
        const query = { page: Number(cursor), per_page: PAGE_SIZE };
        const path = "pages/{page}/components";
        const { data } = await http.request({ method: "GET", path, params: { page }, query, schema: rows, signal });
        return { items: data, ...(data.length >= PAGE_SIZE && { next: String(Number(cursor) + 1) }) };
      };
      for await (const items of pages(load)) {
        const found = items.find(
          (one) => text(one, "name") === COMPONENT_NAME && text(one, "description") === madeBy(trial),
        );
        if (found !== undefined) return text(found, "id");
      }
      return undefined;
    },
    async make(trial, signal) {
      const component = { name: COMPONENT_NAME, description: madeBy(trial), status: "operational", showcase: false };
      const path = "pages/{page}/components";
      const { data } = await http.request({
        method: "POST",
        path,
        params: { page },
        json: { component },
        schema: row,
        signal,
      });
      if (text(data, "id") === "") throw answered("a component without an id");
      return text(data, "id");
    },
    async remove(id, signal) {
      const path = "pages/{page}/components/{id}";
      await http.request({ method: "DELETE", path, params: { page, id }, accept: [404, 410], signal });
    },
  };
}

function madeBy(trial: string): string {
  return `Made by a trial of Footplate (npm start -- --live), and removed at its end. ${trial}`;
}

type Row = Readonly<Record<string, unknown>>;

const row = schemaOf((value): value is Row => typeof value === "object" && value !== null && !Array.isArray(value));
const rows = schemaOf(
  (value): value is readonly Row[] =>
    Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null),
);

function schemaOf<T>(fits: (value: unknown) => value is T): Schema<T> {
  return {
    "~standard": {
      validate: (value) => (fits(value) ? { value } : { issues: [{ message: "is not what was asked for" }] }),
    },
  };
}

function text(of: Row, name: string): string {
  const value = of[name];
  return typeof value === "string" ? value : "";
}

function answered(what: string): FootplateError {
  return new FootplateError({
    code: "protocol",
    adapter: "statuspage",
    message: `the status page answered with ${what}`,
  });
}
