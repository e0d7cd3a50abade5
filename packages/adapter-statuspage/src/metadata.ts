import { type Mark, type Notice, readMark } from "@footplate/core";
import { markToWrite } from "@footplate/http";
import * as z from "zod/mini";
import { ADAPTER } from "./fault.ts";

/** Under which name our part of the metadata lies. */
export const OURS = "footplate";

/** What an incident carries of ours besides what the service itself keeps. */
export interface Ours {
  readonly mark: Mark;
  readonly notify: boolean;
  readonly cancellation: string;
}

const shape = z.object({ notify: z.boolean(), cancellation: z.string(), page: z.string() });

/** Our part of the metadata; `undefined` when there is none, or it is malformed, or it came along from another page. */
export function readOurs(metadata: unknown, pageId: string): Ours | undefined {
  const part: unknown = typeof metadata === "object" && metadata !== null ? Reflect.get(metadata, OURS) : undefined;
  const [mark, ours] = [readMark(part), z.safeParse(shape, part).data];
  if (mark === undefined || ours === undefined || ours.page !== pageId) return undefined;
  return { mark, notify: ours.notify, cancellation: ours.cancellation };
}

/** The metadata with our part set; what other programs put there stays. */
export function writeOurs(
  metadata: unknown,
  mark: Mark,
  notice: Pick<Notice, "notify" | "cancellation">,
  pageId: string,
  removed: boolean = false,
): Readonly<Record<string, unknown>> {
  const { notify, cancellation } = notice;
  const others = typeof metadata === "object" && metadata !== null ? { ...metadata } : {};
  return {
    ...others,
    [OURS]: { ...markToWrite(ADAPTER, mark), notify, cancellation, page: pageId, ...(removed && { removed }) },
  };
}
