import { exactly, figure, type Spread, spreadText } from "./spread.ts";

/** One goal of a target, judged. */
export interface Verdict {
  readonly target: number;
  readonly what: string;
  /** What exactly is compared with what. */
  readonly compared: string;
  readonly unit: string;
  readonly ours?: Spread;
  readonly theirs?: Spread;
  readonly ratio?: number;
  readonly goal: string;
  readonly verdict: "met" | "not met" | "not measured" | "not judged";
}

interface About {
  readonly target: number;
  readonly what: string;
  readonly compared: string;
  readonly unit: string;
}

/** Ours divided by theirs, which must be at most `most`. */
export function atMostTimes(
  about: About & { readonly ours: Spread | undefined; readonly theirs: Spread | undefined; readonly most: number },
): Verdict {
  const { ours, theirs, most, ...rest } = about;
  const goal = `≤ ${figure(most)} ×`;
  if (ours === undefined || theirs === undefined) return missing({ ...rest, goal, ours, theirs });
  const ratio = ours.median / theirs.median;
  return { ...rest, ours, theirs, ratio, goal, verdict: ratio <= most ? "met" : "not met" };
}

/** Ours, which must be at most `most` more than theirs. */
export function atMostMore(
  about: About & { readonly ours: Spread | undefined; readonly theirs: Spread | undefined; readonly most: number },
): Verdict {
  const { most, unit } = about;
  const verdict = atMostTimes(about);
  const goal = `≤ ${figure(most)} ${unit} more`;
  const { ours, theirs } = verdict;
  if (ours === undefined || theirs === undefined) return { ...verdict, goal };
  return { ...verdict, goal, verdict: ours.median - theirs.median <= most ? "met" : "not met" };
}

/** Ours, which must be at most `most`. */
export function atMost(about: About & { readonly ours: Spread | undefined; readonly most: number }): Verdict {
  const { ours, most, ...rest } = about;
  const goal = `≤ ${figure(most)} ${about.unit}`;
  if (ours === undefined) return missing({ ...rest, goal, ours, theirs: undefined });
  return { ...rest, ours, goal, verdict: ours.median <= most ? "met" : "not met" };
}

/** Ours divided by theirs, told beside a goal that it is not held to: what explains another line. */
export function told(
  about: About & { readonly ours: Spread | undefined; readonly theirs: Spread | undefined; readonly most: number },
): Verdict {
  const verdict = atMostTimes(about);
  return verdict.verdict === "not measured" ? verdict : { ...verdict, verdict: "not judged" };
}

/** Something that holds or does not. */
export function holds(
  about: Omit<About, "unit"> & { readonly goal: string; readonly ok: boolean | undefined },
): Verdict {
  const { ok, ...rest } = about;
  if (ok === undefined) return { ...rest, unit: "", verdict: "not measured" };
  return { ...rest, unit: "", ours: exactly(ok ? 1 : 0), verdict: ok ? "met" : "not met" };
}

/** `45 of 72 goals met`. */
export function tally(verdicts: readonly Verdict[]): string {
  const judged = verdicts.filter(({ verdict }) => verdict !== "not judged");
  return `${judged.filter(({ verdict }) => verdict === "met").length} of ${judged.length} goals met`;
}

export const verdictColumns = ["#", "what", "ours", "theirs", "ratio", "goal", "verdict"];

export function verdictRow({ target, what, unit, ours, theirs, ratio, goal, verdict }: Verdict): readonly string[] {
  const shown = (value: Spread | undefined): string =>
    value === undefined ? "–" : unit === "" ? (value.median === 1 ? "yes" : "no") : `${spreadText(value)} ${unit}`;
  return [
    String(target),
    what,
    shown(ours),
    theirs === undefined ? "–" : shown(theirs),
    ratio === undefined ? "–" : ratio.toPrecision(2),
    goal,
    verdict,
  ];
}

function missing(
  about: About & { readonly goal: string; readonly ours: Spread | undefined; readonly theirs: Spread | undefined },
): Verdict {
  const { ours, theirs, ...rest } = about;
  return { ...rest, ...(ours && { ours }), ...(theirs && { theirs }), verdict: "not measured" };
}
