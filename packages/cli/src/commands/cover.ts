import { formatMoment, type Instant, printable, roster, statusAt } from "@footplate/core";
import { AS_OPTION } from "../authors.ts";
import { problem } from "../bad-input.ts";
import type { Call, Command, Option, Outcome } from "../command.ts";
import { type PeopleActSpec, runAct } from "../people/acts.ts";
import { MOMENT_NOTE, momentOf, spanText } from "../people/moment.ts";
import { nameOf, zoneOf } from "../people/names.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, workplace } from "../workplace.ts";

const OPTIONS: Readonly<Record<string, Option>> = {
  duty: { value: "DUTY", repeated: true, help: 'request: a duty such as promote or "watch logs"' },
  from: { value: "INSTANT|DATE", help: "request: from when" },
  to: { value: "INSTANT|DATE", help: "request: until when, exclusive" },
  for: { value: "PERSON", help: "request: whose duties they are (default: the author's)" },
  asked: { value: "PERSON", help: "request: who is asked (default: anybody)" },
  expires: { value: "INSTANT|DATE", help: "request: until when it may be accepted (default: its end)" },
  person: { value: "PERSON", help: "accept: who takes it, named by a lead with a reason (default: the author)" },
};

const ONE: Pick<PeopleActSpec, "names" | "options"> = { names: ["COVER"], options: [] };
const NOWHERE = "1970-01-01T00:00:00Z";

const ACTS: Readonly<Record<string, PeopleActSpec>> = {
  request: {
    names: ["TRAIN"],
    options: ["duty", "from", "to", "for", "asked", "expires"],
    build({ given, line, names: [train = ""], by, problems }) {
      const [whose, asked, duties] = [given.text("for"), given.text("asked"), given.texts("duty")];
      const zone = zoneOf(line, whose ?? by);
      if (duties.length === 0)
        problems.push(problem("--duty", undefined, "it is missing", "add --duty with a duty, such as promote"));
      const start = momentOf(given, "from", zone, problems, true) ?? NOWHERE;
      const end = momentOf(given, "to", zone, problems, true) ?? NOWHERE;
      const expiresAt = momentOf(given, "expires", zone, problems, false);
      return {
        act: "requestCover",
        by,
        train,
        duties,
        start,
        end,
        ...(whose !== undefined && { for: whose }),
        ...(asked !== undefined && { asked }),
        ...(expiresAt !== undefined && { expiresAt }),
      };
    },
  },
  accept: {
    names: ["COVER"],
    options: ["person"],
    build({ given, names: [cover = ""], by }) {
      const person = given.text("person");
      return { act: "acceptCover", by, cover, ...(person !== undefined && { person }) };
    },
  },
  decline: { ...ONE, build: ({ names: [cover = ""], by }) => ({ act: "declineCover", by, cover }) },
  withdraw: { ...ONE, build: ({ names: [cover = ""], by }) => ({ act: "withdrawCover", by, cover }) },
};

/** Duties that another person takes for a time (R45). */
export const coverCommand: Command = {
  name: "cover",
  summary: "Covers of duties: request, accept, decline, withdraw, list",
  positionals: [{ name: "LINE.json" }, { name: "ACT" }, { name: "NAME", count: "any" }],
  options: {
    ...AS_OPTION,
    ...OPTIONS,
    reason: { value: "TEXT", help: "why" },
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: [
    "ACT is request TRAIN, accept COVER, decline COVER, withdraw COVER or list; list shows the covers that are not over.",
    MOMENT_NOTE,
  ],
  run: (call) => runAct(call, ACTS, Object.keys(OPTIONS), list),
};

async function list(call: Call, line: Parameters<typeof roster>[0]): Promise<Outcome> {
  const place = await workplace(call, "read");
  const facts = await place.withJournal("read", (journal) => journal.facts(line.id));
  const now: Instant = place.now();
  const covers = roster(line, facts, place.rosterOptions)
    .covers.filter(({ end }) => Date.parse(end) > Date.parse(now))
    .map((cover) => ({ ...cover, status: statusAt(cover, now) }));
  const lines = covers.flatMap(({ id, status, duties, train, for: whose, taker, asked, expiresAt, ...times }) => {
    const who = taker ?? asked;
    const zone = zoneOf(line, whose);
    return [
      `${id}  ${status}${who === undefined ? "" : `, ${nameOf(line, who)}`}`,
      `  ${duties.join(", ")} of ${train} for ${nameOf(line, whose)}, ${spanText(times, zone)}`,
      ...(status === "open" ? [`  may be accepted until ${formatMoment(expiresAt, zone)}`] : []),
    ];
  });
  call.out.say(
    `${(lines.length === 0 ? ["No cover is requested or taken from now on."] : lines).map(printable).join("\n")}\n`,
  );
  return { exit: 0, value: { covers } };
}
