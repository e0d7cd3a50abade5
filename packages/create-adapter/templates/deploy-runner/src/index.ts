import { type CallOptions, type DeployRun, type DeployRunner, instant } from "@footplate/core";
import { createHttp, createResource, faultOf, type HttpSettings, marking, reveal } from "@footplate/http";
import { type Secret, startBudget, watchRun } from "@footplate/http";
import * as z from "zod/mini";

/** Name of the adapter in errors and events. */
const ADAPTER = "plain-deploys";

/** Options of `createPlainDeploys`. */
export interface PlainDeploysOptions extends HttpSettings {
  /** Where the service answers. */
  readonly baseUrl: string;
  /** A token that may start, read and stop deploys, or a function that fetches one. */
  readonly token: Secret;
  /** Time between two looks at a run that is watched, in milliseconds. @default 15000 */
  readonly pollMs?: number;
}

const sendMs = 30_000;
const row = z.object({
  id: z.string(),
  createdAt: z.iso.datetime(),
  order: z.optional(z.string()),
  status: z.string(),
  outcome: z.optional(z.string()),
  attempt: z.int(),
  finishedAt: z.optional(z.iso.datetime()),
});
const page = z.object({ items: z.array(z.unknown()), next: z.optional(z.string()) });

/** Connects to one deploy service. Sends nothing until a method is called. */
export function createPlainDeploys(options: PlainDeploysOptions): { readonly deployRunner: DeployRunner } {
  const http = createHttp({
    ...options,
    adapter: ADAPTER,
    authorize: async (headers) => headers.set("authorization", `Bearer ${await reveal(options.token)}`),
    rateLimit: { requests: 300, perMs: 60_000 },
  });
  const runs = createResource(http, { adapter: ADAPTER, path: "runs", schema: row, page });
  const read = async (id: string, call: CallOptions = {}): Promise<DeployRun | undefined> => {
    const run = await runs.find(id, call);
    return run && toRun(run);
  };
  const mustRead = async (id: string, call?: CallOptions): Promise<DeployRun> => (await read(id, call)) ?? gone(id);
  const deployRunner: DeployRunner = {
    spec: 1,
    sendMs,
    settleMs: 60_000,
    start: async ({ id: order, kind, target, version, services }, call) =>
      toRun(await runs.create({ order, kind, target, version, services }, { ...call, timeoutMs: sendMs })),
    find: async ({ id }, call) => {
      const found = (await runs.all({ order: id }, startBudget(options, call))).find(({ order }) => order === id);
      return found && toRun(found);
    },
    read,
    watch: (id, call) => {
      const { clock, pollMs = 15_000 } = options;
      return watchRun(() => mustRead(id, call), { pollMs, ...(clock && { clock }) }, call);
    },
    cancel: async (id, call) => {
      const budget = startBudget(options, call, sendMs);
      const now = await marking("no", () => mustRead(id, budget()));
      return now.status === "finished" ? now : toRun(await runs.change(id, { cancel: true }, budget()));
    },
  };
  return { deployRunner };
}

function toRun({ id, createdAt, order, status, outcome, attempt, finishedAt }: z.infer<typeof row>): DeployRun {
  return {
    id,
    status,
    attempt,
    createdAt: instant(createdAt),
    ...(order !== undefined && { order }),
    ...(outcome !== undefined && { outcome }),
    ...(finishedAt !== undefined && { finishedAt: instant(finishedAt) }),
  };
}

function gone(id: string): never {
  throw faultOf(ADAPTER, { code: "not_found", message: `there is no run ${id}`, hint: "it may have been deleted" });
}
