import { pages } from "@footplate/http";
import { fault } from "./fault.ts";
import type { Collection } from "./wire.ts";

/** All rows of a collection, and on how many pages they came. */
export interface Collected {
  readonly rows: readonly unknown[];
  readonly pages: number;
}

/** Reads to the page without a link to a next one. Of a link, only the offset is used: never where it leads. */
export async function collect(load: (offset: number) => Promise<Collection>): Promise<Collected> {
  const found: (readonly unknown[])[] = [];
  const turn = async (cursor = "0"): Promise<{ readonly items: readonly unknown[]; readonly next?: string }> => {
    const { values, links } = await load(Number(cursor));
    const link = links?.next ?? "";
    return { items: values ?? [], ...(link !== "" && { next: offsetOf(link) }) };
  };
  for await (const items of pages(turn)) found.push(items);
  return { rows: found.flat(), pages: found.length };
}

function offsetOf(link: string): string {
  const offset = /[?&]offset=(\d{1,9})(?=&|$)/.exec(link)?.[1];
  if (offset !== undefined) return String(Number(offset));
  throw fault({
    code: "protocol",
    message: "the service's link to the next page names no offset",
    hint: "the list would be incomplete: report it to the service",
  });
}
