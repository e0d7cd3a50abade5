import { epochMs, type Fact, formatDuration, type Instant, type TrainLine } from "@footplate/core";
import { type Conducted, openView, type TrainView, windowNow } from "@footplate/core/conduct";
import { say } from "./screen.ts";
import type { Stage } from "./stage.ts";

/** Columns of one line of the timeline. */
const WIDTH = 101;
/** As wide as a moment with its margins. */
const INDENT = " ".repeat(20);
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What the timeline of one train shows. */
interface TimelineOptions {
  readonly stage: Stage;
  readonly line: TrainLine;
  /** Whether every step is shown, and who is told of it. @default false */
  readonly loud: () => boolean;
}

/** Shows what matters of a train's life, a line each, and counts what it says to people. */
export interface Timeline {
  readonly show: (event: Conducted) => Promise<void>;
  /** How many messages went out since it was last asked. */
  sent(): number;
}

/** A timeline of the line's trains; while it is loud, with every step, and with whom it was told to. */
export function showing(stage: Stage, line: TrainLine, loud: () => boolean = () => false): Timeline {
  return timeline({ stage, line, loud });
}

function timeline(options: TimelineOptions): Timeline {
  let sent = 0;
  let said = "";
  const told = new Set<string>();
  const { line, loud } = options;
  return {
    async show(event) {
      if (event.type === "tick") return listTold(told);
      const spoken = event.type === "sent" ? spokenOf(event.text) : undefined;
      if (event.type === "sent") sent += 1;
      const text = event.type === "fact" && event.fact ? await factText(options, event.fact) : eventText(line, event);
      if (spoken !== undefined && text === undefined && loud()) told.add(spoken);
      // While another process has the right to write, every try says the same.
      if (text === undefined || text === said) return;
      said = text;
      tell(event.at, text);
    },
    sent: () => {
      const count = sent;
      sent = 0;
      return count;
    },
  };
}

/** Everybody who was told in one tick, each once. */
function listTold(told: Set<string>): void {
  if (told.size > 0) sayWrapped(INDENT, `→ told: ${[...told].join(", ")}`);
  told.clear();
}

/** Words in lines, of which all but the first are indented. */
function sayWrapped(head: string, text: string): void {
  let line = head;
  for (const word of text.split(" ")) {
    if (line.length + word.length >= WIDTH) {
      say(line.trimEnd());
      line = `${INDENT}  `;
    }
    line = `${line}${word} `;
  }
  say(line.trimEnd());
}

/** Whom a message, a comment or a call reached. */
function spokenOf(text: string): string | undefined {
  const [where = ""] = text.split(": ", 1);
  if (/^(?:ticket|pager),/.test(where)) return where.split(",")[0];
  if (/~ .* on call/.test(text)) return "the on-call schedule";
  return /^(?:#|to |team-|log$)/.test(where) ? where.replace(/^to /, "") : undefined;
}

/** When, in UTC, and what. */
export function tell(at: Instant, text: string): void {
  sayWrapped(`  ${shortMoment(at)}  `, text);
}

/** `Tue 20 Oct 11:04`, in UTC. */
export function shortMoment(at: Instant): string {
  const date = new Date(at);
  const day = `${DAYS[date.getUTCDay()] ?? ""} ${String(date.getUTCDate()).padStart(2)} ${MONTHS[date.getUTCMonth()] ?? ""}`;
  return `${day} ${at.slice(11, 16)}`;
}

/** `Production, Client C`, or the stop alone where it has one target of its own name. */
export function placeOf(line: TrainLine, id: string): string {
  const [stopId, targetId] = id.split("/");
  const stop = line.stops.find((one) => one.id === stopId);
  const target = stop?.targets.find((one) => one.id === targetId);
  return stop === undefined || target === undefined ? id : `${stop.name}, ${target.name}`;
}

function nameOf(line: TrainLine, id: string): string {
  return line.people.find((person) => person.id === id)?.name ?? id;
}

async function factText({ stage, line, loud }: TimelineOptions, fact: Fact): Promise<string | undefined> {
  const who = "person" in fact.by ? nameOf(line, fact.by.person) : fact.by.bot;
  switch (fact.type) {
    case "trainCut":
      return `cut with ${Object.keys(fact.services).join(", ")}`;
    case "versionRead":
      return fact.order === undefined || !loud() ? undefined : `${placeOf(line, fact.target)} runs ${fact.version}`;
    case "windowCompleted":
      return completed(line, openView(line, await stage.journal.facts(line.id)), fact);
    case "trainArrived":
      return "arrived";
    case "deployOrdered":
      return loud() ? `${who} orders the deploy to ${placeOf(line, fact.target)}` : undefined;
    case "problemOpened":
      return `problem: ${fact.summary}`;
    case "trainHeld":
      return `held; ${nameOf(line, fact.owner)} has it`;
    case "problemClosed":
      return "the problem is over";
    default:
      return undefined;
  }
}

function completed(
  line: TrainLine,
  view: TrainView,
  { window, at }: Extract<Fact, { type: "windowCompleted" }>,
): string {
  const target = window.split("/").slice(2, 4).join("/");
  const { version = "nothing known" } = view.movements.positions[target] ?? {};
  const { plannedEnd = at } = windowNow(view, window, at) ?? {};
  const early = Math.round((epochMs(plannedEnd) - epochMs(at)) / 60_000) * 60_000;
  const when = early > 0 ? ` ${formatDuration(early)} early` : "";
  return `${placeOf(line, target)} runs ${version}; window closed${when}`;
}

/** What is sent to nobody in particular, or is worth its own line. */
function eventText(line: TrainLine, { type, text: whole }: Conducted): string | undefined {
  const named = (_: string, target: string): string => `the window of ${placeOf(line, target)}`;
  const text = whole.replace(/\S+?\/([\w-]+\/[\w-]+)\/primary/g, named).replace(/ · .*/, "");
  if (type === "trouble") return `! ${text}`;
  if (type !== "sent") return undefined;
  if (/will not close by itself|is extended by .* minutes, and customers|is called too/.test(text))
    return `→ ${text.replace(", and customers are told", "; customers know")}`;
  const [, where, deadline] = /^(\S+): .*(decide by .*? UTC\))/.exec(text) ?? [];
  return where === undefined ? undefined : `→ ${where}: ${deadline ?? ""}`;
}
