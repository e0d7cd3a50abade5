import type { Journal, PlanPorts } from "@footplate/core";
import type { ConfigPorts } from "./config.ts";
import { badInput } from "./bad-input.ts";

/** The config's ports with the journal in use. */
export function planPorts(
  { noticeBoard, calendar, onCall, trainTickets }: Partial<ConfigPorts>,
  journal: Journal,
): PlanPorts {
  const always = {
    journal,
    ...(onCall !== undefined && { onCall }),
    ...(trainTickets !== undefined && { trainTickets }),
  };
  if (noticeBoard !== undefined) return { ...always, noticeBoard, ...(calendar !== undefined && { calendar }) };
  if (calendar !== undefined) return { ...always, calendar };
  throw badInput("there is nothing to mirror to", "add ports.noticeBoard, ports.calendar or both to the config");
}
