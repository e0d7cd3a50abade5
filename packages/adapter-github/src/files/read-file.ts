import type { Budget, Schema } from "@footplate/http";
import * as z from "zod/mini";
import { fault } from "../fault.ts";
import type { Repository } from "../options.ts";
import { inRepository, segments } from "../segments.ts";
import type { GitHubClient } from "../transport.ts";
import { fromBase64 } from "./base64.ts";

/** A file of a repository, as it is on one branch. */
export interface RepositoryFile {
  readonly path: string;
  readonly text: string;
  /** GitHub's id of this very content. Who changes the file says which content the change is made to. */
  readonly version: string;
  /** The file in GitHub's own pages. */
  readonly url?: string;
}

/** Which file of which branch. */
export interface FilePlace {
  /** @default the repository of the options */
  readonly repository?: Repository | undefined;
  readonly path: string;
  /** Branch, tag or commit. @default the default branch */
  readonly ref?: string | undefined;
}

/** What asking for a file brought. */
export type FileAnswer =
  | { readonly kind: "file"; readonly file: RepositoryFile; readonly etag: string | undefined }
  | { readonly kind: "absent" }
  /** It is still what `etag` stands for. */
  | { readonly kind: "same" };

interface FileRow {
  readonly type: string;
  readonly path: string;
  readonly sha: string;
  readonly encoding?: string | null | undefined;
  readonly content?: string | null | undefined;
  readonly html_url?: string | null | undefined;
}

const row = z.object({
  type: z.string(),
  path: z.string(),
  sha: z.string(),
  encoding: z.nullish(z.string()),
  content: z.nullish(z.string()),
  html_url: z.nullish(z.string()),
});
/** A folder is answered as a list. */
const fileSchema: Schema<FileRow | readonly unknown[]> = z.union([row, z.array(z.unknown())]);

/** A text file. With `etag`, one that did not change is not sent again, and does not count against the limit. */
export async function readFile(
  client: GitHubClient,
  place: FilePlace,
  budget: Budget,
  etag?: string,
): Promise<FileAnswer> {
  const { path, params } = segments(place.path, "the path of a file");
  const { status, data, headers } = await client.request({
    method: "GET",
    path: `repos/{owner}/{repo}/contents/${path}`,
    params: { ...inRepository(place.repository), ...params },
    query: { ref: place.ref },
    ...(etag !== undefined && { headers: { "if-none-match": etag } }),
    accept: etag === undefined ? [404] : [304, 404],
    schema: fileSchema,
    ...budget(),
  });
  if (status === 404) return { kind: "absent" };
  if (status === 304) return { kind: "same" };
  return { kind: "file", file: toFile(place.path, data), etag: headers.get("etag") ?? undefined };
}

function toFile(path: string, found: FileRow | readonly unknown[]): RepositoryFile {
  if (!("type" in found) || found.type !== "file")
    throw unreadable("invalid_input", path, "is not a file", "name a file: folders, links and submodules are not read");
  if (found.encoding !== "base64" || typeof found.content !== "string")
    throw unreadable("too_large", path, "is too large to be read", "GitHub gives files up to 1 MB: split it");
  const text = fromBase64(found.content);
  if (text === undefined)
    throw unreadable("invalid_response", path, "is not text in UTF-8", "save it as UTF-8, and try again");
  return { path, text, version: found.sha, ...(found.html_url && { url: found.html_url }) };
}

function unreadable(
  code: "invalid_input" | "too_large" | "invalid_response",
  path: string,
  what: string,
  hint: string,
): Error {
  return fault({ code, message: `${JSON.stringify(path).slice(0, 120)} ${what}`, hint });
}
