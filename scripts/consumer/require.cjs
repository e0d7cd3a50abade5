const assert = require("node:assert/strict");
const { readdirSync } = require("node:fs");
const { join } = require("node:path");

const core = require("@footplate/core");
assert.equal(core.instant("2026-03-02T10:00:00+01:00"), "2026-03-02T09:00:00Z");

for (const name of readdirSync(join(__dirname, "node_modules/@footplate"))) {
  const { exports } = require(`@footplate/${name}/package.json`);
  for (const entry of Object.keys(exports)) {
    const loaded = require(`@footplate/${name}${entry.slice(1)}`);
    assert(Object.keys(loaded).length > 0, `@footplate/${name}${entry.slice(1)} is empty`);
  }
}
console.log("require() of every package works");
