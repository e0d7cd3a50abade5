import type { ApiVersion } from "./options.ts";

/** The headers that every request carries. */
export function commonHeaders(apiVersion: ApiVersion): Readonly<Record<string, string>> {
  return { accept: "application/vnd.github+json", "x-github-api-version": apiVersion, "user-agent": "footplate" };
}
