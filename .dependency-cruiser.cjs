const own = (names) => `^packages/(${names})/`;
const ours = "^packages/";

/** Who may import whom; the picture is in docs/decisions and CONTRIBUTING. */
module.exports = {
  forbidden: [
    {
      name: "core-imports-nothing-of-ours",
      comment: "Core is the bottom: everything else stands on it.",
      severity: "error",
      from: { path: own("core") + "src/" },
      to: { path: ours, pathNot: own("core") },
    },
    {
      name: "core-plans-without-conducting",
      comment: "Who only plans does not load what moves a train: that is behind ./conduct.",
      severity: "error",
      from: { path: own("core") + "src/index\\.ts$" },
      to: { path: own("core") + "src/(conduct|train|window)/", reachable: true },
    },
    {
      name: "portable-packages-use-no-node",
      comment:
        "Core, http, adapters and testkit run in browsers and workers too; what is for Node has an entry of that name.",
      severity: "error",
      from: { path: own("core|http|testkit|adapter-[^/]+") + "src/", pathNot: "/src/node\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "zod-only-in-core-schema-and-wire",
      comment: "Schemas live behind ./schema in core, and beside the wire shapes in adapters.",
      severity: "error",
      from: { path: ours + "[^/]+/src/", pathNot: "^packages/(core/src/schema|adapter-[^/]+/src/)" },
      to: { path: "node_modules/zod/" },
    },
    {
      name: "temporal-only-in-tests-of-core",
      comment: "Time arithmetic is our own, and held against Temporal.",
      severity: "error",
      from: { path: ours, pathNot: "^packages/core/test/" },
      to: { path: "node_modules/temporal-(polyfill|spec|utils)/" },
    },
    {
      name: "http-imports-core-only",
      severity: "error",
      from: { path: own("http") + "src/" },
      to: { path: ours, pathNot: own("http|core") },
    },
    {
      name: "adapter-imports-core-and-http-only",
      comment: "Adapters never know each other.",
      severity: "error",
      from: { path: "^packages/(adapter-[^/]+)/src/" },
      to: { path: ours, pathNot: "^packages/(core|http|$1)/" },
    },
    {
      name: "fake-knows-no-mapping",
      comment: "A fake that shares the mapping would repeat its mistakes.",
      severity: "error",
      from: { path: "^packages/adapter-[^/]+/src/testing" },
      to: { path: "^packages/adapter-[^/]+/src/", pathNot: "^packages/adapter-[^/]+/src/testing" },
    },
    {
      name: "adapter-ships-no-fake",
      comment: "The fake stays behind ./testing, out of what an application bundles.",
      severity: "error",
      from: { path: "^packages/adapter-[^/]+/src/", pathNot: "^packages/adapter-[^/]+/src/testing" },
      to: { path: "^packages/adapter-[^/]+/src/testing" },
    },
    {
      name: "testkit-imports-core-only",
      severity: "error",
      from: { path: own("testkit") + "src/" },
      to: { path: ours, pathNot: own("testkit|core") },
    },
    {
      name: "testkit-needs-no-runner",
      comment: "Conformance cases are data; the caller's runner runs them.",
      severity: "error",
      from: { path: ours + "[^/]+/src/" },
      to: { path: "node_modules/(vitest|fast-check|msw|ajv)" },
    },
    {
      name: "journal-sqlite-imports-core-only",
      severity: "error",
      from: { path: own("journal-sqlite") + "src/" },
      to: { path: ours, pathNot: own("journal-sqlite|core") },
    },
    {
      name: "no-way-into-a-package-but-its-exports",
      comment: "Another package's files are reached by package name, never by path.",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: { path: ours, pathNot: "^packages/$1/", dependencyTypes: ["local"] },
    },
    {
      name: "no-cycle",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "declared",
      comment: "What a package imports, its own package.json names.",
      severity: "error",
      from: { path: ours + "[^/]+/src/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    exclude: { path: "^packages/[^/]+/((dist|bin)/|tsup\\.config\\.ts$)" },
    doNotFollow: { path: "node_modules" },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@footplate/source", "types", "import", "node", "default"],
    },
  },
};
