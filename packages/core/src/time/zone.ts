import { shown } from "./invalid-input.ts";
import { nearestZone } from "./zone-nearest.ts";
import { ABBREVIATIONS, BY_OFFSET, STEADY } from "./zone-choices.ts";

/** What is wrong with a zone, and what to write instead. */
export interface ZoneProblem {
  readonly message: string;
  readonly hint: string;
}

const OFFSET = /^(?:GMT|UTC|UT|Z)?\s*([+-])\s*(\d{1,2})(?::?([0-5]\d))?$/i;
const AREA_AND_PLACE = /^[A-Z][A-Za-z]*(?:\/[A-Z][A-Za-z0-9_+-]*)+$/;

/**
 * Why the value must not be used as a zone; nothing for `AoE`, `UTC` and the `Area/Place` names of the runtime's zone data.
 * Abbreviations and offsets are refused, as they do not say when clocks change, and so are the one-word names that
 * runtimes accept for old times' sake.
 */
export function zoneProblem(value: string): ZoneProblem | undefined {
  return isZone(value) ? undefined : (fixedProblem(value) ?? unknownProblem(value));
}

/** Whether the value is, or holds, an abbreviation or an offset in place of a zone: `EST`, `GMT+4`, `GMT+4 Asia/Dubai`. */
export function isFixedAbbreviation(value: string): boolean {
  return !isZone(value) && fixedProblem(value) !== undefined;
}

/** The name by which the runtime knows a zone: `Etc/GMT+12` for `AoE`, else the zone itself. */
export function ianaZone(zone: string): string {
  return zone === "AoE" ? "Etc/GMT+12" : zone;
}

function isZone(value: string): boolean {
  if (value === "AoE" || value === "UTC") return true;
  if (!AREA_AND_PLACE.test(value) || value.startsWith("SystemV/")) return false;
  const known = runtimeZone(value);
  // Runtimes take a name in any case, but other readers of the line may not.
  return known !== undefined && (known === value || known.toLowerCase() !== value.toLowerCase());
}

function fixedProblem(value: string): ZoneProblem | undefined {
  const words = value
    .trim()
    .split(/[\s()[\],;]+/)
    .filter((word) => word !== "")
    .flatMap(alternatives);
  const place = words.find((word) => word.includes("/") && isZone(word));
  const fixed = words.length > 1 ? words.filter((word) => word !== place) : words;
  const problem = [offsetProblem(fixed.join(" ")), ...fixed.map(offsetProblem), ...fixed.map(abbreviationProblem)].find(
    (found) => found !== undefined,
  );
  if (problem === undefined || place === undefined) return problem;
  return {
    message: `${shown(value)} names a zone and, beside it, an offset or abbreviation that can contradict it`,
    hint: `write ${place} alone`,
  };
}

/** The parts of `EST/EDT`; another word as it is. */
function alternatives(word: string): readonly string[] {
  const parts = word.split("/");
  return parts.every((part) => abbreviationProblem(part) !== undefined) ? parts : [word];
}

function abbreviationProblem(word: string): ZoneProblem | undefined {
  const name = word.toUpperCase();
  const zones = Object.hasOwn(ABBREVIATIONS, name) ? ABBREVIATIONS[name] : undefined;
  if (zones === undefined) return undefined;
  return {
    message: `${shown(word)} is an abbreviation, not a zone: it does not say where, nor when clocks change`,
    hint: `write ${zones.length > 1 ? "one of " : ""}${listed(zones)}`,
  };
}

function offsetProblem(text: string): ZoneProblem | undefined {
  const match = OFFSET.exec(text);
  if (match === null) return undefined;
  const hours = Number(match[2]);
  const minutes = Number(match[3] ?? 0);
  const ahead = (hours * 60 + minutes) * (match[1] === "-" ? -1 : 1);
  const choices = BY_OFFSET.get(ahead) ?? [];
  const inEtc = minutes === 0 && ahead !== 0 && ahead >= -12 * 60 && ahead <= 14 * 60;
  const etc = `Etc/GMT${ahead > 0 ? "-" : "+"}${hours}`;
  const places =
    choices.length > 0 ? `write the place that is meant, such as ${listed(choices)}` : "write the place that is meant";
  return {
    message: `${shown(text)} is an offset, not a zone: it does not say when clocks change`,
    hint: inEtc
      ? `${places}; if the offset holds all year, ${etc}, whose sign is turned round: Etc/GMT+5 is five hours behind UTC`
      : places,
  };
}

function unknownProblem(value: string): ZoneProblem {
  const nearest = [nearestZone(value), runtimeZone(value)].find((zone) => zone !== undefined && isZone(zone));
  return {
    message: `${shown(value)} is not the name of a zone`,
    hint:
      nearest === undefined
        ? "write an IANA name such as America/New_York or Europe/Berlin, UTC, or AoE for anywhere on earth"
        : `did you mean ${nearest}?`,
  };
}

/** The runtime's own name for what it accepts as a zone. */
function runtimeZone(value: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

function listed(zones: readonly string[]): string {
  return zones.map((zone) => (STEADY.has(zone) ? `${zone} (no summer time)` : zone)).join(", ");
}
