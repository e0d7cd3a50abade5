import { botsSuite } from "./bots-suite.ts";

// More interleavings are tried before a merge: test/ci/conduct.test.ts.
botsSuite(Number(process.env["FOOTPLATE_SEEDS"] ?? 10));
