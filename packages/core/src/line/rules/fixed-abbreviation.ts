import { isFixedAbbreviation } from "../../time/zone.ts";
import type { Finding } from "../../timetable/timetable.ts";
import type { TrainLine } from "../line.ts";

/** A capital word, or an offset such as `GMT+4`, that no letter, digit or slash touches. */
const WORD = /(?<![\w/-])(?:(?:GMT|UTC)[+-]\d{1,2}(?::?\d\d)?|[A-Z]{2,5})(?![\w/])/g;
/** Ends with a time of day: what follows is its zone. */
const AFTER_TIME = /\d(?:\s*[ap]\.?m\.?)?[\s(]*$/i;
/** Words that stand for something else as well, and count only after a time. */
const AMBIGUOUS = /^(?:[A-Z]{2}|ART|CAT|EAT|MET|PHT|CLT|IST|AST|ADT|UCT)$/;

/** Text for people that tells a time in an abbreviation or by a fixed offset: wrong for half of the year, and for most readers. */
export function fixedAbbreviation(line: TrainLine): readonly Finding[] {
  return textsOf(line).flatMap(([path, text, subject]) => {
    const word = abbreviationIn(text);
    if (word === undefined) return [];
    return [
      {
        code: "fixed_abbreviation" as const,
        severity: "warning" as const,
        message: `${path} tells a time in ${word}, which does not say where, nor when clocks change`,
        hint: "name the place, such as New York time, or leave times to {start}, {end} and {zone}",
        path,
        subjects: subject === undefined ? [] : [subject],
      },
    ];
  });
}

function abbreviationIn(text: string): string | undefined {
  for (const match of text.matchAll(WORD)) {
    const [word] = match;
    if (!isFixedAbbreviation(word)) continue;
    if (!AMBIGUOUS.test(word) || AFTER_TIME.test(text.slice(Math.max(0, match.index - 12), match.index))) return word;
  }
  return undefined;
}

type Text = readonly [path: string, text: string, subject?: string];

function textsOf(line: TrainLine): readonly Text[] {
  const named = (path: string, things: readonly { readonly id: string; readonly name: string }[] = []): Text[] =>
    things.map(({ id, name }, index) => [`${path}[${index}].name`, name, id]);
  return [
    ["name", line.name],
    ["team.name", line.team.name],
    ...named("people", line.people),
    ...named("stops", line.stops),
    ...line.stops.flatMap(({ id, targets }, stop) =>
      targets.flatMap((target, index): Text[] => [
        [`stops[${stop}].targets[${index}].name`, target.name, `${id}/${target.id}`],
        [`stops[${stop}].targets[${index}].chat`, target.chat ?? "", `${id}/${target.id}`],
      ]),
    ),
    ...line.eras.flatMap(({ windows }, era) =>
      windows.flatMap((rule, index): Text[] =>
        rule.kind === "reserved" ? [[`eras[${era}].windows[${index}].name`, rule.name, rule.id]] : [],
      ),
    ),
    ...(line.noTrainWeeks ?? []).map(({ reason }, index): Text => [`noTrainWeeks[${index}].reason`, reason]),
    ...(line.noDeployDays ?? []).map((day, index): Text => [
      `noDeployDays[${index}].reason`,
      "reason" in day ? day.reason : "",
    ]),
    ...named("freezes", line.freezes),
    ...(line.freezes ?? []).map(({ id, allows }, index): Text => [`freezes[${index}].allows`, allows ?? "", id]),
    ...named("holidays", line.holidays),
    ...named("oneOffWindows", line.oneOffWindows),
    ...Object.entries(line.texts ?? {}).map(([name, text]): Text => [`texts.${name}`, String(text)]),
  ];
}
