import type { Check } from "./checkup.ts";
import type { PlanPorts } from "./ports.ts";

/** How a service's clock stands to that of this machine, as its last answer said. */
export interface ServiceClock {
  /** Host that answered, with its port where it has one of its own. */
  readonly host: string;
  /** How far it is ahead of ours at the least, in milliseconds; below 0 where ours is ahead. Whole seconds cannot be told apart. */
  readonly aheadMs: number;
}

const DOUBTFUL_MS = 30_000;
const WRONG_MS = 300_000;

/** What a difference means (F38): above 30 seconds it is doubtful, above five minutes nothing may be opened by this clock. */
export function judgeClock({ host, aheadMs }: ServiceClock): Check {
  const subject = `clock against ${host}`;
  const offMs = Math.abs(aheadMs);
  if (offMs <= DOUBTFUL_MS) return { subject, result: "fine", found: "the two agree" };
  const side = aheadMs > 0 ? "behind" : "ahead of";
  return {
    subject,
    result: offMs > WRONG_MS ? "wrong" : "doubtful",
    found: `this machine's clock is ${shown(offMs)} ${side} the service's`,
    hint: "set it by a time server: windows open and close by it, and signed tokens are refused",
  };
}

/**
 * How this machine's clock stands to the services', by answers that they gave anyway (F38). One service that stands apart
 * from the others is wrong itself: the middle one counts, and of two the nearer. Nothing where no answer told the time.
 */
export function ownClock(ports: PlanPorts): ServiceClock | undefined {
  const seen = Object.values(ports).flatMap((port) =>
    typeof port === "object" && "checkup" in port ? (port.checkup?.clocks() ?? []) : [],
  );
  // Ports of one adapter have their services in common.
  const hosts = [...new Map(seen.map((one) => [one.host, one])).values()];
  const nearest = hosts.toSorted((a, b) => Math.abs(a.aheadMs) - Math.abs(b.aheadMs));
  return nearest[Math.floor((nearest.length - 1) / 2)];
}

/** What a clock that is not right is told as; nothing for one that is. */
export function clockWarning(clock: ServiceClock): string | undefined {
  const { subject, result, found, hint } = judgeClock(clock);
  return result === "fine" ? undefined : `${subject}: ${found} (${hint ?? ""})`;
}

function shown(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${String(seconds)} s` : `${String(Math.round(seconds / 60))} min`;
}
