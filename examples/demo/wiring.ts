import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { createGitHub, gitHubRef } from "@footplate/adapter-github";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { createStatuspage } from "@footplate/adapter-statuspage";
import type { Clock, ConductPorts, Journal, TrainLine } from "@footplate/core";
import { createDemoChat } from "./chat.ts";

/** The names under which the fakes are reached. Nothing here is a secret. */
export const pageId = "demopage0001";
export const apiKey = "demo-statuspage-key";
export const token = "demo-calendar-token";
export const onCallKey = "demo-opsgenie-key";
export const pagerKey = "demo-opsgenie-integration-key";
export const githubToken = "demo-github-token";
export const chatToken = "demo-chat-token";
export const repository = { owner: "octo", name: "trains" } as const;
/** Table of who owns which service, in the repository. */
export const ownersFile = "owners.csv";

/** Each line has a calendar of its own. */
export function calendarOf(line: Pick<TrainLine, "id">): string {
  return `${line.id}@calendars.example`;
}

/** The on-call schedule that the line names, if it does. */
export function scheduleOf({ refs }: Pick<TrainLine, "refs">): string | undefined {
  const id = refs?.["opsgenie"]?.["scheduleId"];
  return typeof id === "string" ? id : undefined;
}

/** Whether every target of the line says how it is deployed, so that its trains can be conducted. */
export function isConducted({ stops }: Pick<TrainLine, "stops">): boolean {
  return stops.every(({ targets }) => targets.every(({ refs }) => gitHubRef(refs)?.workflow !== undefined));
}

/** What planning one line takes: where its windows are told, and who is on call. */
export function planned(line: Pick<TrainLine, "id" | "refs">, services: string, clock: Clock): PlannedPorts {
  const shared = { clock, allowInsecureLoopback: true };
  const schedule = scheduleOf(line);
  const opsgenie = { ...shared, baseUrl: services, apiKey: onCallKey, integrationKey: pagerKey };
  return {
    ...createStatuspage({ ...shared, baseUrl: `${services}/v1/`, pageId, apiKey }),
    ...createGoogleCalendar({ ...shared, baseUrl: `${services}/calendar/v3/`, calendarId: calendarOf(line), token }),
    ...(schedule !== undefined && createOpsgenie({ ...opsgenie, schedules: [schedule] })),
  };
}

/** What conducting its trains takes beside that, and a journal. */
export function moved(services: string, clock: Clock): MovedPorts {
  const github = { clock, allowInsecureLoopback: true, baseUrl: services, repository, token: githubToken };
  return {
    ...createGitHub({ ...github, owners: { path: ownersFile } }),
    ...createDemoChat({ clock, baseUrl: `${services}/chat/`, token: chatToken }),
  };
}

/** Everything of one line. This is all the wiring there is. */
export function wire(
  line: Pick<TrainLine, "id" | "refs">,
  services: string,
  clock: Clock,
  journal: Journal,
): ConductPorts {
  return { ...planned(line, services, clock), ...moved(services, clock), journal };
}

type PlannedPorts = Required<Pick<ConductPorts, "noticeBoard" | "calendar">> & Pick<ConductPorts, "onCall" | "pager">;
type MovedPorts = Required<
  Pick<ConductPorts, "deployRunner" | "versionProbe" | "trainTickets" | "ownerDirectory" | "chat" | "logBook">
>;
