import { hostname } from "node:os";
import { apply, type ApplyOptions, plan, type PlanContext, planLines } from "@footplate/core";
import { ANSWER_OPTIONS, answerProblems, answersOf, recordedBy } from "../answers.ts";
import { AS_OPTION, authorProblems } from "../authors.ts";
import type { Call, Command, ExitCode, Outcome } from "../command.ts";
import { PLAN_OPTIONS, planOptions } from "../plan-options.ts";
import { planPorts } from "../plan-ports.ts";
import { type Applied, progress } from "../progress.ts";
import { namesRange } from "../range.ts";
import { readLine } from "../read-line.ts";
import { savedPlan } from "../saved-plan.ts";
import { stopping } from "../stopping.ts";
import { workplace } from "../workplace.ts";
import { planExit } from "./plan.ts";

/** Carries a plan out. */
export const applyCommand: Command = {
  name: "apply",
  summary: "Plans, then makes the world so",
  positionals: [{ name: "LINE.json" }],
  options: {
    ...PLAN_OPTIONS,
    ...ANSWER_OPTIONS,
    ...AS_OPTION,
    plan: { value: "FILE", help: "apply only what this saved `plan --json` says, else refuse" },
    "dry-run": { help: "plan only: same output and exit code as plan" },
    "no-wait": { help: "leave what settles by itself to the next run" },
  },
  notes: [
    "A KEY is what the plan shows; `calendar:KEY` means one place only; so do noticeBoard, onCall and trainTickets.",
  ],
  async run(call) {
    const { given, io } = call;
    const line = await readLine(call);
    const place = await workplace(call, "mirror");
    const answers = answersOf(given);
    const person = given.text("as");
    const problems = [...authorProblems(line, person, recordedBy(answers)), ...answerProblems(answers)];
    const options = planOptions(given, line, place.now(), problems);
    const path = given.text("plan");
    const saved = path === undefined ? undefined : await savedPlan(io.cwd, path, line);
    const all: ApplyOptions = {
      ...options,
      ...(answers.length > 0 && { answers }),
      ...(person !== undefined && { by: { person } }),
      ...(saved !== undefined && { plan: saved, ...(!namesRange(given) && { range: saved.range }) }),
      ...(given.flag("no-wait") && { patienceMs: 0 }),
      holder: `footplate ${hostname()} ${String(process.pid)}`,
    };
    const dry = given.flag("dry-run");
    return place.withJournal(dry ? "read" : "write", (journal) => {
      const context = { line, ports: planPorts(place.ports, journal), clock: place.clock, ...place.rosterOptions };
      return dry ? dryRun(call, context, all) : carryOut(call, context, all);
    });
  },
};

async function dryRun({ io, out }: Call, context: PlanContext, options: ApplyOptions): Promise<Outcome> {
  const made = await plan({ ...context, ...(io.signal && { signal: io.signal }) }, options);
  for (const planned of planLines(made)) out.say(`${planned}\n`);
  return { exit: planExit(made), value: made };
}

async function carryOut(call: Call, context: PlanContext, options: ApplyOptions): Promise<Outcome> {
  const stop = stopping(call.io.signal);
  const { follow, applied, dispose } = progress(call.out);
  try {
    const working = { ...context, signal: stop.signal };
    if (options.answers !== undefined) await sayUnasked(call, working, options);
    for await (const event of apply(working, options)) {
      if (event.type === "started") stop.begin();
      follow(event);
      if (event.type === "done" || event.type === "left" || event.type === "failed") stop.end();
    }
  } finally {
    dispose();
    stop.dispose();
  }
  const result = applied();
  const { plan: carried, done, left, failed, failures } = result;
  return { exit: exitOf(result), value: { plan: carried, done, left, failed, failures } };
}

/** An answer that nothing asks for does nothing, and repeating one is right after a crash; a slip in a key should show. */
async function sayUnasked({ out }: Call, context: PlanContext, options: ApplyOptions): Promise<void> {
  const { answers = [], ...unanswered } = options;
  const { questions } = await plan(context, unanswered);
  const asked = questions.filter((question) => question.type === "drift" || question.type === "ended");
  for (const { key, mirror, answer } of answers) {
    const fits = asked.some((one) => one.key === key && (mirror === undefined || one.mirror === mirror));
    if (!fits) out.warn(`Nothing asks about ${key}: --${answer} has no effect.`);
  }
}

function exitOf({ plan: carried, settled, left, failed }: Applied): ExitCode {
  if (failed > 0) return 1;
  const remaining = (carried?.questions ?? []).filter(({ type }) => type !== "settling" || !settled);
  if (remaining.some(({ type }) => type === "unseen")) return 1;
  return left > 0 || remaining.length > 0 ? 2 : 0;
}
