export type { Problem } from "./error.ts";
export { commandSchema, type ParsedCommand, parseCommand } from "./schema/parse-command.ts";
export { factSchema, factsSchema, type ParsedFacts, parseFacts } from "./schema/parse-facts.ts";
export { lineSchema, type ParsedLine, parseLine } from "./schema/parse-line.ts";
export type { Schema, SchemaIssue, SchemaResult } from "./schema/standard.ts";
