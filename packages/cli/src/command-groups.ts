import type { Command } from "./command.ts";
import { abandonCommand } from "./commands/abandon.ts";
import { absentCommand } from "./commands/absent.ts";
import { acceptLossCommand } from "./commands/accept-loss.ts";
import { applyCommand } from "./commands/apply.ts";
import { approveCommand } from "./commands/approve.ts";
import { arriveCommand } from "./commands/arrive.ts";
import { blockerCommand } from "./commands/blocker.ts";
import { briefCommand } from "./commands/brief.ts";
import { cancelCommand } from "./commands/cancel.ts";
import { changeCommand } from "./commands/change.ts";
import { clearVersionCommand } from "./commands/clear-version.ts";
import { conductCommand } from "./commands/conduct.ts";
import { coverCommand } from "./commands/cover.ts";
import { cutCommand } from "./commands/cut.ts";
import { exceptionCommand } from "./commands/exception.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { explainDstCommand } from "./commands/explain-dst.ts";
import { extendCommand } from "./commands/extend.ts";
import { guestCommand } from "./commands/guest.ts";
import { handOverCommand } from "./commands/hand-over.ts";
import { holdCommand } from "./commands/hold.ts";
import { leaseCommand } from "./commands/lease.ts";
import { lintCommand } from "./commands/lint.ts";
import { nextCommand } from "./commands/next.ts";
import { pairCommand } from "./commands/pair.ts";
import { passCommand } from "./commands/pass.ts";
import { planCommand } from "./commands/plan.ts";
import { problemCommand } from "./commands/problem.ts";
import { promoteCommand } from "./commands/promote.ts";
import { replayCommand } from "./commands/replay.ts";
import { resumeCommand } from "./commands/resume.ts";
import { reviewCommand } from "./commands/review.ts";
import { riderCommand } from "./commands/rider.ts";
import { rollbackCommand } from "./commands/rollback.ts";
import { rotaCommand } from "./commands/rota.ts";
import { skipCommand } from "./commands/skip.ts";
import { statusCommand } from "./commands/status.ts";
import { stopDeployCommand } from "./commands/stop-deploy.ts";
import { swapCommand } from "./commands/swap.ts";
import { takeOverCommand } from "./commands/take-over.ts";
import { tickCommand } from "./commands/tick.ts";
import { timetableCommand } from "./commands/timetable.ts";
import { windowCommand } from "./commands/window.ts";

/** Commands that belong together, as the help shows them. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

/** All commands. */
export const GROUPS: readonly CommandGroup[] = [
  { title: "The timetable", commands: [timetableCommand, lintCommand, reviewCommand, nextCommand, explainDstCommand] },
  { title: "In step with the world", commands: [planCommand, applyCommand, takeOverCommand, acceptLossCommand] },
  { title: "Before and when something is wrong", commands: [doctorCommand, leaseCommand] },
  { title: "Conducting", commands: [statusCommand, conductCommand, tickCommand, replayCommand] },
  {
    title: "Moving a train",
    commands: [
      riderCommand,
      cutCommand,
      promoteCommand,
      passCommand,
      skipCommand,
      rollbackCommand,
      stopDeployCommand,
      clearVersionCommand,
      arriveCommand,
      cancelCommand,
      abandonCommand,
    ],
  },
  { title: "Trouble", commands: [holdCommand, resumeCommand, problemCommand, blockerCommand] },
  { title: "Consent", commands: [approveCommand, exceptionCommand, changeCommand] },
  { title: "Windows", commands: [extendCommand, windowCommand, guestCommand] },
  {
    title: "People",
    commands: [pairCommand, rotaCommand, briefCommand, handOverCommand, absentCommand, coverCommand, swapCommand],
  },
];
