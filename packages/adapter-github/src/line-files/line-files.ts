import type { CallOptions } from "@footplate/core";
import type { RepositoryFile } from "../files/read-file.ts";

/** One change to one file, to be looked at by people. */
export interface FileProposal {
  /** What it is for: the same key is the same proposal. At most 150 of `[a-z0-9_./-]`, with no dot or slash at either end. */
  readonly key: string;
  readonly path: string;
  /** The whole file as it is to be. */
  readonly text: string;
  /** Version of the file that the text was made from. Absent: there is no such file yet. */
  readonly from?: string;
  /** Title of the pull request and of its commit; one line of at most 256 characters. */
  readonly title: string;
  /** For those who review it, as Markdown. */
  readonly body?: string;
}

/** A proposal as GitHub has it. */
export interface ProposedChange {
  readonly key: string;
  /** Number of the pull request. */
  readonly id: string;
  readonly branch: string;
  /** `closed`: turned down. It is not proposed again under the same key. */
  readonly status: "open" | "merged" | "closed";
  readonly url: string;
}

/** Schedule files in a repository (R5): read as they are, and changed by pull request only. */
export interface LineFiles {
  /** The file on the base branch; `undefined` when there is none. */
  read(path: string, options?: CallOptions): Promise<RepositoryFile | undefined>;
  /** The proposal of a key, whatever became of it; `undefined` when there is none. */
  find(key: string, options?: CallOptions): Promise<ProposedChange | undefined>;
  /**
   * Proposes a change once per key: what of it is there already is kept, what is missing is added, so that it may be
   * repeated after an answer was lost. A key that has a pull request gives that as it stands, with its own text.
   * `undefined` when the file has this text already. Throws `conflict` with `written: "no"` when the file is no longer what
   * `from` says, or when the branch of the key holds another text and no pull request.
   */
  propose(proposal: FileProposal, options?: CallOptions): Promise<ProposedChange | undefined>;
}
