import type { Refused } from "../people/refusal.ts";
import { bySlot, slotOf } from "../timetable/slots.ts";
import { ordersUnderWay } from "./gate-course.ts";
import type { ClosedBy, Closure } from "./gate.ts";
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
 * to, or where the train never was there. No window, freeze, hold, quarantine or problem stands in its way (R27). A newer
 * train is never what it goes back to: that would be a promotion past the gate.
 */
export function judgeRollback(
  view: Pick<TrainView, "line" | "open" | "movements">,
  state: TrainState,
  ask: RollbackAsk,
): ({ readonly ok: true } & RollbackPlan) | ({ readonly ok: false } & Refused) {
  const { movements } = view;
  const { target, to, from, stopRunning = false } = ask;
  const place = targetIn(state, target);
  if (place === undefined) return refuse("not_found", `the line has no target ${target}`, "write stop/target");
  const wrong = wrongFrom(movements, target, from);
  if (wrong !== undefined) return { ok: false, ...wrong };
  const running = ordersUnderWay(movements, target).map(({ order }) => order);
  if (running.length > 0 && !stopRunning) {
    const ids = running.map(({ id }) => id).join(", ");
    return refuse(
      "conflict",
      `a deploy is under way on ${target}: ${ids}`,
      "wait for it, or say `stopRunning` to stop it and then roll back",
    );
  }
  const position = movements.positions[target];
  const tried = state.orders.some((order) => order.target === target && order.kind === "promote");
  if (position?.version !== state.version && !tried) {
    return refuse("conflict", `${state.version} is not on ${target}`, "roll back the train that is there");
  }
  const back = to === undefined ? beforeTrain(view, state, position) : knownVersion(view, state, position, to);
  if (back === undefined) return nothingKnown(state, target, to);
  // Where a deploy went wrong the same version is put there again, since nobody knows what it left behind.
  const settled = place.status !== "promoting" && place.status !== "failed";
  if (settled && back.version === position?.version) {
    return refuse("conflict", `${target} runs ${back.version} already`, "name another version with `to`");
  }
  return { ok: true, version: back.version, services: back.services ?? {}, running };
}

function nothingKnown(
  { version }: TrainState,
  target: string,
  to: string | undefined,
): { readonly ok: false } & Refused {
  return to === undefined
    ? refuse(
        "conflict",
        `nothing is known that ${target} ran before ${version}`,
        "roll forward with a late rider, or deploy an earlier version by hand, which is then read from the target",
      )
    : refuse(
        "not_found",
        `${to} is neither a version that ${target} ran before ${version} nor an earlier train's`,
        "name a version that it has run; a newer one is promoted",
      );
}

type Past = Pick<Position, "version" | "train" | "services">;
type Sight = Pick<TrainView, "line" | "open" | "movements">;

/** What a target ran before the train: before the train came, or what it still runs where the train did not get there. */
function beforeTrain(view: Sight, state: TrainState, position: Position | undefined): Past | undefined {
  if (position === undefined) return undefined;
  const history: readonly Past[] = [position, ...position.before];
  const came = history.findIndex(({ version }) => version === state.version);
  return history.slice(came + 1).find((past) => past.version !== state.version && !isNewer(view, state, past.train));
}

/** A version that the target has run, or that of an earlier train that was cut. */
function knownVersion(view: Sight, state: TrainState, position: Position | undefined, to: string): Past | undefined {
  const history: readonly Past[] = position === undefined ? [] : [position, ...position.before];
  const ran = history.find(({ version }) => version === to);
  const cut = Object.values(view.movements.trains).find(
    ({ version, services }) => version === to && services !== undefined,
  );
  const past: Past | undefined = ran ?? (cut && { ...cut, services: { ...cut.services } });
  return past === undefined || isNewer(view, state, past.train) ? undefined : past;
}

function isNewer({ line, open }: Sight, state: TrainState, train: string | undefined): boolean {
  const own = slotOf(line, open.eras, state.train);
  const other = train === undefined ? undefined : slotOf(line, open.eras, train);
  return own !== undefined && other !== undefined && bySlot(other, own) > 0;
}

function refuse(code: Refused["code"], message: string, hint: string): { readonly ok: false } & Refused {
  return { ok: false, code, message, hint };
}
