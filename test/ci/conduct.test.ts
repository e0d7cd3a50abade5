import { botsSuite } from "../../packages/core/test/conduct/bots-suite.ts";
import { crashSuite } from "../../packages/core/test/conduct/crash-suite.ts";

crashSuite(1);
botsSuite(200);
