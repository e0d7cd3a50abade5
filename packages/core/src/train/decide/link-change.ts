import { stableJson } from "../../hash.ts";
import { policyOf } from "../conduct-policy.ts";
import { type ActOf, forbidden, type Judged, lastFact, type Matter, nextNumber, says, stands } from "./matter.ts";
import { isRefused, trainNamed, unknownTarget } from "./places.ts";
import { name } from "./written.ts";

/** Names the change request on which the train rests, or an exception that the line's policy has (R2). */
export function linkChange(matter: Matter, act: ActOf<"linkChange">): Judged {
  const { line } = matter.view;
  const { train, target } = act;
  const state = trainNamed(matter, train);
  if (isRefused(state)) return state;
  const refused = unknownTarget(line, target);
  if (refused !== undefined) return refused;
  const change =
    "exception" in act.change
      ? { exception: name("the exception", act.change.exception) }
      : { request: name("the change request", act.change.request), state: name("its state", act.change.state) };
  const { changeExceptions } = policyOf(line, train);
  if (change.exception !== undefined && !changeExceptions.includes(change.exception)) {
    return forbidden(
      `the line has no exception ${change.exception} from change control`,
      changeExceptions.length > 0 ? `use ${changeExceptions.join(", ")}` : "link an approved change request",
    );
  }
  const own = (fact: { readonly train: string; readonly target?: string }): boolean =>
    fact.train === train && fact.target === target;
  const standing = state.changes[target ?? ""];
  if (standing !== undefined && stableJson(standing) === stableJson(change)) {
    return stands(lastFact(matter, "changeLinked", own));
  }
  const id = `changeLinked/${train}/${target ?? "all"}/${nextNumber(matter, "changeLinked", own)}`;
  return says({ id, type: "changeLinked", train, ...(target !== undefined && { target }), change });
}
