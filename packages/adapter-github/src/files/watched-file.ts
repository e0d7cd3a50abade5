import type { Budget } from "@footplate/http";
import type { GitHubClient } from "../transport.ts";
import { type FilePlace, readFile, type RepositoryFile } from "./read-file.ts";

/** A file that is asked for often and changes seldom. */
export interface WatchedFile<Value> {
  /** What the file says now; `undefined` when there is no such file. */
  read(budget: Budget): Promise<Value | undefined>;
}

/** Asks each time, and parses again only when the file has changed. */
export function watchedFile<Value>(
  client: GitHubClient,
  place: FilePlace,
  parse: (file: RepositoryFile) => Value,
): WatchedFile<Value> {
  let known: { readonly etag: string; readonly value: Value } | undefined;
  return {
    async read(budget) {
      const before = known;
      const answer = await readFile(client, place, budget, before?.etag);
      if (answer.kind === "same") return before?.value;
      known = undefined;
      if (answer.kind === "absent") return undefined;
      const value = parse(answer.file);
      if (answer.etag !== undefined) known = { etag: answer.etag, value };
      return value;
    },
  };
}
