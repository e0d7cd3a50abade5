import { test } from "node:test";
import { cases } from "./suites.ts";

for (const { name, run } of cases) void test(name, run);
