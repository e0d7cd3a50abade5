import { type DeployOrder, type DeployRun, type DeployRunner, fromEpochMs } from "@footplate/core";
import type { DeployWorld } from "./deploy-world.ts";
import { memoryCalls, type MemoryHabits } from "./memory-calls.ts";
import { type KeptRun, nextInstall } from "./memory-install.ts";
import { refusal, refuse, textProblems } from "./memory-input.ts";
import { attemptState, type MemoryAttempt, type MemoryRun, type MemoryRunScript } from "./memory-run.ts";
import type { MemoryTargets } from "./memory-targets.ts";
import { watchRun } from "./memory-watch.ts";
import { conflict, outcomeUnknown } from "./mirror-errors.ts";

/** What a deploy service in memory is made of. */
export interface MemoryDeployRunnerOptions extends MemoryHabits {
  /** Where what is deployed then runs. */
  readonly targets: MemoryTargets;
  /** How the run of an order goes; `attempt` is 1 at first. @default it succeeds after 310 seconds */
  readonly script?: (order: DeployOrder, attempt: number) => MemoryRunScript;
}

/** A deploy service in memory. */
export interface MemoryDeployRunner extends DeployRunner {
  readonly reruns: NonNullable<DeployRunner["reruns"]>;
  readonly gates: NonNullable<DeployRunner["gates"]>;
  readonly world: DeployWorld;
}

/**
 * A deploy service in memory, whose runs go as scripted in the clock's time. Like most services it starts a second run
 * when it is asked twice. Reading by id is immediate, `find` lags. `watch` looks every 15 seconds.
 */
