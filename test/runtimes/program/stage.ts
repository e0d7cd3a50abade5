import { instant, span, type TrainLine } from "@footplate/core";
import { harbour } from "../../ci/lines.ts";

/** The line of all bots here. */
export const LINE: TrainLine = { ...harbour, record: "line" };
/** When everything happens: the clocks of bots and services stand still. */
export const NOW = instant("2027-02-01T08:00:00Z");
export const RANGE = span(NOW, "P5W");

/** What the services know their callers by. */
export const PAGE = { pageId: "harbourpage1", apiKey: "a-page-key-made-up" } as const;
export const CALENDAR = { calendarId: "trains", token: "a-calendar-token-made-up" } as const;
export const PILOTS = { schedule: "harbour-pilots", apiKey: "a-roster-key-made-up" } as const;
export const TICKETS = { repository: { owner: "octo", name: "harbour" }, token: "a-ticket-token-made-up" } as const;
