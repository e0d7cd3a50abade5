import { botsSuite } from "../../packages/core/test/conduct/bots-suite.ts";
import { crashSuite } from "../../packages/core/test/conduct/crash-suite.ts";

// FOOTPLATE_EVERY=1 tries every call, which takes most of an hour; FOOTPLATE_SEEDS more interleavings.
const { FOOTPLATE_EVERY: every = "23", FOOTPLATE_SEEDS: seeds = "40" } = process.env;
crashSuite(Number(every));
botsSuite(Number(seeds));
