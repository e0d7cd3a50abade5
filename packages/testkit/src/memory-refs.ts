import type { Refs } from "@footplate/core";

/** A text of `{ "memory": { … } }`; undefined when the refs have none of that name. */
export function memoryRef(
  refs: Refs | undefined,
  field: "personId" | "scheduleId" | "channelId" | "groupId" | "componentId",
): string | undefined {
  const value = refs?.["memory"]?.[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}
