import type { ConductCommand } from "@footplate/core/conduct";

/** What a person types for each act. */
const TYPED: Readonly<Record<ConductCommand["act"] | "handOver", string>> = {
  cut: "cut",
  board: "rider board",
  leave: "rider leave",
  requestLateRider: "rider late",
  acceptLateRider: "rider accept",
  refuseLateRider: "rider refuse",
  promote: "promote",
  rollback: "rollback",
  pass: "pass",
  skip: "skip",
  stopDeploy: "stop-deploy",
  hold: "hold",
  resume: "resume",
  addBlocker: "blocker add",
  updateBlocker: "blocker update",
  resolveBlocker: "blocker resolve",
  clearVersion: "clear-version",
  cancelTrain: "cancel",
  abandon: "abandon",
  arrive: "arrive",
  openProblem: "problem open",
  decideProblem: "problem decide",
  closeProblem: "problem close",
  approve: "approve",
  requestException: "exception request",
  approveException: "exception approve",
  refuseException: "exception refuse",
  linkChange: "change link",
  extend: "extend",
  completeWindow: "window complete",
  cancelWindow: "window cancel",
  reviewWindow: "review",
  moveWindow: "window move",
  reopen: "window reopen",
  claim: "window claim",
  join: "window join",
  requestGuest: "guest request",
  acceptGuest: "guest accept",
  refuseGuest: "guest refuse",
  guestDone: "guest done",
  handOver: "hand-over",
};

/** Fields of acts that are options here. */
const OPTIONS: Readonly<Record<string, string>> = {
  stopRunning: "--stop-running",
  discretion: "--discretion",
  owner: "--owner",
  services: "--service",
  scope: "--scope",
  to: "--to",
  for: "--by",
  until: "--until",
  from: "--as-client",
};

/** A way out in the words of the command line, where it names acts and their fields as programs do. */
export function hintText(hint: string): string {
  return hint
    .replaceAll("`as: client` and `from`", "--as-client")
    .replaceAll(/\((\w+)\)/g, (whole, act: string) => (isTyped(act) ? `(footplate ${TYPED[act]})` : whole))
    .replaceAll(/`([^`]+)`/g, (whole, field: string) =>
      Object.hasOwn(OPTIONS, field) ? (OPTIONS[field] ?? whole) : whole,
    );
}

function isTyped(act: string): act is keyof typeof TYPED {
  return Object.hasOwn(TYPED, act);
}
