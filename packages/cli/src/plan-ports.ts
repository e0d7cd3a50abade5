import type { ConductPorts, Journal, PlanPorts } from "@footplate/core";
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

/** The config's ports with the journal in use, for conducting. */
export function conductPorts(ports: Partial<ConfigPorts>, journal: Journal): ConductPorts {
  const { deployRunner, versionProbe } = ports;
  if (deployRunner === undefined || versionProbe === undefined)
    throw badInput("a train cannot be conducted", "add ports.deployRunner and ports.versionProbe to the config");
  const { chat, logBook, pager, changeControl, changeSource, ownerDirectory } = ports;
  return {
    ...planPorts(ports, journal),
    deployRunner,
    versionProbe,
    ...(chat !== undefined && { chat }),
    ...(logBook !== undefined && { logBook }),
    ...(pager !== undefined && { pager }),
    ...(changeControl !== undefined && { changeControl }),
    ...(changeSource !== undefined && { changeSource }),
    ...(ownerDirectory !== undefined && { ownerDirectory }),
  };
}
