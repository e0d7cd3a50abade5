import { readFile } from "node:fs/promises";
import { FootplateError, type Problem } from "@footplate/core";
import type { GoogleCalendarAuth } from "@footplate/adapter-gcal";
import { env, type Secret } from "@footplate/http";
import { paced } from "./live-pace.ts";

/** Where the trial goes, and with which credentials. */
export interface LiveSettings {
  readonly pageId: string;
  readonly apiKey: Secret;
  readonly calendarId: string;
  readonly google: GoogleCalendarAuth;
  /** Its `fetch` is shared by all transports, so that together they keep the limit of the key. */
  readonly statuspage: Connection;
  readonly gcal: Connection;
  /** Most windows of one line. */
  readonly windows: number;
}

/** How a service is reached. */
export interface Connection {
  readonly fetch?: typeof fetch;
  readonly baseUrl?: string;
  readonly allowInsecureLoopback?: true;
  readonly sendMs?: number;
  readonly settleMs?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const NEEDED: Readonly<Record<string, string>> = {
  STATUSPAGE_API_KEY: "an API key of a Statuspage user who may manage the page: your avatar, API info, Create key",
  STATUSPAGE_PAGE_ID: "the id of the page, such as k9x2vbn41q7z: your avatar, API info, Page IDs",
  GOOGLE_CALENDAR_ID: "the id of the calendar: its settings, Integrate calendar, Calendar ID",
};
const GOOGLE = "GOOGLE_TOKEN or GOOGLE_SERVICE_ACCOUNT_FILE";
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Everything the trial needs to know, from the environment only. Throws `invalid_input` with all that is missing or
 * wrong at once; never shows a secret.
 */
export async function readSettings(environment: Environment): Promise<LiveSettings> {
  const problems: Problem[] = [];
  const given = (name: string): string => environment[name]?.trim() ?? "";
  for (const [path, what] of Object.entries(NEEDED)) if (given(path) === "") problems.push(missing(path, what));
  const file = given("GOOGLE_SERVICE_ACCOUNT_FILE");
  const token = given("GOOGLE_TOKEN") !== "";
  const services = given("FOOTPLATE_LIVE_SERVICES");
  const fakes = services !== "";
  if (fakes && !isLoopback(services)) {
    problems.push(
      wrong("FOOTPLATE_LIVE_SERVICES", "is not an address of this machine", "unset it to reach the real services"),
    );
  }
  let google: GoogleCalendarAuth = { token: env("GOOGLE_TOKEN") };
  if (token && file !== "") problems.push(wrong(GOOGLE, "are both set", "unset one of the two"));
  else if (!token && file === "") {
    problems.push(missing(GOOGLE, "an OAuth access token, or the path of a service account's key file (JSON)"));
  } else if (!token) {
    const account = await readAccount(file);
    if (account === undefined) {
      const hint = "give the path of the JSON file that Google made, with client_email and private_key";
      problems.push(wrong("GOOGLE_SERVICE_ACCOUNT_FILE", "names no key file of a service account", hint));
    } else google = { serviceAccount: { ...account, ...(fakes && { tokenUrl: `${services}/token` }) } };
  }
  if (problems.length > 0) {
    throw new FootplateError({
      code: "invalid_input",
      message: "the trial against the real services takes its credentials from the environment, and not all is there:",
      problems,
    });
  }
  // Fakes forget nothing and answer at once, so that nobody needs to wait minutes for what was sent earlier.
  const near = { allowInsecureLoopback: true, sendMs: 5000, settleMs: 500 } as const;
  return {
    pageId: given("STATUSPAGE_PAGE_ID"),
    apiKey: env("STATUSPAGE_API_KEY"),
    calendarId: given("GOOGLE_CALENDAR_ID"),
    google,
    // 60 requests a minute, less what a clock or a slow connection may add to a minute.
    statuspage: { fetch: paced(fakes ? 20 : 1100), ...(fakes && { ...near, baseUrl: `${services}/v1/` }) },
    gcal: fakes ? { ...near, baseUrl: `${services}/calendar/v3/` } : {},
    windows: fakes ? 4 : 12,
  };
}

function missing(path: string, hint: string): Problem {
  return { path, value: "unset", message: "is not set", hint };
}

function wrong(path: string, message: string, hint: string): Problem {
  return { path, value: "not shown", message, hint };
}

function isLoopback(text: string): boolean {
  return URL.canParse(text) && LOOPBACK.includes(new URL(text).hostname);
}

async function readAccount(
  file: string,
): Promise<{ readonly clientEmail: string; readonly privateKey: string } | undefined> {
  let key: unknown;
  try {
    key = JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
  if (typeof key !== "object" || key === null || !("client_email" in key) || !("private_key" in key)) return undefined;
  const { client_email: clientEmail, private_key: privateKey } = key;
  return typeof clientEmail === "string" && typeof privateKey === "string" ? { clientEmail, privateKey } : undefined;
}
