import { crashSuite } from "./crash-suite.ts";

// Before a merge more of them are tried: test/ci/conduct.test.ts.
crashSuite(97);
