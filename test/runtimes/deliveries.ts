import { calendarDelivery } from "@footplate/adapter-gcal/testing";
import { signedWebhook } from "@footplate/adapter-github/testing";
import { jsmOpsDelivery, type FakeDelivery as JsmOpsDelivery } from "@footplate/adapter-jsm-ops/testing";
import { opsgenieDelivery, type FakeDelivery as OpsgenieDelivery } from "@footplate/adapter-opsgenie/testing";
import { statuspageDelivery } from "@footplate/adapter-statuspage/testing";
import { type Parcel, parcelOf } from "./deliver.ts";
import { GUESS, MOST_BYTES, SECRET } from "./program/secrets.ts";

/** A delivery, and the answer that it must get. */
export interface Delivery {
  readonly name: string;
  readonly parcel: Parcel;
  readonly status: number;
}

/** Makes a delivery of a service with a secret and `more` characters beside what it needs. */
type Maker = (secret: string, more?: number) => Request | Promise<Request>;

const HOOKS = "http://127.0.0.1/hook";
const TIME = "2027-02-01T08:00:00Z";
const ALERT = {
  id: "alert-1",
  tinyId: "1",
  alias: "footplate",
  status: "open",
  acknowledged: false,
  count: 1,
  createdAt: TIME,
  updatedAt: TIME,
  priority: "P1",
  responders: [],
} as const;

const makers: Readonly<Record<string, Maker>> = {
  github: (secret, more = 0) =>
    signedWebhook({ event: "workflow_run", body: { text: "x".repeat(more) }, secret, url: `${HOOKS}/github` }),
  statuspage: (secret, more = 0) =>
    statuspageDelivery({
      url: `${HOOKS}/statuspage/${secret}`,
      incident: { id: "rclfxz2g21ly", name: "x".repeat(more) },
    }),
  opsgenie: (token, more = 0) => opsgenieDelivery({ alert: opsgenieAlert(more), token, url: `${HOOKS}/opsgenie` }),
  "jsm-ops": (token, more = 0) => jsmOpsDelivery({ alert: jsmOpsAlert(more), token, url: `${HOOKS}/jsm-ops` }),
  gcal: (token) => calendarDelivery({ token, url: `${HOOKS}/gcal` }),
};

/** Names of the adapters that take webhooks. */
export const RECEIVERS: readonly string[] = Object.keys(makers);

/** What is good, and what the service would send twice. */
export async function goodDelivery(adapter: string): Promise<Parcel> {
  const make = makers[adapter];
  if (make === undefined) throw new Error(`there is no delivery for ${adapter}`);
  return parcelOf(await make(SECRET));
}

/** What must tell nobody: forged, too large, tried, late, broken off. */
export async function badDeliveries(): Promise<readonly Delivery[]> {
  const all = Object.entries(makers).map(async ([adapter, make]): Promise<readonly Delivery[]> => {
    const good = await goodDelivery(adapter);
    const forged = [
      { name: `${adapter} forged`, parcel: await parcelOf(await make(GUESS)), status: 401 },
      { name: `${adapter} without proof`, parcel: { ...good, headers: {}, path: `/hook/${adapter}` }, status: 401 },
    ];
    // Messages of a channel have no body, and whatever comes is not read.
    if (adapter === "gcal") return forged;
    const large = await parcelOf(await make(SECRET, MOST_BYTES));
    return [
      ...forged,
      { name: `${adapter} too large`, parcel: large, status: 413 },
      { name: `${adapter} too large, in pieces`, parcel: { ...large, manner: "pieces" }, status: 413 },
    ];
  });
  return [...(await Promise.all(all)).flat(), ...(await others())];
}

/** Those that one service stands for, since the receivers share how bodies are read. */
async function others(): Promise<readonly Delivery[]> {
  const [github, opsgenie] = await Promise.all([goodDelivery("github"), goodDelivery("opsgenie")]);
  const ping = await signedWebhook({ event: "ping", body: {}, secret: SECRET, url: `${HOOKS}/github` });
  const sync = calendarDelivery({ token: SECRET, state: "sync", url: `${HOOKS}/gcal` });
  return [
    { name: "github changed on its way", parcel: { ...github, body: `${github.body} ` }, status: 401 },
    { name: "github trial", parcel: await parcelOf(ping), status: 200 },
    { name: "gcal trial", parcel: await parcelOf(sync), status: 200 },
    { name: "a body that is no JSON", parcel: { ...opsgenie, body: "{" }, status: 400 },
    { name: "a body that falls silent", parcel: { ...opsgenie, path: "/hook/silent", manner: "silent" }, status: 408 },
    { name: "a signed body that is broken off", parcel: { ...github, manner: "broken" }, status: 0 },
    { name: "a body that is broken off", parcel: { ...opsgenie, manner: "broken" }, status: 0 },
  ];
}

function opsgenieAlert(more: number): OpsgenieDelivery["alert"] {
  return { ...ALERT, message: "x".repeat(more), lastOccurredAt: TIME, details: {}, notes: [], escalatedTo: [] };
}

function jsmOpsAlert(more: number): JsmOpsDelivery["alert"] {
  return {
    ...ALERT,
    message: "x".repeat(more),
    snoozed: false,
    seen: false,
    owner: "user-a",
    lastOccuredAt: TIME,
    extraProperties: {},
    tags: [],
    integrationType: "API",
    integrationName: "footplate",
  };
}
