import type { GitHubOptions } from "../options.ts";
import type { IssuesOptions, IssuesSettings } from "./options.ts";

const LABEL = /^[^,/\\%\p{Cc}\p{Cs}]{1,50}$/u;
const TICKETS = "release-train";
const BLOCKERS = "train-blocker";
const YEAR_MS = 366 * 86_400_000;

/** The settings of tickets. */
export function issuesSettings({ issues, sendMs = 60_000, settleMs = 60_000 }: GitHubOptions): IssuesSettings {
  const { label = TICKETS, blockerLabel = BLOCKERS, leadMs = YEAR_MS } = issues ?? {};
  return { label, blockerLabel, leadMs, sendMs, settleMs };
}

/** Tells what is wrong with the labels. */
export function checkLabels(
  { label = TICKETS, blockerLabel = BLOCKERS }: IssuesOptions,
  refuse: (path: string, value: unknown, message: string, hint: string) => void,
): void {
  for (const [name, value] of Object.entries({ label, blockerLabel })) {
    if (!isLabel(value))
      refuse(`issues.${name}`, value, "cannot be a label", "at most 50 characters, no comma, slash or backslash");
  }
  if ([label, blockerLabel].every(isLabel) && label.toLowerCase() === blockerLabel.toLowerCase())
    refuse("issues.blockerLabel", blockerLabel, "is the label of tickets too", "give the two different labels");
}

function isLabel(value: unknown): value is string {
  return typeof value === "string" && LABEL.test(value) && value.trim() === value && !/^\.{1,2}$/.test(value);
}