export function memoryDeployRunner(options: MemoryDeployRunnerOptions): MemoryDeployRunner {
  const { clock, targets, sendMs = 10_000, settleMs = 60_000, lagMs = 0 } = options;
  if (lagMs > settleMs) throw new RangeError(`a lag of ${lagMs} ms breaks the promise of settleMs ${settleMs}`);
  const calls = memoryCalls(clock, sendMs);
  const { late } = calls;
  const runs = new Map<string, KeptRun>();
  const scripts = new Map<string, MemoryRunScript>();
  let attempts = 0;

  const scriptOf = (order: DeployOrder, attempt: number): MemoryRunScript =>
    scripts.get(order.id) ?? scripts.get(order.target) ?? options.script?.(order, attempt) ?? {};
  const begun = (script: MemoryRunScript): MemoryAttempt => ({ script, startedMs: late.nowMs(), approvedMs: {} });
  const put = (run: KeptRun): KeptRun => (runs.set(run.id, run), run);
  const insert = (order: DeployOrder, script: MemoryRunScript, foreign: boolean): KeptRun =>
    put({
      id: `run-${runs.size + 1}`,
      order,
      foreign,
      createdMs: late.nowMs(),
      attempts: [begun(script)],
      installed: 0,
      notes: [],
    });
  const last = (run: KeptRun): MemoryAttempt => run.attempts.at(-1) ?? begun({});
  const state = (run: KeptRun) => attemptState(last(run), late.nowMs());
  const change = (run: KeptRun, parts: Partial<MemoryAttempt>): KeptRun =>
    put({ ...run, attempts: [...run.attempts.slice(0, -1), { ...last(run), ...parts }] });
  const existing = (id: string, written?: "no"): KeptRun => {
    const run = runs.get(id);
    if (run !== undefined) return run;
    throw refusal("not_found", `there is no run ${id.slice(0, 100)}`, "look for it by its order", written);
  };
  const shown = (run: KeptRun): DeployRun => {
    const { status, outcome, finishedMs, waitingFor } = state(run);
    return {
      id: run.id,
      ...(!run.foreign && { order: run.order.id }),
      status,
      ...(outcome !== undefined && { outcome }),
      attempt: run.attempts.length,
      url: `memory:${run.id}`,
      createdAt: fromEpochMs(run.createdMs),
      ...(finishedMs !== undefined && { finishedAt: fromEpochMs(finishedMs) }),
      ...(waitingFor !== undefined && { waitingFor }),
    };
  };
  const again = (run: KeptRun): KeptRun => {
    const next = begun(scriptOf(run.order, run.attempts.length + 1));
    return put({ ...run, attempts: [...run.attempts, next] });
  };
  const answered = (run: KeptRun, gates: readonly string[], approve: boolean, note: string): KeptRun => {
    const approvals = Object.fromEntries(gates.map((gate) => [gate, late.nowMs()]));
    const said = put({ ...run, notes: note === "" ? run.notes : [...run.notes, note] });
    return change(
      said,
      approve ? { approvedMs: { ...last(run).approvedMs, ...approvals } } : { rejectedMs: late.nowMs() },
    );
  };
  const world = (id: string): KeptRun => {
    late.land();
    return existing(id);
  };

  late.follow(() => nextInstall([...runs.values()], targets, put));
  targets.follow(() => late.land());

  return {
    spec: 1,
    sendMs,
    settleMs,
    start(wish, call) {
      const order = structuredClone(wish);
      return calls.write(
        call,
        () => {
          refuse([...textProblems("target", order.target), ...textProblems("version", order.version)]);
          const script = scriptOf(order, 1);
          if (script.appears === false) throw outcomeUnknown();
          return shown(insert(order, script, false));
        },
        { attempted: () => void (attempts += 1) },
      );
    },
    find: ({ id }, call) =>
      calls.read(call, () => {
        const listed = [...runs.values()].filter((run) => run.createdMs + lagMs <= late.nowMs());
        const run = listed.find(({ order, foreign }) => !foreign && order.id === id);
        return run && shown(run);
      }),
    read: (id, call) =>
      calls.read(call, () => {
        const run = runs.get(id);
        return run && shown(run);
      }),
    watch: (id, call) => watchRun(clock, call, () => calls.read(call, () => shown(existing(id)))),
    cancel: (id, call) =>
      calls.write(call, () => {
        const run = existing(id, "no");
        const { status } = state(run);
        const stopMs = last(run).stopMs ?? late.nowMs();
        return shown(status === "finished" ? run : change(run, { stopMs }));
      }),
    reruns: {
      rerunFailed: (id, call) =>
        calls.write(call, () => {
          const run = existing(id, "no");
          const { status, outcome } = state(run);
          if (status !== "finished") throw conflict("the run has not finished");
          if (outcome === "succeeded") throw conflict("the run has no failed part");
          return shown(again(run));
        }),
    },
    gates: {
      pending: (id, call) =>
        calls.read(call, () => {
          const run = existing(id);
          const mayAnswer = last(run).script.mayAnswer ?? true;
          return (state(run).waitingFor ?? []).map((name) => ({ id: name, name, mayAnswer }));
        }),
      answer: (id, gates, approve, note, call) =>
        calls.write(call, () => {
          const run = existing(id, "no");
          const open = state(run).waitingFor ?? [];
          if (gates.some((gate) => !open.includes(gate))) {
            throw refusal("not_found", "the run waits for no such approval", "read what is pending", "no");
          }
          if (last(run).script.mayAnswer === false) {
            throw refusal("forbidden", "the credential may not answer", "ask a person who may", "no");
          }
          if (gates.length > 0) answered(run, gates, approve, note);
        }),
    },
    world: {
      seen: () => (late.land(), [...runs.values()].map((run) => ({ ...shown(run), ...behind(run) }))),
      attempts: () => attempts,
      script: (orderOrTarget, script) => void scripts.set(orderOrTarget, structuredClone(script)),
      humanStart: (target, version, script = {}) => (late.land(), insert(byHand(target, version), script, true).id),
      humanCancel: (id) => void change(world(id), { stopMs: late.nowMs() }),
      finish: (id, outcome) => void change(world(id), { ended: { atMs: late.nowMs(), outcome } }),
      humanRerun(id) {
        const run = world(id);
        again(state(run).status === "finished" ? run : change(run, { stopMs: late.nowMs() }));
      },
      humanAnswer(id, approve) {
        const run = world(id);
        answered(run, state(run).waitingFor ?? [], approve, "");
      },
      failNext: calls.failNext,
      pendingFaults: calls.pendingFaults,
    },
  };
}

function behind({ order, foreign, notes }: KeptRun): Pick<MemoryRun, "target" | "version" | "kind" | "notes"> {
  return { target: order.target, version: order.version, ...(!foreign && { kind: order.kind }), notes };
}

/** What a person deploys: like an order, but nothing was decided. */
function byHand(target: string, version: string): DeployOrder {
  const said = { id: "", kind: "promote", line: "", train: "", stop: "", target, version, services: {} };
  return said as unknown as DeployOrder;
}
