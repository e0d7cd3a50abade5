import { type CheckResult, formatMoment, printable, type Problem, type TrainLine } from "@footplate/core";
import { portProblems } from "../check-ports.ts";
import type { Call, Command } from "../command.ts";
import { checkAdapters, needsOf } from "../doctor/check-adapters.ts";
import { checkJournal } from "../doctor/check-journal.ts";
import { checkLine } from "../doctor/check-line.ts";
import { checkPlainPorts } from "../doctor/check-plain-ports.ts";
import { checkRefs } from "../doctor/check-refs.ts";
import type { Examined, Missing, Needs } from "../doctor/examined.ts";
import { missingPorts } from "../doctor/missing-ports.ts";
import { readLine } from "../read-line.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, type Workplace, workplace } from "../workplace.ts";

const SIGNS: Readonly<Record<CheckResult, string>> = { fine: "✓", doubtful: "!", wrong: "✗", open: "?" };

/** Looks at everything that a line's trains will depend on, before they do. */
export const doctorCommand: Command = {
  name: "doctor",
  summary: "Whether all that trains depend on is there, and what to do",
  positionals: [{ name: "LINE.json" }],
  options: { ...CONFIG_OPTION, ...JOURNAL_OPTION },
  notes: [
    "✓ fine, ! doubtful, ✗ wrong, ? only doing it would tell. The exit code is 2 where something is doubtful or wrong.",
    "It asks services by harmless reads alone, and shows no credential.",
  ],
  async run(call) {
    const line = await readLine(call);
    const place = await workplace(call, "record");
    const checks: Examined[] = [];
    call.out.say(`${printable(`${line.name}, ${formatMoment(place.now(), line.zone)}`)}\n`);
    for await (const one of examine(call, line, place)) {
      if (one.about !== checks.at(-1)?.about) call.out.say(`\n${heading(one)}\n`);
      checks.push(one);
      call.out.say(checkText(one));
    }
    const needs = needsOf(place.ports);
    const missing = missingPorts(place.ports);
    call.out.say(needsText(checks, needs));
    call.out.say(missingText(missing));
    const count = (result: CheckResult): number => checks.filter((one) => one.result === result).length;
    const counts = { wrong: count("wrong"), doubtful: count("doubtful"), open: count("open"), fine: count("fine") };
    const { wrong, doubtful, open, fine } = counts;
    call.out.say(`\n${wrong} wrong, ${doubtful} doubtful, ${open} that only doing it would tell, ${fine} fine.\n`);
    return {
      exit: wrong + doubtful > 0 ? 2 : 0,
      value: { line: line.id, at: place.now(), counts, checks, missing, needs },
    };
  },
};

async function* examine(call: Call, line: TrainLine, place: Workplace): AsyncGenerator<Examined, void, undefined> {
  const options = call.io.signal === undefined ? {} : { signal: call.io.signal };
  yield* checkLine(line, place.now(), process.versions["tz"]);
  yield* checkJournal(line, place);
  const problems = portProblems(place.ports, "conduct").filter(({ message }) => message !== "it is missing");
  yield* checkConfig(place.ports, problems);
  const unusable = new Set(problems.map(({ path }) => path.split(".")[1]));
  const ports = Object.fromEntries(Object.entries(place.ports).filter(([name]) => !unusable.has(name)));
  yield* checkRefs(line, ports);
  yield* checkAdapters(line, ports, options);
  yield* checkPlainPorts(line, { ...place, ports }, options);
}

/** Ports that are there and cannot be used; those that are not there are listed apart. */
function* checkConfig(ports: Workplace["ports"], problems: readonly Problem[]): Generator<Examined, void, undefined> {
  const about = "config";
  if (Object.values(ports).every((port) => port === undefined)) {
    const hint = "write a footplate.config.ts beside the line or above it, or name one with --config";
    yield { about, subject: "ports", result: "wrong", found: "no port is wired: nothing outside will change", hint };
    return;
  }
  for (const { path, message, hint } of problems) {
    if (path === "ports") continue;
    yield { about, subject: path, result: "wrong", found: message, hint };
  }
}

function heading({ about, adapter }: Examined): string {
  return printable(adapter === undefined ? about : `${about}, by ${adapter}`);
}

function checkText({ subject, result, found, hint }: Examined): string {
  const way = hint === undefined || result === "fine" ? "" : `      ${hint}\n`;
  return `  ${SIGNS[result]} ${printable(`${subject}: ${found}`)}\n${printable(way.trimEnd())}${way === "" ? "" : "\n"}`;
}

/** Only of ports where the credential may be to blame. */
function needsText(checks: readonly Examined[], needs: readonly Needs[]): string {
  const blamed = needs.filter(({ about, permissions }) => {
    const suspect = ({ subject, result }: Examined): boolean =>
      /^(?:credential|rights)/.test(subject) && (result === "wrong" || result === "doubtful");
    return permissions.length > 0 && checks.some((one) => one.about === about && suspect(one));
  });
  return blamed
    .map(({ about, adapter, permissions }) => {
      const lines = permissions.map(({ permission, why }) => `  · ${printable(`${permission}: ${why}`)}\n`);
      return `\n${printable(`What the credential of ${about}, by ${adapter}, must be allowed`)}\n${lines.join("")}`;
    })
    .join("");
}

function missingText(missing: readonly Missing[]): string {
  if (missing.length === 0) return "";
  const lines = missing.map(({ port, without }) => `  · ${port}: ${without}\n`);
  return `\nNot wired, and what does not happen without it\n${lines.join("")}`;
}
