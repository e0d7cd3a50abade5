import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { createGitHub } from "@footplate/adapter-github";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { createStatuspage } from "@footplate/adapter-statuspage";
import type { Calendar, Clock, ConductPorts, Journal, NoticeBoard } from "@footplate/core";
import { createDemoChat } from "../../examples/demo/chat.ts";
import type { Canaries } from "./canaries.ts";

export const pageId = "chaospage001";
export const repository = { owner: "octo", name: "trains" } as const;
export const schedule = "ferry-crew";
export const calendarId = "ferry@calendars.example";
export const ownersFile = "owners.csv";

/** All ports but the journal. */
export type Wired = Omit<ConductPorts, "journal"> & { readonly noticeBoard: NoticeBoard; readonly calendar: Calendar };

/** The ports, against the services of one world. */
export function wire(services: string, keys: Canaries, clock: Clock): Wired {
  const shared = { clock, allowInsecureLoopback: true };
  const opsgenie = { ...shared, baseUrl: services, apiKey: keys.onCall, integrationKey: keys.pager };
  return {
    ...createStatuspage({ ...shared, baseUrl: `${services}/v1/`, pageId, apiKey: keys.statuspage }),
    ...createGoogleCalendar({ ...shared, baseUrl: `${services}/calendar/v3/`, calendarId, token: keys.calendar }),
    ...createOpsgenie({ ...opsgenie, schedules: [schedule] }),
    ...createGitHub({ ...shared, baseUrl: services, repository, token: keys.github, owners: { path: ownersFile } }),
    ...createDemoChat({ clock, baseUrl: `${services}/chat/`, token: keys.chat }),
  };
}

/** A journal whose lease everybody gets, as if there were none. */
export function withoutLease(journal: Journal): Journal {
  const { record, note } = journal;
  return {
    ...journal,
    record: (line, facts, options) => record(line, facts, unfenced(options)),
    note: (line, mirror, key, written, options) => note(line, mirror, key, written, unfenced(options)),
    leases: {
      ...journal.leases,
      acquire: async (scope) => ({ ok: true, lease: { scope, token: 1, expiresAt: (await journal.info()).now } }),
      renew: (lease) => Promise.resolve(lease),
      release: () => Promise.resolve(),
    },
  };
}

function unfenced<Options extends object | undefined>(options: Options): Options {
  if (options === undefined) return options;
  const { fence: _, ...others } = options as Options & { readonly fence?: unknown };
  return others as Options;
}
