import { type Budget, marking } from "@footplate/http";
import { conflict, fault } from "../fault.ts";
import { toBase64 } from "../files/base64.ts";
import { type FilePlace, readFile, type RepositoryFile } from "../files/read-file.ts";
import { segments } from "../segments.ts";
import type { GitHubClient } from "../transport.ts";
import { commitOf, makeBranch } from "./branches.ts";
import type { FileProposal, ProposedChange } from "./line-files.ts";
import { type Destination, findPull, openPull } from "./pulls.ts";

/** One proposal on its way. */
export interface Errand {
  readonly proposal: FileProposal;
  readonly branch: string;
  readonly place: FilePlace;
  readonly destination: Destination;
}

/**
 * Branch, text, pull request: each step looks first whether it was done before. Only the last makes the change visible, so
 * that what a crash leaves behind is a branch that nobody looks at, and that the next try goes on with.
 */
export async function propose(
  client: GitHubClient,
  errand: Errand,
  budget: Budget,
): Promise<ProposedChange | undefined> {
  const { proposal, branch, destination } = errand;
  const { key } = proposal;
  const found = await marking("no", () => findPull(client, destination, { key, branch }, budget));
  if (found !== undefined) return found;
  const state = await marking("no", () => branchState(client, errand, budget));
  if (state === "done") return undefined;
  const open = (): Promise<ProposedChange> => openPull(client, destination, proposal, branch, budget);
  if (state === "written") return open();
  await write(client, errand, state, budget);
  // Something of it is there, whatever the last step says.
  return marking("maybe", open);
}

/**
 * How far it is: the base has the text (`done`), the branch has it (`written`), the branch is there without it (`branched`),
 * or nothing is there but the commit to begin at.
 */
async function branchState(
  client: GitHubClient,
  { proposal, branch, place, destination }: Errand,
  budget: Budget,
): Promise<"done" | "written" | "branched" | { readonly begin: string }> {
  const { params, base } = destination;
  const onBranch = (await commitOf(client, branch, params, budget)) !== undefined;
  if (onBranch) {
    const file = await fileAt(client, { ...place, ref: branch }, budget);
    if (file?.text === proposal.text) return "written";
    if (file?.version !== proposal.from)
      throw conflict(
        "the branch of the proposal holds another text",
        "somebody worked on it: look at it, or propose under another key",
      );
    return "branched";
  }
  const file = await fileAt(client, { ...place, ref: base }, budget);
  if (file?.text === proposal.text) return "done";
  if (file?.version !== proposal.from)
    throw conflict("the file changed since it was read", "read it again, and make the change to what it is now");
  const begin = await commitOf(client, base, params, budget);
  if (begin !== undefined) return { begin };
  throw fault({
    code: "not_found",
    message: `the repository has no branch ${JSON.stringify(base).slice(0, 120)}`,
    hint: "name the branch in lineFiles.base",
  });
}

async function write(
  client: GitHubClient,
  { proposal, branch, destination: { params } }: Errand,
  state: "branched" | { readonly begin: string },
  budget: Budget,
): Promise<void> {
  const part = segments(proposal.path, "the path of a file");
  if (state !== "branched") await makeBranch(client, branch, state.begin, params, budget);
  const put = (): Promise<unknown> =>
    client.request({
      method: "PUT",
      path: `repos/{owner}/{repo}/contents/${part.path}`,
      params: { ...params, ...part.params },
      json: {
        message: proposal.title,
        content: toBase64(proposal.text),
        branch,
        ...(proposal.from !== undefined && { sha: proposal.from }),
      },
      ...budget(),
    });
  await (state === "branched" ? put() : marking("maybe", put));
}

async function fileAt(client: GitHubClient, place: FilePlace, budget: Budget): Promise<RepositoryFile | undefined> {
  const answer = await readFile(client, place, budget);
  return answer.kind === "file" ? answer.file : undefined;
}
