import { type Finding, lintLine, printable, type Severity } from "@footplate/core";
import type { Command } from "../command.ts";
import { RANGE_OPTIONS, rangeOf } from "../range.ts";
import { readLine } from "../read-line.ts";
import { type Repeated, repeats } from "../repeats.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, workplace } from "../workplace.ts";

const SIGNS: Readonly<Record<Severity, string>> = { error: "✗", warning: "~", info: " " };

/** What a person should know about a line document. */
export const lintCommand: Command = {
  name: "lint",
  summary: "What is doubtful or wrong in a line",
  positionals: [{ name: "LINE.json" }],
  options: { ...RANGE_OPTIONS, ...CONFIG_OPTION, ...JOURNAL_OPTION },
  notes: [
    "The default range is a year. The exit code is 2 when there is an error among the findings.",
    "As text, what comes again with each train is said once; --json has every finding.",
  ],
  async run(call) {
    const line = await readLine(call);
    const place = await workplace(call, "read");
    const range = rangeOf(call.given, line, place.now(), 365);
    const facts = await place.withJournal("read", (journal) => journal.facts(line.id));
    const findings = lintLine(line, range, facts, place.now(), place.rosterOptions);
    call.out.say(`${repeats(findings).flatMap(findingLines).concat(summary(findings)).join("\n")}\n`);
    return {
      exit: findings.some(({ severity }) => severity === "error") ? 2 : 0,
      value: { line: line.id, range, findings },
    };
  },
};

function findingLines({ finding, more, last }: Repeated): readonly string[] {
  const { severity, code, message, hint, path } = finding;
  const where = path === undefined ? "" : `${path}: `;
  const again = more === 0 ? [] : [`    and ${String(more)} more like this, to ${last.subjects.at(-1) ?? ""}`];
  return [`${SIGNS[severity]} ${severity} ${code}: ${where}${message}`, ...again, `    ${hint}`].map(printable);
}

function summary(findings: readonly Finding[]): string {
  const counts = (["error", "warning", "info"] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${String(count)} ${severity}${count === 1 || severity === "info" ? "" : "s"}`];
  });
  return counts.length === 0 ? "Nothing found." : `${counts.join(", ")}.`;
}
