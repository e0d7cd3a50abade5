import { gitHubRef } from "@footplate/adapter-github";
import { deployRunnerCases, versionProbeCases } from "@footplate/testkit";
import { describe, test } from "vitest";
import { order } from "./support/order.ts";
import { world, type WorldOptions } from "./support/world.ts";

/** So long that no run of a case ends by itself. */
const FOREVER_MS = 1e11;
const DEPLOY = { file: "deploy.yml", runMs: FOREVER_MS };
const GATED = { file: "gated.yml", runMs: FOREVER_MS, reviewers: ["footplate-bot"] };
const CONCLUSIONS = { succeeded: "success", failed: "failure", cancelled: "cancelled" };

const servers: Readonly<Record<string, WorldOptions>> = {
  "a server that tells the run": {},
  "an older server, whose lists lag": { lagMs: 20_000, actions: { tellsRun: false } },
  "a server of the newer version": { ports: { apiVersion: "2026-03-10" }, actions: { readLagMs: 5000, rerunMs: 5000 } },
};

describe.each(Object.keys(servers))("what every deploy runner must do, on %s", (name) => {
  const cases = deployRunnerCases({
    name: "github",
    fresh: async () => {
      const options = servers[name] ?? {};
      const made = world({ ...options, actions: { ...options.actions, workflows: [DEPLOY, GATED] } });
      const { deployRunner: runner, clock, fake } = made;
      const ordered = (n: number, workflow: string) =>
        order({ id: `order-${n}`, target: `prod/t${n}`, refs: { github: { workflow, environment: `t${n}` } } });
      return {
        runner,
        clock,
        order: (n) => ordered(n, "deploy.yml"),
        finish: async (id, outcome) => fake.actions.finish(Number(id), CONCLUSIONS[outcome]),
        humanStart: async () => void fake.actions.dispatch("deploy.yml", { order: "by hand" }),
        startWaiting: async () => (await runner.start(ordered(9, "gated.yml"))).id,
        runs: async () => fake.actions.runs().length,
        sent: () => fake.state().calls.length,
      };
    },
  });
  for (const { name: title, run } of cases) test(title, run);
});

describe("what every version probe must do", () => {
  const cases = versionProbeCases({
    name: "github",
    fresh: async () => {
      let cut: unknown;
      const { versionProbe: probe, fake } = world({
        through: (fetch) => async (input, init) => {
          const request = new Request(input, init);
          if (cut !== undefined && new URL(request.url).searchParams.get("environment") === cut)
            throw new TypeError("fetch failed");
          return fetch(request);
        },
      });
      const named = (name: string) => ({ id: `prod/${name}`, refs: { github: { environment: name } } });
      return {
        probe,
        target: named("one"),
        other: named("other"),
        put: async ({ refs }, version) => {
          const environment = gitHubRef(refs)?.environment ?? "";
          for (const row of fake.deployments.all())
            if (row.environment === environment) fake.deployments.setState(row.id, "inactive");
          if (version !== undefined)
            fake.deployments.setState(fake.deployments.add({ environment, payload: { version } }), "success");
        },
        cutOff: async ({ refs }) => {
          cut = refs?.["github"]?.["environment"];
        },
        sent: () => fake.state().calls.length,
      };
    },
  });
  for (const { name: title, run } of cases) test(title, run);
});
