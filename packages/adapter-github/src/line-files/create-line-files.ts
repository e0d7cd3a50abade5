import { type Budget, marking, startBudget } from "@footplate/http";
import { readFile } from "../files/read-file.ts";
import type { GitHubOptions } from "../options.ts";
import { repositoryAnswers } from "../repository-answers.ts";
import { inRepository } from "../segments.ts";
import type { GitHubClient } from "../transport.ts";
import { defaultBranch } from "./branches.ts";
import { checkKey, checkProposal } from "./check-proposal.ts";
import type { LineFiles } from "./line-files.ts";
import { propose } from "./propose.ts";
import { type Destination, findPull } from "./pulls.ts";

const SEND_MS = 60_000;

/** Files of a line in a repository: read, and changed by pull request. */
export function createLineFiles(client: GitHubClient, options: GitHubOptions): LineFiles {
  const { repository, base, branchPrefix = "footplate/", paths } = options.lineFiles ?? {};
  const params = inRepository(repository);
  const { owner } = repository ?? client.repository;
  const destination = async (budget: Budget): Promise<Destination> => ({
    owner,
    params,
    base: base ?? (await defaultBranch(client, params, budget)),
  });
  return {
    read: async (path, call) => {
      const budget = startBudget(options, call);
      const answer = await readFile(client, { repository, path, ref: base }, budget);
      if (answer.kind === "file") return answer.file;
      await repositoryAnswers(client, "files", budget(), params);
      return undefined;
    },
    find: async (key, call) => {
      checkKey(key);
      const budget = startBudget(options, call);
      return findPull(client, await destination(budget), { key, branch: `${branchPrefix}${key}` }, budget);
    },
    propose: async (proposal, call) => {
      checkProposal(proposal, paths);
      const budget = startBudget(options, call, options.sendMs ?? SEND_MS);
      const place = { repository, path: proposal.path };
      const to = await marking("no", () => destination(budget));
      const errand = { proposal, branch: `${branchPrefix}${proposal.key}`, place, destination: to };
      return propose(client, errand, budget);
    },
  };
}
