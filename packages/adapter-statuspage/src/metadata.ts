import type { Mark, Notice } from "@footplate/core";
import * as z from "zod/mini";

/** Under which name our part of the metadata lies. */
export const OURS = "footplate";

/** What an incident carries of ours besides what the service itself keeps. */
export interface Ours {
  readonly mark: Mark;
  readonly notify: boolean;
  readonly cancellation: string;
}

const shape = z.object({
  key: z.string().check(z.regex(/^[a-z0-9_./-]{1,200}$/)),
  generation: z.int().check(z.minimum(1)),
  nonce: z.string().check(z.minLength(1), z.maxLength(200)),
  facts: z.int().check(z.minimum(0)),
  notify: z.boolean(),
  cancellation: z.string(),
  page: z.string(),
});
const metadataShape = z.object({ [OURS]: shape });

/** Our part of the metadata; `undefined` when there is none, or it is malformed, or it came along from another page. */
export function readOurs(metadata: unknown, pageId: string): Ours | undefined {
  const parsed = z.safeParse(metadataShape, metadata);
  const ours = parsed.data?.[OURS];
  if (ours === undefined || ours.page !== pageId) return undefined;
  const { key, generation, nonce, facts, notify, cancellation } = ours;
  return { mark: { key, generation, nonce, facts }, notify, cancellation };
}

/** The metadata with our part set; what other programs put there stays. */
export function writeOurs(
  metadata: unknown,
  mark: Mark,
  notice: Pick<Notice, "notify" | "cancellation">,
  pageId: string,
  removed: boolean = false,
): Readonly<Record<string, unknown>> {
  const { key, generation, nonce, facts } = mark;
  const { notify, cancellation } = notice;
  const others = typeof metadata === "object" && metadata !== null ? { ...metadata } : {};
  return {
    ...others,
    [OURS]: { key, generation, nonce, facts, notify, cancellation, page: pageId, ...(removed && { removed }) },
  };
}
