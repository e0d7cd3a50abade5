import { placeOf, placeOfWindow } from "../line/place-of.ts";
import { dateIn } from "../time/date.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { contains } from "../time/interval.ts";
import { ianaZone } from "../time/zone.ts";
import { closedDays } from "../timetable/closed-days.ts";
import { type FreezeSpan, freezeSpans, inScope } from "../timetable/freezes.ts";
import { formatMoment } from "../timetable/format-moment.ts";
import type { Window } from "../timetable/timetable.ts";
import type { Policy } from "./conduct-policy.ts";
import { closure, type GateCase } from "./gate-case.ts";
import type { ClosedBy, Closure } from "./gate.ts";
import type { ExceptionState, Movements } from "./train-state.ts";
import type { TrainView } from "./view.ts";

/** The train's windows on a target, in order of start. */
export function windowsOn(view: TrainView, train: string, target: string, now: Instant): readonly Window[] {
  return view
    .timetable(now)
    .windows.filter(
      (window) =>
        window.train === train &&
        placeOfWindow(window) === target &&
        (window.kind === "primary" || window.kind === "secondary" || window.kind === "one_off"),
    );
}

/** The window that is open for work, the one that ends last where there are several. */
export function openWindow(
  windows: readonly Window[],
  movements: Movements,
  policy: Policy,
  now: Instant,
): Window | undefined {
  return windows
    .filter((window) => contains(window, now) && notUsable(window, movements, policy, now) === undefined)
    .toSorted((a, b) => epochMs(a.end) - epochMs(b.end))
    .at(-1);
}

/** Why a window that holds the moment may not be worked in. */
function notUsable(
  window: Window,
  movements: Movements,
  { leastMs }: Policy,
  now: Instant,
): { readonly by: ClosedBy; readonly why: string; readonly hint: string } | undefined {
  if (movements.windows[window.id]?.completedAt !== undefined) {
    return { by: "window", why: "has been completed", hint: "wait for the next window, or reopen this one" };
  }
  if (window.blocked !== undefined) {
    return {
      by: "clock",
      why: `has no clear time: ${window.blocked}`,
      hint: "say on the line what its wall time means",
    };
  }
  if (window.status === "draft") {
    return { by: "window", why: "has not been reviewed", hint: "let the team review its times (reviewWindow)" };
  }
  const leftMs = epochMs(window.end) - epochMs(now);
  return leftMs < leastMs
    ? {
        by: "window",
        why: `ends too soon, at ${formatMoment(window.end, window.zone)}`,
        hint: "wait for the next window, or extend this one with an approval",
      }
    : undefined;
}

/** Why time speaks against it: windows, freezes, and days on which nothing goes. */
export function timeClosures(one: GateCase): readonly Closure[] {
  return [...windowClosures(one), ...freezeClosures(one), ...noDeployClosures(one)];
}

function windowClosures({ view, windows, window, now, policy, state, place }: GateCase): readonly Closure[] {
  if (window !== undefined) return [];
  const next = nextWindow(windows, view.movements, now);
  const current = windows.flatMap((held) => {
    const reason = contains(held, now) ? notUsable(held, view.movements, policy, now) : undefined;
    return reason === undefined ? [] : [closure(reason.by, `${held.id} ${reason.why}`, reason.hint, next?.start)];
  });
  if (current.length > 0) return current;
  return [
    closure(
      "window",
      `no window of ${state.version} on ${place.target} is open`,
      next === undefined
        ? "add a one-off window for the train to the line"
        : `wait until ${formatMoment(next.start, next.zone)}, or add a one-off window for the train to the line`,
      next?.start,
    ),
  ];
}

/** The next window that begins after the moment and may be worked in then. */
export function nextWindow(windows: readonly Window[], movements: Movements, now: Instant): Window | undefined {
  return windows.find(
    (window) =>
      epochMs(window.start) > epochMs(now) &&
      window.blocked === undefined &&
      movements.windows[window.id]?.completedAt === undefined,
  );
}

function freezeClosures(one: GateCase): readonly Closure[] {
  return freezesAt(one)
    .filter(({ freeze }) => exceptionFor(one, freeze.id) === undefined)
    .map(({ freeze, endMs }) => {
      const asked = one.state.exceptions.find((exception) => exception.freeze === freeze.id);
      return closure(
        "freeze",
        `${one.place.target} is frozen: ${freeze.name}`,
        one.policy.freezeApprovers === undefined
          ? "wait for its end: the line names nobody who could approve an exception"
          : asked === undefined
            ? "wait for its end, or ask for an exception"
            : `exception ${asked.exception} does not stand: ${whyNot(asked, one)}`,
        fromEpochMs(endMs),
      );
    });
}

/** The hard freezes of the target at the moment. */
export function freezesAt({ view: { line }, place, now }: GateCase): readonly FreezeSpan[] {
  const nowMs = epochMs(now);
  return hardFreezes(line, place.target).filter(({ startMs, endMs }) => startMs <= nowMs && nowMs < endMs);
}

function hardFreezes(line: TrainView["line"], target: string): readonly FreezeSpan[] {
  const [stop, id] = target.split("/");
  return freezeSpans(line).filter(({ freeze }) => freeze.class === "hard" && inScope(freeze.scope, stop, id));
}

/** The exception that stands for a freeze on the target now. */
export function exceptionFor(one: GateCase, freeze: string): ExceptionState | undefined {
  return one.state.exceptions.find((exception) => exception.freeze === freeze && whyNot(exception, one) === undefined);
}

function whyNot(exception: ExceptionState, { policy, place, now }: GateCase): string | undefined {
  const [stop, id] = place.target.split("/");
  if (exception.refusedBy !== undefined) return `${exception.refusedBy} refused it`;
  if (!inScope(exception.scope, stop, id)) return `it does not cover ${place.target}`;
  if (epochMs(exception.expiresAt) <= epochMs(now)) return `it expired at ${exception.expiresAt}`;
  const missing = missingApprovers(exception, policy);
  return missing.length === 0 ? undefined : `consent is missing: ${missing.join(", ")}`;
}

/** The rules of which nobody has said yes, by name; all of them where the era names none who could. */
export function missingApprovers({ approvedBy }: ExceptionState, { freezeApprovers }: Policy): readonly string[] {
  if (freezeApprovers === undefined) return ["nobody may approve one"];
  return freezeApprovers
    .filter(({ oneOf }) => !oneOf.some((person) => approvedBy.includes(person)))
    .map(({ name }) => name);
}

function noDeployClosures({ view: { line }, place: { target }, now }: GateCase): readonly Closure[] {
  const date = dateIn(now, ianaZone(placeOf(line, target)?.zone ?? line.zone));
  const why = closedDays(line).noDeploy(date);
  return why === undefined
    ? []
    : [closure("no_deploy_day", `${date} is a day without deploys: ${why}`, "wait for a day on which deploys go")];
}

/** When an open gate closes again. */
export function closesAt(one: GateCase & { readonly window: Window }): Instant {
  const { view, window, policy, place, now } = one;
  const nowMs = epochMs(now);
  const freezes = hardFreezes(view.line, place.target)
    .map(({ startMs }) => startMs)
    .filter((ms) => ms > nowMs);
  const exceptions = freezesAt(one).flatMap(({ freeze }) => {
    const standing = exceptionFor(one, freeze.id);
    return standing === undefined ? [] : [epochMs(standing.expiresAt)];
  });
  return fromEpochMs(Math.min(epochMs(window.end) - policy.leastMs, ...freezes, ...exceptions));
}
