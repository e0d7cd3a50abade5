import { isConductor } from "../people/rotation.ts";
import type { Actor, FactType } from "./fact.ts";
import type { TrainLine } from "./line.ts";

/** What somebody is to a line. `conductor`: named by a rotation. `approver`: contact of a customer. `bot`: any program. */
export type Role = "lead" | "member" | "conductor" | "approver" | "bot" | "anyone";

/** Who may cause each fact (R32). */
export const factAuthors: Readonly<Record<FactType, readonly Role[]>> = {
  trainCancelled: ["lead"],
  riderBoarded: ["lead", "member", "bot"],
  windowReviewed: ["lead", "member"],
  windowMoved: ["lead", "member", "bot"],
  windowCancelled: ["lead", "member"],
  guestRequested: ["anyone"],
  guestAccepted: ["lead", "member"],
  guestRefused: ["lead", "member"],
  deletionAccepted: ["lead", "member"],
  recreationRequested: ["lead", "member"],
  lossAccepted: ["lead"],
  leaseRevoked: ["lead"],
  absenceDeclared: ["lead", "member", "conductor"],
  absenceWithdrawn: ["lead", "member", "conductor"],
  coverRequested: ["lead", "member", "conductor"],
  coverAccepted: ["lead", "member", "conductor"],
  coverDeclined: ["lead", "member", "conductor"],
  coverWithdrawn: ["lead", "member", "conductor"],
  swapProposed: ["lead", "member", "conductor"],
  swapAccepted: ["lead", "member", "conductor"],
  swapDeclined: ["lead", "member", "conductor"],
  swapUndone: ["lead", "member", "conductor"],
  swapForced: ["lead"],
  handedOver: ["lead", "member", "conductor"],
  briefed: ["lead", "member", "conductor"],
  trainCut: ["lead", "conductor", "bot"],
  lateRiderRequested: ["anyone"],
  lateRiderAccepted: ["lead", "member", "conductor"],
  lateRiderRefused: ["lead", "member", "conductor"],
  riderLeft: ["lead", "member", "bot"],
  deployOrdered: ["lead", "conductor", "bot"],
  deployStarted: ["bot"],
  deployFinished: ["bot"],
  deployMissing: ["bot"],
  deployStopAsked: ["lead", "member", "conductor"],
  versionRead: ["bot"],
  targetPassed: ["lead", "conductor", "bot"],
  targetSkipped: ["lead", "member", "conductor"],
  trainHeld: ["lead", "member", "conductor", "bot"],
  trainResumed: ["lead", "conductor"],
  blockerAdded: ["lead", "member", "conductor", "bot"],
  blockerUpdated: ["anyone"],
  blockerResolved: ["lead", "member", "conductor", "bot"],
  versionCleared: ["lead", "conductor"],
  trainAbandoned: ["lead", "conductor"],
  trainArrived: ["lead", "conductor", "bot"],
  problemOpened: ["anyone"],
  problemDecided: ["lead", "conductor"],
  problemClosed: ["lead", "conductor", "bot"],
  approvalGiven: ["approver", "lead", "member", "conductor"],
  exceptionRequested: ["lead", "member", "conductor"],
  exceptionApproved: ["anyone"],
  exceptionRefused: ["anyone"],
  changeLinked: ["lead", "member", "conductor", "bot"],
  windowStarted: ["lead", "conductor", "bot"],
  windowExtended: ["lead", "conductor"],
  windowCompleted: ["lead", "conductor", "bot"],
  windowReopened: ["lead", "conductor"],
  windowClaimed: ["anyone"],
  joined: ["anyone"],
  guestDone: ["anyone"],
};

/**
 * Whether the line lets somebody cause a fact of this type (R32). Ask before recording one: facts in the journal count,
 * also after their author has left the team. A bot may move windows only where the calendar is the record, since the
 * move it reports is a person's. Consent is more than this: whose it must be hangs on the facts before, and `refusal`
 * judges it. `as` adds a role that the author has by other facts, such as `conductor` for who covers one.
 */
export function mayCause(line: TrainLine, type: FactType, by: Actor, as?: Role): boolean {
  if (type === "windowMoved" && "bot" in by) return line.record === "calendar";
  const roles = rolesOf(line, by);
  return factAuthors[type].some((role) => role === as || roles.has(role));
}

function rolesOf(line: TrainLine, by: Actor): ReadonlySet<Role> {
  if ("bot" in by) return new Set<Role>(["anyone", "bot"]);
  const roles = new Set<Role>(["anyone"]);
  if (line.team.leads.includes(by.person)) roles.add("lead");
  if (line.team.members.includes(by.person)) roles.add("member");
  if (isConductor(line, by.person)) roles.add("conductor");
  if (line.stops.some((stop) => stop.targets.some((target) => target.tam === by.person))) roles.add("approver");
  return roles;
}
