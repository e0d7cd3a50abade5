import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { FakeDeployment, FakeIssue, FakeRun } from "@footplate/adapter-github/testing";
import type { FakeAlert } from "@footplate/adapter-opsgenie/testing";
import { type Clock, fromEpochMs, type Instant } from "@footplate/core";
import type { ChatState } from "./fake-chat.ts";

/** What the fakes start with. */
export interface FakesSettings {
  readonly now: Instant;
  readonly pageId: string;
  readonly apiKey: string;
  readonly token: string;
  readonly components: readonly { readonly id: string; readonly name: string }[];
  readonly calendars: readonly { readonly id: string; readonly timeZone: string }[];
  /** @default an on-call service that knows nobody */
  readonly onCall?: {
    readonly apiKey: string;
    /** @default no alerts */
    readonly integrationKey?: string;
    readonly schedules: readonly string[];
    readonly people: readonly string[];
  };
  /** @default a repository that deploys nowhere */
  readonly github?: {
    readonly token: string;
    /** Logins that tickets may be given to. */
    readonly members: readonly string[];
    /** Each with a workflow of its own, and what runs there at first. */
    readonly environments: readonly {
      readonly name: string;
      readonly workflow: string;
      readonly version: string;
      readonly services: Readonly<Record<string, string>>;
    }[];
    /** Texts by path. */
    readonly files: Readonly<Record<string, string>>;
  };
  /** @default a chat that lets nobody in */
  readonly chat?: { readonly token: string };
}

/** A version that does not come up in an environment, however often it is deployed. */
export interface Broken {
  readonly environment: string;
  readonly service: string;
  readonly version: string;
}

/** Where the fakes answer. */
export interface Fakes {
  /** The services themselves, as adapters and people see them. */
  readonly services: string;
  /** The way behind them: clock and state. */
  readonly control: string;
  close(): void;
}

/** What the fakes hold, in the vendors' own words. */
export interface FakesState {
  readonly statuspage: {
    readonly incidents: readonly Incident[];
    readonly components: readonly { readonly id: string; readonly name: string; readonly status: string }[];
    readonly notifications: readonly unknown[];
    readonly calls: readonly { readonly status: number }[];
  };
  readonly calendar: {
    readonly events: readonly CalendarEvent[];
    readonly calls: readonly { readonly status: number }[];
  };
  readonly opsgenie: { readonly overrides: readonly OnCallSpan[]; readonly alerts: readonly FakeAlert[] };
  readonly github: {
    readonly runs: readonly FakeRun[];
    readonly deployments: readonly FakeDeployment[];
    readonly issues: readonly FakeIssue[];
    readonly calls: readonly { readonly method: string; readonly path: string; readonly status: number }[];
  };
  readonly chat: ChatState;
}

/** The fields of an Opsgenie override that the demo looks at. */
export interface OnCallSpan {
  readonly alias: string;
  readonly schedule: string;
  readonly user: { readonly id?: string };
  readonly startDate: string;
  readonly endDate: string;
}

/** The fields of a Statuspage incident that the demo looks at. */
export interface Incident {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly scheduled_for?: string;
  readonly scheduled_until?: string;
  readonly scheduled_auto_completed?: boolean;
  readonly incident_updates?: readonly {
    readonly status: string;
    readonly body: string;
    readonly created_at: string;
  }[];
  readonly metadata?: { readonly footplate?: { readonly key?: string } };
}

/** The fields of a calendar event that the demo looks at. */
export interface CalendarEvent {
  readonly id: string;
  readonly calendarId: string;
  readonly status: string;
  readonly summary?: string;
  readonly etag?: string;
  readonly start?: { readonly dateTime?: string };
  readonly end?: { readonly dateTime?: string };
  readonly hangoutLink?: string;
}

/** Starts the fakes in a process of their own. */
export async function startFakes(settings: FakesSettings): Promise<Fakes> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, fileURLToPath(new URL("fakes.ts", import.meta.url)), JSON.stringify(settings)],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  const first = await new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the fakes ended with ${String(code)}`)));
    child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString()));
  });
  const { services, control }: { readonly services: string; readonly control: string } = JSON.parse(first);
  return { services, control, close: () => child.stdin.end() };
}

/** What the fakes hold now, read back over HTTP. */
export async function readState(control: string): Promise<FakesState> {
  const answer = await fetch(`${control}/state`);
  // The fakes are ours, and this is their own account of themselves.
  return (await answer.json()) as FakesState;
}

/** Breaks a version, so that its deploys fail. */
export async function breakVersion(control: string, broken: Broken): Promise<void> {
  await tell(control, "break", broken);
}

/** From now on the answer to a dispatch is withheld, or given after all. */
export async function withholdAnswers(control: string, withheld: boolean): Promise<void> {
  await tell(control, "withhold", { withheld });
}

/** Somebody answers the call of an alert, in the service's own pages. */
export async function acknowledge(control: string, alias: string, user: string): Promise<void> {
  await tell(control, "acknowledge", { alias, user });
}

async function tell(control: string, what: string, body: object): Promise<void> {
  const answer = await fetch(`${control}/${what}`, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`the fakes answered ${String(answer.status)}`);
}

/** The fakes' clock as seen from here: it stands still but for sleeping, which moves it at once. */
export interface RemoteClock extends Clock {
  advance(ms: number): Promise<void>;
  /** Looks how late it is, after another process has moved it. */
  catchUp(): Promise<void>;
}

export function remoteClock(control: string, startMs: number): RemoteClock {
  let nowMs = startMs;
  const advance = async (ms: number): Promise<void> => {
    await fetch(`${control}/clock`, { method: "POST", body: JSON.stringify({ advanceMs: ms }) });
    nowMs += ms;
  };
  return {
    now: () => fromEpochMs(nowMs),
    monotonicMs: () => nowMs - startMs,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      await advance(Math.max(0, Math.ceil(ms)));
    },
    advance,
    async catchUp() {
      const answer = await fetch(`${control}/clock`);
      const { nowMs: there }: { readonly nowMs: number } = JSON.parse(await answer.text());
      nowMs = Math.max(nowMs, there);
    },
  };
}
