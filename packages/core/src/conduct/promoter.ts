import { coverageIn } from "../people/coverage.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import type { TrainView } from "../train/view.ts";

/** Whose move a train is: who has the duty to promote now, else a lead of the line. Person id. */
export function promoterOf({ open, line }: TrainView, train: string, now: Instant): string {
  const moment = { train, start: now, end: fromEpochMs(epochMs(now) + 1) };
  const { spans } = coverageIn(open, moment);
  const promotes = spans.find(({ duty }) => duty === "promote") ?? spans.find(({ role }) => role === "primary");
  return promotes?.person ?? line.team.leads[0] ?? line.people[0]?.id ?? line.team.id;
}
