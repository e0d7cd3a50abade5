/** What a new adapter is made of. */
export interface Answers {
  /** Name of the service, such as `plain-status`: small letters, digits and hyphens. */
  readonly name: string;
  /** Name of the port, such as `noticeBoard`. */
  readonly port: string;
  /** How things of a mirror are known again. @default what the port's template does */
  readonly identity?: string | undefined;
  /** What runs the tests: `node` or `vitest`. @default "node" */
  readonly runner?: string | undefined;
  /** Where it is made. @default the package's name without its scope */
  readonly folder?: string | undefined;
  /** Name of the package. @default `adapter-<name>` */
  readonly package?: string | undefined;
}

/** Something that an answer cannot be. */
export interface AnswerProblem {
  /** Name of the answer. */
  readonly answer: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** The way out, in one sentence. */
  readonly hint: string;
}
