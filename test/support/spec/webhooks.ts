import { join } from "node:path";
import { list, type Members, isMembers, members, text } from "../../../scripts/json-value.ts";
import type { Description, Operation } from "./description.ts";
import { answerBy, type Exception } from "./exceptions.ts";
import { schemaReader } from "./openapi-schema.ts";
import { readDocument, type Service } from "./services.ts";

/** A service that tells of events, of which there is a description, or at least examples. */
export type WebhookService = "github-webhooks" | "opsgenie-webhooks" | "statuspage-webhooks";

/** What a delivery must be. Its operations are the events. */
export interface WebhookDescription extends Description {
  /** Headers that every delivery has. */
  readonly headers: readonly string[];
  /** Events of which the service gives an example: our receiver must have taken each. */
  readonly examples: readonly string[];
  /** Events whose deliveries are made of what our fake holds. */
  readonly made: readonly string[];
  /** Name of the event in a delivery. */
  readonly eventOf: (headers: Headers, body: Members) => string;
}

const taken = (reason: string): Exception => ({
  id: "any-success",
  kind: "status",
  statuses: [[200, 299]],
  body: "none",
  reason,
});

/** Where a service's events are described, and how that is read. */
interface Source {
  /** The service whose adapter receives them. */
  readonly adapter: Service;
  readonly files: readonly string[];
  readonly exceptions: readonly Exception[];
  readonly read: (files: readonly Members[], exceptions: readonly Exception[]) => WebhookDescription;
}

/** All services whose deliveries are described or shown. */
export const webhookServices: Readonly<Record<WebhookService, Source>> = {
  "github-webhooks": {
    adapter: "github",
    files: ["github-webhooks.openapi.json", "github-webhook-examples.json"],
    exceptions: [taken("Described is 200; GitHub's guide to webhooks takes any 2xx for received.")],
    read: githubWebhooks,
  },
  "opsgenie-webhooks": {
    adapter: "opsgenie",
    files: ["opsgenie-webhooks.examples.json"],
    exceptions: [taken("Nothing is said about what a receiver has to answer; 2xx is what everybody takes.")],
    read: ([examples = {}], exceptions) =>
      fromExamples("opsgenie-webhooks", examples, exceptions, ({ action }) => String(action).toLowerCase()),
  },
  "statuspage-webhooks": {
    adapter: "statuspage",
    files: ["statuspage-webhooks.examples.json"],
    exceptions: [taken("There is no description but the support page, by which any 2xx means received.")],
    read: ([examples = {}], exceptions) =>
      fromExamples("statuspage-webhooks", examples, exceptions, (body) =>
        body["component_update"] === undefined ? "incident_update" : "component_update",
      ),
  },
};

/** Whether deliveries of that name are described. */
export function isWebhookService(name: string): name is WebhookService {
  return Object.hasOwn(webhookServices, name);
}

const known = new Map<string, WebhookDescription>();

/** The description of a service's deliveries out of a folder; read once. */
export function describeWebhooks(service: WebhookService, folder: string): WebhookDescription {
  const { files, exceptions, read } = webhookServices[service];
  const key = `${folder} ${service}`;
  const found =
    known.get(key) ??
    read(
      files.map((file) => readDocument(join(folder, file))),
      exceptions,
    );
  known.set(key, found);
  return found;
}

function githubWebhooks(
  [document = {}, bodies = {}]: readonly Members[],
  exceptions: readonly Exception[],
): WebhookDescription {
  const schemas = members(members(document["components"])["schemas"]);
  const read = schemaReader(schemas, false);
  const described = Object.entries(members(document["webhooks"]));
  const events = described.map(([name, item]) => {
    const body = members(members(members(item)["post"])["requestBody"]);
    const schema = members(members(members(body["content"])["application/json"])["schema"]);
    return toEvent(name, read(schema), exceptions);
  });
  const [first] = described.map(([, item]) => list(members(members(item)["post"])["parameters"]).map(members));
  const nameOf = (event: string, action: unknown): string =>
    `${event}${typeof action === "string" ? `-${action}` : ""}`.replaceAll("_", "-");
  return {
    service: "github-webhooks",
    $defs: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, read(members(schema))])),
    operations: events,
    exceptions,
    headers: (first ?? []).filter((header) => header["required"] === true).map((header) => text(header["name"])),
    examples: Object.entries(bodies).flatMap(([event, all]) =>
      list(all).map((body) => nameOf(event, members(body)["action"])),
    ),
    made: ["issues-opened", "issue-comment-created", "workflow-run-completed"],
    eventOf: (headers, { action }) => nameOf(headers.get("x-github-event") ?? "", action),
  };
}

/** Examples as a description: what an example has, a delivery has, of the same kind; more is fine. */
export function fromExamples(
  service: WebhookService,
  examples: Members,
  exceptions: readonly Exception[],
  eventOf: (body: Members) => string,
): WebhookDescription {
  const shown = Object.entries(examples).filter(([name, body]) => isMembers(body) && name !== "transport");
  const names = shown.map(([name]) => name);
  return {
    service,
    $defs: {},
    operations: shown.map(([name, body]) => toEvent(name, schemaOf(body), exceptions)),
    exceptions,
    headers: ["content-type"],
    examples: names,
    made: names,
    eventOf: (_headers, body) => eventOf(body),
  };
}

function toEvent(path: string, schema: Members, exceptions: readonly Exception[]): Operation {
  const method = "POST";
  return {
    method,
    path,
    query: {},
    body: { schema, required: true },
    answer: (status) => answerBy(exceptions, `${method} ${path}`, status, undefined) ?? { kind: "undescribed" },
  };
}

function schemaOf(example: unknown): Members {
  if (Array.isArray(example)) return { type: "array", ...(example.length > 0 && { items: schemaOf(example[0]) }) };
  if (isMembers(example)) {
    const properties = Object.entries(example).map(([name, value]) => [name, schemaOf(value)] as const);
    return { type: "object", required: Object.keys(example), properties: Object.fromEntries(properties) };
  }
  if (example === null) return {};
  // What is a moment in one delivery has not come in another.
  const isMoment = typeof example === "string" && /^\d{4}-\d\d-\d\dT/.test(example);
  return { type: isMoment ? ["string", "null"] : typeof example };
}
