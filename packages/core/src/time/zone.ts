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
  if (value === "AoE" || value === "UTC") return undefined;
  const known = runtimeZone(value);
  if (known !== undefined && AREA_AND_PLACE.test(value) && !value.startsWith("SystemV/")) {
    const otherCase = known !== value && known.toLowerCase() === value.toLowerCase();
    if (!otherCase) return undefined;
  }
  return fixedProblem(value) ?? unknownProblem(value, known);
}

/** Whether the value is, or holds, an abbreviation or an offset in place of a zone: `EST`, `GMT+4`, `GMT+4 Asia/Dubai`. */
export function isFixedAbbreviation(value: string): boolean {
  return zoneProblem(value) !== undefined && fixedProblem(value) !== undefined;
}

/** The name by which the runtime knows a zone: `Etc/GMT+12` for `AoE`, else the zone itself. */
export function ianaZone(zone: string): string {
  return zone === "AoE" ? "Etc/GMT+12" : zone;
}

function fixedProblem(value: string): ZoneProblem | undefined {
  const words = value
    .trim()
    .split(/[\s()[\],;]+/)
    .filter((word) => word !== "");
  const place = words.find((word) => word.includes("/") && zoneProblem(word) === undefined);
  const fixed = words.length > 1 ? words.filter((word) => word !== place) : words;
  const problem = offsetProblem(fixed.join(" ")) ?? fixed.map(abbreviationProblem).find((found) => found !== undefined);
  if (problem === undefined || place === undefined) return problem;
  return {
    message: `${shown(value)} names a zone and an offset, which hold together for a part of the year at best`,
    hint: `write ${place} alone`,
  };
}

function abbreviationProblem(word: string): ZoneProblem | undefined {
  const name = word.toUpperCase();
  const zones = Object.hasOwn(ABBREVIATIONS, name) ? ABBREVIATIONS[name] : undefined;
  if (zones === undefined) return undefined;
  return {
    message: `${shown(word)} is an abbreviation, not a zone: it does not say where, nor when clocks change`,
    hint: `write one of ${listed(zones)}`,
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

function unknownProblem(value: string, known: string | undefined): ZoneProblem {
  const nearest = nearestZone(value) ?? known;
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
