import type { RunningVersion } from "@footplate/core";
import type { Schema } from "@footplate/http";
import * as z from "zod/mini";
import type { ProbeOptions } from "./options.ts";

/** A deployment, as far as we read it. */
export interface DeploymentRow {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly environment: string;
  readonly payload?: unknown;
  readonly created_at: string;
  readonly updated_at: string;
}

/** One status of a deployment. */
export interface DeploymentStatusRow {
  readonly id: number;
  readonly state: string;
  readonly created_at: string;
}

const moment = z.iso.datetime({ offset: true });

export const deploymentsSchema: Schema<readonly DeploymentRow[]> = z.array(
  z.object({
    id: z.int(),
    sha: z.string(),
    ref: z.string(),
    environment: z.string(),
    payload: z.optional(z.unknown()),
    created_at: moment,
    updated_at: moment,
  }),
);
export const statusesSchema: Schema<readonly DeploymentStatusRow[]> = z.array(
  z.object({ id: z.int(), state: z.string(), created_at: moment }),
);

/** What a deployment says that it deployed. */
export function versionOf(
  row: DeploymentRow,
  from: ProbeOptions["version"],
): Pick<RunningVersion, "version" | "services"> | undefined {
  const { version, services } = payloadOf(row.payload);
  if (from === "sha") return { version: row.sha };
  if (from === "ref") return { version: row.ref };
  const said = typeof version === "string" && version !== "" ? version : from === undefined ? row.ref : undefined;
  const texts = servicesOf(services);
  return said === undefined ? undefined : { version: said, ...(texts !== undefined && { services: texts }) };
}

/** GitHub gives a payload back as an object or as its text, after how it was sent. */
function payloadOf(payload: unknown): Readonly<Record<string, unknown>> {
  if (typeof payload === "object" && payload !== null) return payload as Readonly<Record<string, unknown>>;
  if (typeof payload !== "string") return {};
  try {
    const parsed: unknown = JSON.parse(payload);
    return typeof parsed === "object" && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

function servicesOf(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const entries = Object.entries(value).filter(([name, text]) => name !== "__proto__" && typeof text === "string");
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
