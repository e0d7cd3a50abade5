import type { Command } from "./commands.ts";
import type { Fact } from "./line/fact.ts";
import type { PeopleFact } from "./line/people-fact.ts";
import type { ConductCommand } from "./train-commands.ts";

/** Every act of a person: all that `send` takes. */
export type AnyCommand = Command | ConductCommand;

/** The command of an act. */
export type CommandOf<Act extends AnyCommand["act"], One extends AnyCommand = AnyCommand> = One extends AnyCommand
  ? Act extends One["act"]
    ? One
    : never
  : never;

/** The facts that an act may be recorded as: about people where the act is about who conducts. */
export type FactOf<Act extends AnyCommand["act"]> = Act extends Command["act"] ? PeopleFact : Fact;
