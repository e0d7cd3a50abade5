import type { AlertRow, NoteRow } from "./testing/alerts.ts";
import { type JsonRecord, type Outgoing, parse, refuse } from "./testing/json.ts";
import { rollingLimit } from "@footplate/http/testing";
import type { FakeJsmOpsOptions } from "./testing/options.ts";
import { type OverrideRow, type OverrideStore, readOverride } from "./testing/overrides.ts";
import { type Address, addressOf, route } from "./testing/route.ts";
import { createSite } from "./testing/site.ts";

export type { AlertRow as FakeAlert, NoteRow as FakeNote } from "./testing/alerts.ts";
export { type Delivery as FakeDelivery, jsmOpsDelivery } from "./testing/delivery.ts";
export type { JsonRecord } from "./testing/json.ts";
export type { Limit } from "@footplate/http/testing";
export type { FakeJsmOpsOptions, FakeSchedule } from "./testing/options.ts";
export type { OverrideRow as FakeOverride } from "./testing/overrides.ts";

/** One request that the fake got. */
export interface FakeCall {
  readonly method: string;
  /** Below the version, without the query: `schedules/schedule-1/overrides`. */
  readonly path: string;
  /** Which credential the address asks for. */
  readonly surface: Address["surface"];
  readonly status: number;
  readonly body?: unknown;
}

/** Everything the fake holds, as JSON. */
export interface FakeJsmOpsState {
  /** Oldest first, in the service's own shape, with the id of their schedule. */
  readonly overrides: readonly (OverrideRow & { readonly schedule: string })[];
  readonly alerts: readonly AlertRow[];
  readonly notes: readonly NoteRow[];
  readonly calls: readonly FakeCall[];
}

/** The operations of one site in memory, behind a `fetch`. */
export interface FakeJsmOps {
  readonly cloudId: string;
  readonly email: string;
  readonly apiToken: string;
  readonly token: string;
  readonly integrationKey: string;
  /** Answers as the service would, on both surfaces. It never touches the network. */
  readonly fetch: typeof fetch;
  /** Where the service itself answers, each as `https://host`. */
  readonly origins: readonly string[];
  state(): FakeJsmOpsState;
  /** What a person does in the service's own pages; `fields` are those of the API. Throws what the service would say no to. */
  readonly person: {
    /** Makes an override; answers its alias. */
    addOverride(schedule: string, fields: JsonRecord): string;
    editOverride(schedule: string, alias: string, fields: JsonRecord): void;
    removeOverride(schedule: string, alias: string): void;
    /** Sets fields of an alert, such as `{ status: "snoozed" }`. */
    editAlert(id: string, fields: Partial<AlertRow>): void;
  };
}

/** Stateful operations of a site, for tests and demonstrations. What is asked of alerts it does later, on its own clock. */
export function fakeJsmOps(options: FakeJsmOpsOptions = {}): FakeJsmOps {
  const now = options.now ?? (() => Date.now());
  const { cloudId = "fake-cloud", email = "bot@example.com", apiToken = "fake-token" } = options;
  const { token = "fake-access-token", integrationKey = "fake-integration-key" } = options;
  const site = createSite(options, email);
  const refusedFor = rollingLimit(options.limit ?? false);
  const calls: FakeCall[] = [];
  const credentials: Readonly<Record<Address["surface"], string>> = {
    basic: `Basic ${btoa(`${email}:${apiToken}`)}`,
    oauth: `Bearer ${token}`,
    integration: `GenieKey ${integrationKey}`,
    none: "",
  };

  const handle = async (request: Request): Promise<Response> => {
    const at = now();
    const url = new URL(request.url);
    const { surface, parts } = addressOf(url.pathname, cloudId);
    const text = await request.text();
    const body = text === "" ? undefined : parse(text);
    const answer = ({ status, json }: Outgoing, headers: Readonly<Record<string, string>> = {}): Response => {
      const { method } = request;
      calls.push({ method, path: parts.join("/"), surface, status, ...(body !== undefined && { body }) });
      const init = { status, headers: { "x-request-id": `fake-${calls.length}`, ...headers } };
      return json === undefined ? new Response(null, init) : Response.json(json, init);
    };
    if (surface === "none") return answer(refuse(404, "not found"));
    if (request.headers.get("authorization") !== credentials[surface])
      return answer({ status: 401, json: { code: 401, message: "Unauthorized" } });
    const waitSeconds = refusedFor(at);
    if (waitSeconds !== undefined)
      return answer(refuse(429, "too many requests"), { "retry-after": String(waitSeconds) });
    return answer(route(site, surface, { method: request.method, parts, query: url.searchParams, body }, at));
  };

  const store = (schedule: string): OverrideStore => {
    const found = site.overrides.get(schedule);
    if (found === undefined) throw new Error(`the fake has no schedule ${schedule}`);
    return found;
  };
  const checked = (schedule: string, fields: JsonRecord): Omit<OverrideRow, "alias"> => {
    const place = site.schedules.get(schedule);
    const read = place === undefined ? `there is no schedule ${schedule}` : readOverride(fields, place, site.users);
    if (typeof read === "string") throw new Error(`the service would refuse it: ${read}`);
    return read;
  };
  return {
    cloudId,
    email,
    apiToken,
    token,
    integrationKey,
    origins: ["https://api.atlassian.com"],
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return handle(request);
    },
    state: () => {
      site.requests.advance(now());
      return structuredClone({
        overrides: [...site.overrides].flatMap(([schedule, rows]) =>
          rows.listed(now()).map((row) => ({ schedule, ...row })),
        ),
        alerts: [...site.alerts.alerts.values()],
        notes: site.alerts.notes,
        calls,
      });
    },
    person: {
      addOverride: (schedule, fields) =>
        store(schedule).put({ alias: site.nextAlias(), ...checked(schedule, fields) }, now()).alias,
      editOverride: (schedule, alias, fields) => {
        const { alias: _alias, ...row } = store(schedule).find(alias) ?? {};
        store(schedule).put({ alias, ...checked(schedule, { ...row, ...fields }) }, now());
      },
      removeOverride: (schedule, alias) => store(schedule).drop(alias, now()),
      editAlert: (id, fields) => {
        site.requests.advance(now());
        if (site.alerts.change(id, fields, now()) === undefined) throw new Error(`the fake has no alert ${id}`);
      },
    },
  };
}
