import type { Refused } from "../people/refusal.ts";
import type { InstantLike } from "../time/instant.ts";
import { ordersUnderWay } from "./gate-course.ts";
import type { PromoteAsk } from "./gate-case.ts";
import type { Closure, ClosedBy, Gate } from "./gate.ts";
import { mayPromote } from "./may-promote.ts";
import { targetIn } from "./train-in.ts";
import type { Movements, OrderState, Position, TrainState } from "./train-state.ts";
import type { TrainView } from "./view.ts";

/** Why a target does not run what it is expected to run; nothing where it does, or where nothing was ever read. */
export function wrongFrom(movements: Movements, target: string, from: string | undefined): Refused | undefined {
  const runs = movements.positions[target]?.version;
  if (from === undefined || runs === undefined || runs === from) return undefined;
  return {
    code: "conflict",
    message: `${target} runs ${runs}, not ${from}`,
    hint: "look at the board again, and say from which version you mean to move",
  };
}

/** Why a train may not be promoted to a target, or the gate that is open. */
export function judgePromote(
  view: TrainView,
  ask: PromoteAsk & { readonly from?: string },
  now: InstantLike,
): { readonly ok: true; readonly gate: Extract<Gate, { readonly open: true }> } | ({ readonly ok: false } & Refused) {
  const wrong = wrongFrom(view.movements, ask.target, ask.from);
  if (wrong !== undefined) return { ok: false, ...wrong };
  const gate = mayPromote(view, ask, now);
  return gate.open ? { ok: true, gate } : { ok: false, ...refusedBy(gate.closures) };
}

const CONSENT: ReadonlySet<ClosedBy> = new Set<ClosedBy>(["change", "person", "freeze", "ticket"]);

/** A closed gate as a refusal: every reason in one sentence, and the way out of the first. */
export function refusedBy(closures: readonly Closure[]): Refused {
  const [first] = closures;
  return {
    code:
      first?.by === "unknown_target"
        ? "not_found"
        : closures.every(({ by }) => CONSENT.has(by))
          ? "forbidden"
          : "conflict",
    message: closures.map(({ message }) => message).join("; "),
    hint: first?.hint ?? "ask again",
  };
}

/** A rollback that may be ordered. */
export interface RollbackPlan {
  readonly version: string;
  /** What ran with that version; empty where nobody knows. */
  readonly services: Readonly<Record<string, string>>;
  /** Deploys that are under way on the target. They are stopped first. */
  readonly running: readonly OrderState[];
}

/** What a rollback names. */
export interface RollbackAsk {
  /** `stop/target`. */
  readonly target: string;
  /** Version to go back to. @default what the target ran before this train */
  readonly to?: string;
  /** What the target is expected to run now. @default not compared */
  readonly from?: string;
  /** A deploy that runs on the target may be stopped first. @default false */
  readonly stopRunning?: boolean;
}

/**
 * What a rollback puts back, or why it is refused: where a deploy runs on the target, where nothing is known to go back
 * to, or where the train never was there. No window, freeze, hold, quarantine or problem stands in its way (R27).
 */
export function judgeRollback(
  { movements }: Pick<TrainView, "movements">,
  state: TrainState,
  ask: RollbackAsk,
): ({ readonly ok: true } & RollbackPlan) | ({ readonly ok: false } & Refused) {
  const { target, to, from, stopRunning = false } = ask;
  const place = targetIn(state, target);
  if (place === undefined) return refuse("not_found", `the line has no target ${target}`, "write stop/target");
  const wrong = wrongFrom(movements, target, from);
  if (wrong !== undefined) return { ok: false, ...wrong };
  const running = ordersUnderWay(movements, target).map(({ order }) => order);
  if (running.length > 0 && !stopRunning) {
    const ids = running.map(({ id }) => id).join(", ");
    return refuse("conflict", `a deploy is under way on ${target}: ${ids}`, "ask to stop it first, with `stopRunning`");
  }
  const position = movements.positions[target];
  const tried = state.orders.some((order) => order.target === target && order.kind === "promote");
  if (position?.version !== state.version && !tried) {
    return refuse("conflict", `${state.version} is not on ${target}`, "roll back the train that is there");
  }
  const back = position && (to === undefined ? beforeTrain(state, position) : knownAt(position, to));
  if (back === undefined) {
    return to === undefined
      ? refuse(
          "conflict",
          `nothing is known that ${target} ran before ${state.version}`,
          "name the version with `to`, once the target has run it",
        )
      : refuse("not_found", `${target} is not known to have run ${to}`, "name a version that it has run");
  }
  // Where a deploy went wrong the same version is put there again, since nobody knows what it left behind.
  const settled = place.status !== "promoting" && place.status !== "failed";
  if (settled && back.version === position?.version) {
    return refuse("conflict", `${target} runs ${back.version} already`, "name another version with `to`");
  }
  return { ok: true, version: back.version, services: back.services ?? {}, running };
}

type Past = Pick<Position, "version" | "services">;

/** What a target ran before the train: before the train came, or what it still runs where the train did not get there. */
function beforeTrain(state: TrainState, position: Position): Past | undefined {
  const history: readonly Past[] = [position, ...position.before];
  const last = history.findIndex(({ version }) => version === state.version);
  return last < 0 ? position : history.slice(last + 1).find(({ version }) => version !== state.version);
}

function knownAt(position: Position, version: string): Past | undefined {
  return [position, ...position.before].find((one) => one.version === version);
}

function refuse(code: Refused["code"], message: string, hint: string): { readonly ok: false } & Refused {
  return { ok: false, code, message, hint };
}
