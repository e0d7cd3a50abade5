/** How the running version is read from deployments. */
export interface ProbeOptions {
  /**
   * Where a deployment says its version: in `version` of its payload, in the name of its ref, or in its commit.
   * @default the payload, and the ref where the payload names none
   */
  readonly version?: "payload" | "ref" | "sha";
  /** How many deployments of an environment are looked at, newest first, for one that succeeded. @default 30 */
  readonly most?: number;
}
