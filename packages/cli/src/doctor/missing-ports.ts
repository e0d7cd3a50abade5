import type { Missing } from "./examined.ts";

/** What does not happen without each port. */
const WITHOUT: Readonly<Record<string, string>> = {
  noticeBoard: "windows are announced to nobody outside",
  calendar: "windows are in no calendar, and nobody is warned of other people's entries",
  trainTickets: "trains have no ticket: owner, blockers and notes are in the journal alone",
  onCall: "who is called stays as the on-call service has it, also after a cover or a handover",
  pager: "nobody is called when a conductor does not answer",
  chat: "nothing is announced in channels, and handovers are told to nobody",
  deployRunner: "no train can be conducted: nothing is deployed",
  versionProbe: "no train can be conducted: nobody knows what a target runs",
  changeControl: "change requests are not read, and exceptions are not noted there",
  changeSource: "what changed between two versions is not shown",
  ownerDirectory: "who owns a component is what the line says",
  logBook: "deploys are in no server admin log",
};

/** The ports that are not wired, and what will not happen without them. */
export function missingPorts(ports: Readonly<Record<string, unknown>>): readonly Missing[] {
  return Object.entries(WITHOUT).flatMap(([port, without]) => (ports[port] === undefined ? [{ port, without }] : []));
}
