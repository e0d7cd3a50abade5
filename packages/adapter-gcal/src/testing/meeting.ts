import { isRecord, type JsonRecord, textOf } from "./json.ts";
import { refuse } from "./refusal.ts";

/** The meeting of an event after a write that speaks of meetings. A request that was made before makes nothing new. */
export function conference(sent: unknown, before: JsonRecord): JsonRecord {
  if (sent === undefined) return before;
  if (!isRecord(sent)) refuse(400, "invalid", "Invalid conference data.");
  const request = sent["createRequest"];
  if (!isRecord(request)) return { ...before, conferenceData: sent };
  const requestId = textOf(request["requestId"]) ?? refuse(400, "required", "Missing requestId.");
  const known = isRecord(before["conferenceData"]) ? before["conferenceData"]["createRequest"] : undefined;
  if (isRecord(known) && known["requestId"] === requestId) return before;
  const link = `https://meet.google.com/${requestId
    .toLowerCase()
    .replaceAll(/[^a-z]/g, "")
    .padEnd(10, "x")
    .slice(0, 10)}`;
  return {
    hangoutLink: link,
    conferenceData: {
      createRequest: { ...request, status: { statusCode: "success" } },
      entryPoints: [{ entryPointType: "video", uri: link }],
      conferenceSolution: { key: { type: "hangoutsMeet" }, name: "Google Meet" },
    },
  };
}
