export type * as Cli from "@footplate/cli";
export type * as JournalSqlite from "@footplate/journal-sqlite";
export type * as TestkitNode from "@footplate/testkit/node";
export type * as CreateAdapter from "@footplate/create-adapter";
