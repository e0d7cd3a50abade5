import { type CallOptions, type Check, type LineRefs, lineRefs, type TrainLine } from "@footplate/core";
import { type Budget, checked, startBudget } from "@footplate/http";
import { runsSchema } from "../actions/wire.ts";
import { ADAPTER } from "../fault.ts";
import { createIssues } from "../issues/issues.ts";
import { type GitHubRef, gitHubRef } from "../refs.ts";
import type { CheckupParts } from "./create-checkups.ts";

type Checks = AsyncGenerator<Check, void, undefined>;

/** Whether the workflows that targets name are there. */
export async function* workflowChecks({ client, options }: CheckupParts, line: TrainLine, call: CallOptions): Checks {
  const budget = startBudget(options, call);
  yield* missingRefs(line, "workflow", "no deploy can be started there");
  yield* ofRefs(line, "workflow", "target", async (workflow) => {
    await client.request({
      ...budget(),
      method: "GET",
      path: "repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
      params: { workflow_id: workflow },
      query: { per_page: 1 },
      schema: runsSchema,
    });
    return `${workflow} is there`;
  });
}

/** What the environments that targets name run. */
export async function* environmentChecks({ versionProbe }: CheckupParts, line: TrainLine, call: CallOptions): Checks {
  yield* missingRefs(line, "environment", "what it runs cannot be read");
  yield* ofRefs(line, "environment", "target", async (environment, { name, refs }) => {
    const found = await versionProbe.running({ id: name.slice("target ".length), refs }, call);
    return found === undefined ? `${environment} runs nothing yet` : `${environment} runs ${found.version}`;
  });
}

/** Whether issues can be read, and assigned to the people of the line. */
export async function* ticketChecks(
  { client, options }: CheckupParts,
  line: TrainLine,
  call: CallOptions,
  hasIssues: boolean,
): Checks {
  if (!hasIssues) {
    const hint = "switch issues on in the settings of the repository";
    yield { subject: "issues", result: "wrong", found: "the repository has no issues", hint };
    return;
  }
  const issues = createIssues(client);
  const budget: Budget = startBudget(options, call);
  yield* ofRefs(line, "login", "person", async (login) => {
    if (await issues.isAssignable(login, budget())) return `tickets can be assigned to ${login}`;
    const hint = "check the login, and give the person access to the repository";
    return { result: "wrong", found: `no ticket can be assigned to ${login}`, hint };
  });
}

/** Whether the versions of the line's services can be read. */
export async function* serviceChecks({ changeSource }: CheckupParts, line: TrainLine, call: CallOptions): Checks {
  for (const { id } of line.services) {
    yield await checked(`versions of service ${id}`, async () => {
      const [newest] = await changeSource.versions(id, { ...call, limit: 1 });
      if (newest !== undefined) return `the newest is ${newest.version}`;
      return { result: "doubtful", found: "it has no version yet", hint: "check its tagPrefix in the config" };
    });
  }
}

/** Whether the file of owners can be read, and names those of the services whose owner the line leaves open. */
export async function* ownerChecks({ ownerDirectory }: CheckupParts, line: TrainLine, call: CallOptions): Checks {
  yield await checked("file of owners", async () => {
    const all = await ownerDirectory.all(call);
    return `it names owners ${all.length} times`;
  });
  for (const { id, owner } of line.services) {
    if (owner !== undefined) continue;
    yield await checked(`owner of service ${id}`, async () => {
      const found = await ownerDirectory.ownerOf(id, call);
      if (found?.owners[0] !== undefined) return `it is ${found.owners.join(", ")}`;
      const hint = "add it to the file, or give it an owner in the line";
      return { result: "doubtful", found: "nobody is named", hint };
    });
  }
}

/** The targets that do not name what a port needs of each. */
function* missingRefs(
  line: TrainLine,
  field: "workflow" | "environment",
  so: string,
): Generator<Check, void, undefined> {
  const hint = `give it refs such as { "${ADAPTER}": { "${field}": "…" } }`;
  for (const { kind, name, refs } of lineRefs(line))
    if (kind === "target" && refs[ADAPTER]?.[field] === undefined)
      yield { subject: `${field} of ${name}`, result: "wrong", found: `it names none: ${so}`, hint };
}

/** One check for each thing of a kind whose refs name `field`. Malformed refs are a check too. */
async function* ofRefs<Field extends "workflow" | "environment" | "login">(
  line: TrainLine,
  field: Field,
  kind: LineRefs["kind"],
  read: (value: string, at: LineRefs) => Promise<string | Omit<Check, "subject">>,
): Checks {
  for (const at of lineRefs(line)) {
    if (at.kind !== kind || at.refs[ADAPTER] === undefined) continue;
    const named: { ref?: GitHubRef | undefined } = {};
    const parsed = await checked(at.name, async () => {
      named.ref = gitHubRef(at.refs);
      return "";
    });
    const value = named.ref?.[field];
    if (parsed.result === "wrong") yield parsed;
    else if (value !== undefined) yield await checked(`${field} of ${at.name}`, async () => read(value, at));
  }
}
