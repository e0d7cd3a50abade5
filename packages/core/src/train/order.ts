import { placeOf } from "../line/place-of.ts";
import { FootplateError } from "../error.ts";
import { stableJson } from "../hash.ts";
import type { Fact } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import type { DeployOrdered } from "../line/train-fact.ts";
import type { DeployOrder } from "../ports/deploy-runner.ts";

/** The order that a recorded fact gives. The only place where one is made. */
export function orderOf(line: TrainLine, fact: DeployOrdered): DeployOrder {
  const { id, kind, train, target, version, services, partial } = fact;
  const [stop = ""] = target.split("/");
  const refs = placeOf(line, target)?.target.refs;
  const order: Omit<DeployOrder, keyof DeployOrder & symbol> = {
    id,
    kind,
    line: line.id,
    train,
    stop,
    target,
    version,
    services,
    ...(partial && { partial }),
    ...(refs !== undefined && { refs }),
  };
  // The brand is for the type checker alone.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return order as DeployOrder;
}

/**
 * The order, made anew from the fact that it rests on. Throws `forbidden` where no such fact is recorded, or where it
 * says something else: another target, train or version.
 */
export function checkedOrder(line: TrainLine, facts: readonly Fact[], order: DeployOrder): DeployOrder {
  const fact = facts.find(({ id }) => id === order.id);
  if (fact?.type !== "deployOrdered") {
    throw forbidden(`no decision ${order.id} is recorded`, "let a decision order the deploy, and record it first");
  }
  const made = orderOf(line, fact);
  if (stableJson(made) === stableJson(order)) return made;
  throw forbidden(
    `the order ${order.id} is not what was decided, which is ${made.version} on ${made.target}`,
    "make the order from the recorded fact",
  );
}

function forbidden(message: string, hint: string): FootplateError {
  return new FootplateError({ code: "forbidden", message, hint, written: "no" });
}
