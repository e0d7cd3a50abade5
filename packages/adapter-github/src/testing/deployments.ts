import { type JsonRecord, notFound } from "./answer.ts";
import { page } from "./paging.ts";
import type { FakePart, FakeRoute } from "./route.ts";
import { type FakeWorld, userOf } from "./world.ts";

/** A word for how a deployment stands. */
export type FakeDeploymentState = "error" | "failure" | "inactive" | "pending" | "success" | "queued" | "in_progress";

/** A deployment of the fake. */
export interface FakeDeployment {
  readonly id: number;
  readonly environment: string;
  readonly ref: string;
  readonly sha: string;
  readonly payload: JsonRecord | string;
  readonly createdAt: number;
  /** Oldest first. */
  readonly statuses: readonly { readonly id: number; readonly state: FakeDeploymentState; readonly at: number }[];
}

/** What a deployment is made of. */
export interface NewFakeDeployment {
  readonly environment: string;
  /** @default `"main"` */
  readonly ref?: string;
  /** @default one that follows from the ref */
  readonly sha?: string;
  /** @default `{}` */
  readonly payload?: JsonRecord | string;
}

/** The deployments of the fake, and what workflows and people do with them. */
export interface FakeDeployments {
  all(): readonly FakeDeployment[];
  /** Begins one; gives its number back. */
  add(deployment: NewFakeDeployment, at?: number): number;
  /** Says how one stands. Others of the environment become inactive after a success, except in production. */
  setState(id: number, state: FakeDeploymentState, at?: number): void;
}

export function createDeploymentsPart(world: FakeWorld): FakeDeployments & FakePart {
  const rows: FakeDeployment[] = [];
  const put = (id: number, state: FakeDeploymentState, at: number): void => {
    const index = rows.findIndex((row) => row.id === id);
    const row = rows[index];
    if (row === undefined) throw new Error(`the fake has no deployment ${id}`);
    rows[index] = { ...row, statuses: [...row.statuses, { id: world.nextId(), state, at }] };
  };
  const setState: FakeDeployments["setState"] = (id, state, at = world.now()) => {
    put(id, state, at);
    const { environment } = rows.find((row) => row.id === id) ?? {};
    if (state !== "success" || environment === "production") return;
    for (const row of rows) {
      if (row.id !== id && row.environment === environment && row.statuses.at(-1)?.state === "success")
        put(row.id, "inactive", at);
    }
  };
  return {
    all: () => structuredClone(rows),
    add: ({ environment, ref = "main", sha = shaOf(ref), payload = {} }, at = world.now()) => {
      const id = world.nextId();
      rows.push({ id, environment, ref, sha, payload, createdAt: at, statuses: [] });
      return id;
    },
    setState,
    routes: routesOf(world, rows),
  };
}

function routesOf(world: FakeWorld, rows: readonly FakeDeployment[]): readonly FakeRoute[] {
  const base = "repos/{owner}/{repo}/deployments";
  return [
    {
      method: "GET",
      path: base,
      handle: (context) => {
        const wanted = (row: FakeDeployment): boolean =>
          (["environment", "ref", "sha"] as const).every((name) => [null, row[name]].includes(context.query.get(name)));
        const shown = rows.filter((row) => row.createdAt <= context.now - world.lagMs && wanted(row)).toReversed();
        return page(
          context,
          shown.map((row) => render(world, row)),
        );
      },
    },
    {
      method: "GET",
      path: `${base}/{id}/statuses`,
      handle: (context) => {
        const row = rows.find(({ id }) => String(id) === context.params["id"]);
        return row === undefined
          ? notFound()
          : page(
              context,
              row.statuses.toReversed().map((one) => status(world, row, one)),
            );
      },
    },
  ];
}

function render(world: FakeWorld, row: FakeDeployment): JsonRecord {
  const url = `${world.api}/deployments/${row.id}`;
  return {
    url,
    id: row.id,
    node_id: `DE_${row.id}`,
    sha: row.sha,
    ref: row.ref,
    task: "deploy",
    payload: row.payload,
    original_environment: row.environment,
    environment: row.environment,
    description: null,
    creator: userOf("github-actions[bot]"),
    created_at: world.stamp(row.createdAt),
    updated_at: world.stamp(row.statuses.at(-1)?.at ?? row.createdAt),
    statuses_url: `${url}/statuses`,
    repository_url: world.api,
    transient_environment: false,
    production_environment: row.environment === "production",
  };
}

function status(world: FakeWorld, row: FakeDeployment, one: FakeDeployment["statuses"][number]): JsonRecord {
  const url = `${world.api}/deployments/${row.id}`;
  return {
    url: `${url}/statuses/${one.id}`,
    id: one.id,
    node_id: `DES_${one.id}`,
    state: one.state,
    creator: userOf("github-actions[bot]"),
    description: "",
    environment: row.environment,
    target_url: world.site,
    created_at: world.stamp(one.at),
    updated_at: world.stamp(one.at),
    deployment_url: url,
    repository_url: world.api,
  };
}

/** Forty digits that follow from a text. */
export function shaOf(text: string): string {
  let hash = 7;
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(16).padStart(8, "0").repeat(5);
}
