import type { Repository } from "../options.ts";

/** Where one service is built and how its versions are called. */
export interface SourceService {
  /** @default the repository of the options */
  readonly repository?: Repository;
  /** What stands before the version in a tag, such as `v` or `checkout/v`. Tags without it are not the service's. @default `""` */
  readonly tagPrefix?: string;
  /**
   * What counts as a version: a published release, or every tag. Tags carry no date, so that each costs one more request.
   * @default `"releases"`
   */
  readonly from?: "releases" | "tags";
  /**
   * Who writes the notes: GitHub, which asks for the right to write contents although nothing is written, or we, as a
   * list of the changes, for which the right to read is enough. @default `"generated"`
   */
  readonly notes?: "generated" | "listed";
}

/** Where versions and changes come from. */
export interface SourceOptions {
  /** By name of the service, as the line calls it. @default one service, called as the repository of the options is */
  readonly services?: Readonly<Record<string, SourceService>>;
  /** Most changes that one comparison gives; 100 cost one request. Where there are more, `complete` is false. @default 1000 */
  readonly mostChanges?: number;
}
