import { describe } from "vitest";
import type { DeployOrder, DeployRunner, VersionProbe } from "@footplate/core";
import { deployRunnerCases, memoryTargets, memoryVersionProbe, versionProbeCases } from "../../src/index.ts";
import { deployWorld } from "../deploy-stage.ts";
import { rejectsAll } from "./rejects.ts";

const renamed = (order: DeployOrder, id: string): DeployOrder => ({ ...order, id });

const runners: Readonly<Record<string, (runner: DeployRunner) => DeployRunner>> = {
  "does not say which order a run is of": (runner) => ({
    ...runner,
    start: (order, call) => runner.start(renamed(order, "run"), call),
    find: (order, call) => runner.find(renamed(order, "run"), call),
  }),
  "finds the newest": (runner) => {
    const ids = new Map<string, string>();
    return {
      ...runner,
      start: async (order, call) => {
        const run = await runner.start(order, call);
        ids.set(order.id, run.id);
        return run;
      },
      find: async (order, call) => {
        const run = await runner.find(order, call);
        return run && { ...run, id: ids.get(order.id) ?? run.id };
      },
    };
  },
  "starts what it looks for": (runner) => ({
    ...runner,
    find: async (order, call) => (await runner.find(order, call)) ?? runner.start(order, call),
  }),
  "finds any run on the target": (runner) => ({
    ...runner,
    find: async (order, call) => (await runner.find(order, call)) ?? runner.read("run-1", call),
  }),
  "throws for an unknown run": (runner) => ({
    ...runner,
    read: async (id, call) => {
      const run = await runner.read(id, call);
      if (run === undefined) throw new Error("404");
      return run;
    },
  }),
  "takes a failure for a success": (runner) => ({
    ...runner,
    read: async (id, call) => {
      const run = await runner.read(id, call);
      return run?.outcome === undefined ? run : { ...run, outcome: "succeeded" };
    },
  }),
  "answers a stop without asking for it": (runner) => ({
    ...runner,
    cancel: async (id, call) => {
      const run = await runner.read(id, call);
      return run ?? runner.cancel(id, call);
    },
  }),
  "refuses to stop what has finished": (runner) => ({
    ...runner,
    cancel: async (id, call) => {
      if ((await runner.read(id, call))?.status === "finished") throw new Error("409");
      return runner.cancel(id, call);
    },
  }),
  "stops another run": (runner) => ({
    ...runner,
    cancel: async (id, call) => {
      if (id === "run-1") await runner.cancel("run-2", call).catch(() => undefined);
      return runner.cancel(id, call);
    },
  }),
  "gives every look of a watched run": (runner) => ({
    ...runner,
    async *watch(id, call) {
      for await (const run of runner.watch(id, call)) {
        yield run;
        yield run;
      }
    },
  }),
  "stops watching before the end": (runner) => ({
    ...runner,
    async *watch(id, call) {
      for await (const run of runner.watch(id, call)) if (run.status !== "finished") yield run;
    },
  }),
  "throws when watching is aborted": (runner) => ({
    ...runner,
    async *watch(id, call) {
      yield* runner.watch(id, call);
      call?.signal?.throwIfAborted();
    },
  }),
  "watches what is not there for nothing": (runner) => ({
    ...runner,
    async *watch(id, call) {
      if ((await runner.read(id)) !== undefined) yield* runner.watch(id, call);
    },
  }),
  "runs again under the first attempt": (runner) => ({
    ...runner,
    reruns: {
      rerunFailed: async (id, call) => {
        const run = await runner.reruns?.rerunFailed(id, call);
        if (run === undefined) throw new Error("there are no reruns");
        return { ...run, attempt: 1 };
      },
    },
  }),
  "approves what was rejected": (runner) => ({
    ...runner,
    ...(runner.gates && {
      gates: {
        ...runner.gates,
        answer: async (id, gates, _approve, note, call) => runner.gates?.answer(id, gates, true, note, call),
      },
    }),
  }),
  "answers the first gate only": (runner) => ({
    ...runner,
    ...(runner.gates && {
      gates: {
        ...runner.gates,
        answer: async (id, gates, ...rest) => runner.gates?.answer(id, gates.slice(0, 1), ...rest),
      },
    }),
  }),
  "does not hear the signal": (runner) => ({ ...runner, start: (order) => runner.start(order) }),
};

describe("every broken deploy runner is rejected by some case, and not by all", () => {
  rejectsAll<DeployRunner>(runners, (broken) => deployRunnerCases(deployWorld(broken)));
});

const probes: Readonly<Record<string, (probe: VersionProbe) => VersionProbe>> = {
  "remembers its first answer": (probe) => {
    const answers = new Map<string, ReturnType<VersionProbe["running"]>>();
    return {
      ...probe,
      running: (target, call) => {
        const answer = answers.get(target.id) ?? probe.running(target, call);
        answers.set(target.id, answer);
        return answer;
      },
    };
  },
  "takes a target out of reach for an empty one": (probe) => ({
    ...probe,
    running: (target, call) =>
      probe.running(target, call).catch(() => {
        call?.signal?.throwIfAborted();
        return undefined;
      }),
  }),
  "answers for another target": (probe) => ({
    ...probe,
    running: async (target, call) =>
      (await probe.running({ id: "prod/client-a" }, call)) ?? probe.running(target, call),
  }),
  "says that nothing runs as an empty version": (probe) => ({
    ...probe,
    running: async (target, call) => (await probe.running(target, call)) ?? { version: "" },
  }),
  "trims a version to its numbers": (probe) => ({
    ...probe,
    running: async (target, call) => {
      const running = await probe.running(target, call);
      return running && { ...running, version: running.version.replaceAll(/[^0-9.]/g, "") };
    },
  }),
  "does not hear the signal": (probe) => ({ ...probe, running: (target) => probe.running(target) }),
};

describe("every broken version probe is rejected by some case, and not by all", () => {
  rejectsAll<VersionProbe>(probes, (broken) =>
    versionProbeCases({
      name: "memory",
      fresh: async () => {
        const targets = memoryTargets();
        return {
          probe: broken(memoryVersionProbe(targets)),
          target: { id: "prod/client-a" },
          other: { id: "prod/client-b" },
          put: async ({ id }, version) => targets.put(id, version === undefined ? undefined : { version }),
          cutOff: async ({ id }) => targets.setReachable(id, false),
        };
      },
    }),
  );
});
