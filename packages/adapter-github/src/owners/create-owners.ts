import type { OwnerDirectory } from "@footplate/core";
import { type Budget, startBudget } from "@footplate/http";
import { fault } from "../fault.ts";
import type { RepositoryFile } from "../files/read-file.ts";
import { watchedFile } from "../files/watched-file.ts";
import type { GitHubOptions } from "../options.ts";
import type { GitHubClient } from "../transport.ts";
import type { Directory } from "./directory.ts";
import { fromCodeowners } from "./from-codeowners.ts";
import { fromCsv } from "./from-csv.ts";

/** Where GitHub itself looks, in its order. */
const USUAL_PATHS = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;

/** Who owns what, by a file of the repository. The file is asked for each time, and only sent again when it has changed. */
export function createOwners(client: GitHubClient, options: GitHubOptions): OwnerDirectory {
  const { repository, path, ref, paths, columns } = options.owners ?? {};
  const parse = (file: RepositoryFile): Directory =>
    /\.csv$/i.test(file.path) ? fromCsv(file, columns) : fromCodeowners(file, paths);
  const files = (path === undefined ? USUAL_PATHS : [path]).map((one) =>
    watchedFile(client, { repository, path: one, ref }, parse),
  );
  const load = async (budget: Budget): Promise<Directory> => {
    for (const file of files) {
      const directory = await file.read(budget);
      if (directory !== undefined) return directory;
    }
    throw fault({
      code: "not_found",
      message: `the repository has no ${path === undefined ? "CODEOWNERS" : JSON.stringify(path).slice(0, 120)}`,
      hint: "name the file in owners.path, and check that the credential may read contents",
    });
  };
  return {
    spec: 1,
    ownerOf: async (component, call) => (await load(startBudget(options, call))).ownerOf(component),
    all: async (call) => (await load(startBudget(options, call))).all(),
  };
}
