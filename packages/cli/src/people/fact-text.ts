import { formatMoment, type Instant, type PeopleFact, type TrainLine } from "@footplate/core";
import { spanText } from "./moment.ts";
import { nameOf, zoneOf } from "./names.ts";

/** What a fact about people says, in one line. */
export function factText(line: TrainLine, fact: PeopleFact): string {
  const author = "person" in fact.by ? nameOf(line, fact.by.person) : fact.by.bot;
  switch (fact.type) {
    case "absenceDeclared":
      return `${fact.id}: ${nameOf(line, fact.person)} is away, ${spanText(fact, zoneOf(line, fact.person))}`;
    case "absenceWithdrawn":
      return `${fact.absence} is withdrawn`;
    case "coverRequested": {
      const asked = fact.asked === undefined ? "anybody" : nameOf(line, fact.asked);
      const what = `${fact.duties.join(", ")} of ${fact.train} for ${nameOf(line, fact.for)}`;
      return `${fact.cover}: ${asked} is asked to take ${what}, ${spanText(fact, zoneOf(line, fact.for))}${expiry(fact, zoneOf(line, fact.for))}`;
    }
    case "coverAccepted":
      return `${fact.cover} is taken by ${fact.person === undefined ? author : nameOf(line, fact.person)}`;
    case "coverDeclined":
      return `${fact.cover} is declined by ${author}`;
    case "coverWithdrawn":
      return `${fact.cover} is withdrawn`;
    case "swapProposed": {
      const other =
        "person" in fact.with
          ? `goes to ${nameOf(line, fact.with.person)}`
          : `for ${fact.with.role} of ${fact.with.train}`;
      const zone = "person" in fact.by ? zoneOf(line, fact.by.person) : line.zone;
      return `${fact.swap}: ${fact.role} of ${fact.train} ${other}, if the others consent${expiry(fact, zone)}`;
    }
    case "swapAccepted":
      return `${author} consents to ${fact.swap}`;
    case "swapDeclined":
      return `${fact.swap} is declined by ${author}`;
    case "swapUndone":
      return `${author} takes ${fact.swap} back`;
    case "swapForced":
      return `${fact.swap} is put through by ${author}: ${fact.reason}`;
    case "handedOver":
      return `${fact.train} passes from ${nameOf(line, fact.from)} to ${nameOf(line, fact.to)}: ${fact.note}`;
    case "briefed":
      return `${nameOf(line, fact.person)} is briefed for ${fact.train}`;
  }
}

function expiry({ expiresAt }: { readonly expiresAt?: Instant }, zone: string): string {
  return expiresAt === undefined ? "" : `; open until ${formatMoment(expiresAt, zone)}`;
}
