import type { Journal, PlanPorts } from "@footplate/core";
import type { ConfigPorts } from "./config.ts";
import { badInput } from "./bad-input.ts";

/** The config's ports with the journal in use. */
export function planPorts({ noticeBoard, calendar }: Partial<ConfigPorts>, journal: Journal): PlanPorts {
  if (noticeBoard !== undefined) return { journal, noticeBoard, ...(calendar !== undefined && { calendar }) };
  if (calendar !== undefined) return { journal, calendar };
  throw badInput("there is nothing to mirror to", "add ports.noticeBoard, ports.calendar or both to the config");
}
