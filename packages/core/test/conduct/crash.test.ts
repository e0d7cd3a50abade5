import { crashSuite } from "./crash-suite.ts";

// All calls are tried before a merge: test/ci/conduct.test.ts.
crashSuite(97);
