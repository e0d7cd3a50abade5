import type { Repository } from "../options.ts";

/** Files of the line, and how changes to them are proposed. */
export interface LineFileOptions {
  /** @default the repository of the options */
  readonly repository?: Repository;
  /** Branch that is read, and that proposals are to be merged into. @default the default branch */
  readonly base?: string;
  /** What the branches of proposals begin with. @default `"footplate/"` */
  readonly branchPrefix?: string;
  /**
   * Files that may be changed; one that ends in a slash stands for all below it. Others are refused with `forbidden`.
   * @default all but those below `.github/`, which run with the repository's secrets
   */
  readonly paths?: readonly string[];
}
