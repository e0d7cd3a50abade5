/** An editor as far as a language server can tell. Lines and columns begin with 0. */
export interface Editor {
  /** Once the server answers. */
  ready(): Promise<void>;
  open(file: string, text: string): void;
  /** Puts a line in before another. */
  insert(line: number, text: string): void;
  /** The names that the server offers. */
  complete(line: number, column: number): Promise<readonly string[]>;
}

/** A message, and the number that its answer will bear. */
export interface Question {
  readonly id: number;
  readonly [field: string]: unknown;
}

/** A way to speak with a server: what is written to it, and its answers by number. */
export interface Wire {
  send(message: object): void;
  /** Sends a message that will be answered. */
  ask(message: Question): Promise<unknown>;
}
