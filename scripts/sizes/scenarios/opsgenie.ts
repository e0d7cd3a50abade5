import { createOpsgenie } from "@footplate/adapter-opsgenie";
import type { Alert, Page } from "@footplate/core";

/** Pages somebody. */
export function call(apiKey: string, integrationKey: string, page: Page): Promise<Alert> {
  return createOpsgenie({ apiKey, integrationKey, schedules: [] }).pager.page(page);
}
