import type { Repository } from "../options.ts";

/** The columns of a CSV file, by the names in its first line. */
export interface OwnerColumns {
  /** @default `"component"` */
  readonly component?: string;
  /** Teams or people, separated by semicolons, commas or spaces; the first is asked first. @default `"owners"` */
  readonly owners?: string;
  /** Day of the last confirmation, `YYYY-MM-DD`. A file without this column is fine. @default `"confirmed"` */
  readonly confirmed?: string;
}

/** Where it is written who owns what. */
export interface OwnerOptions {
  /** @default the repository of the options */
  readonly repository?: Repository;
  /**
   * The file: CSV when its name ends in `.csv`, else in the format of CODEOWNERS.
   * @default the first that exists of `.github/CODEOWNERS`, `CODEOWNERS` and `docs/CODEOWNERS`
   */
  readonly path?: string;
  /** Branch, tag or commit. @default the default branch */
  readonly ref?: string;
  /**
   * For CODEOWNERS: where each component lives. A path that ends in a slash is a folder, any other a file.
   * @default a component is called as its folder
   */
  readonly paths?: Readonly<Record<string, string>>;
  /** For CSV. */
  readonly columns?: OwnerColumns;
}
