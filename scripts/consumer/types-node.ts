export type * as Cli from "@footplate/cli";
export type * as JournalSqlite from "@footplate/journal-sqlite";
