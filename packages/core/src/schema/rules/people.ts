import { each, field, type Place, text } from "../place.ts";
import type { Report } from "../report.ts";

/** What a line says of its conductors fits together: dates in order, and windows that hang on the pair are secondary. */
export function people(document: Place, report: Report): void {
  for (const person of each(document, "people")) {
    const [from, until] = [text(person, "from"), text(person, "until")];
    if (from !== undefined && until !== undefined && until < from)
      report.add(field(person, "until"), "this person leaves before joining", "put until on or after from");
  }
  for (const rule of each(document, "eras").flatMap((era) => each(era, "windows"))) {
    if (text(rule, "kind") !== "primary") continue;
    for (const name of ["when", "exchange"]) {
      const place = field(rule, name);
      if (place.value === undefined) continue;
      report.add(place, `a primary window has no ${name}`, `give ${name} to the secondary rule of the same target`);
    }
  }
}
