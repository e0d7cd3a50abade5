import type { RefusedCommand } from "../../decided.ts";
import type { ConductPolicy } from "../../line/conduct-policy.ts";
import { dutiesIn, pairAt } from "../../people/duties.ts";
import { crewPolicy } from "../../people/rotation.ts";
import { epochMs, fromEpochMs, type Instant } from "../../time/instant.ts";
import { contains } from "../../time/interval.ts";
import { slotOf } from "../../timetable/slots.ts";
import { policyOf } from "../conduct-policy.ts";
import type { TrainView } from "../view.ts";
import { forbidden, type Matter } from "./matter.ts";

/** Who drives a train now. Person ids. */
export interface Crew {
  readonly primary?: string;
  readonly backup?: string;
  /** Who has the duty: its role's holder, or who covers them. Nobody while they are away without a cover. */
  readonly onDuty: readonly string[];
}

/** The pair of a train now, and who has one of the duties. */
export function crewNow({ line, open }: TrainView, train: string, now: Instant, duties: readonly string[]): Crew {
  const slot = slotOf(line, open.eras, train);
  if (slot === undefined) return { onDuty: [] };
  const moment = { start: now, end: fromEpochMs(epochMs(now) + 1) };
  const { primary, backup } = pairAt(open, slot, now);
  const { spans } = dutiesIn(open, slot, moment, crewPolicy(slot.in.era).duties);
  const onDuty = spans.filter(({ duty }) => duties.includes(duty)).map(({ person }) => person);
  return { ...(primary !== undefined && { primary }), ...(backup !== undefined && { backup }), onDuty };
}

/**
 * Refuses who does not drive the train now. The primary and who covers them do, leads and programs always, and the backup
 * inside a secondary window (R53).
 */
export function notDriving(
  { view, by, now }: Matter,
  train: string,
  duties: readonly string[] = ["promote"],
): RefusedCommand | undefined {
  if ("bot" in by || view.line.team.leads.includes(by.person)) return undefined;
  const { primary, backup, onDuty } = crewNow(view, train, now, duties);
  if (by.person === primary || onDuty.includes(by.person)) return undefined;
  const inSecondary = (): boolean =>
    view.timetable(now).windows.some((one) => one.train === train && one.kind === "secondary" && contains(one, now));
  if (by.person === backup && inSecondary()) return undefined;
  return notTheirTurn(by.person, train, primary);
}

/** Refuses a program where the era's policy wants a conductor's word for the step (R9). */
export function notAlone(
  { view: { line }, by }: Matter,
  train: string,
  step: keyof NonNullable<ConductPolicy["steps"]>,
): RefusedCommand | undefined {
  if ("person" in by || policyOf(line, train).steps[step] === "automatic") return undefined;
  return forbidden(`${train} waits for a conductor's word to ${step}`, "let the primary or a lead say it");
}

/** Refuses who is neither in the pair of the train, nor covers it, nor a lead. Programs may. */
export function notInPair({ view, by, now }: Matter, train: string): RefusedCommand | undefined {
  if ("bot" in by || view.line.team.leads.includes(by.person)) return undefined;
  const { primary, backup, onDuty } = crewNow(view, train, now, ["promote"]);
  if ([primary, backup, ...onDuty].includes(by.person)) return undefined;
  return notTheirTurn(by.person, train, primary);
}

function notTheirTurn(person: string, train: string, primary: string | undefined): RefusedCommand {
  const who = primary === undefined ? "a lead" : `${primary} or a lead`;
  return forbidden(
    `${person} does not conduct ${train} now`,
    `let ${who} do it, or take the train over with a note first (handOver)`,
  );
}
