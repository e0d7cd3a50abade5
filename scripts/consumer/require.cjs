const assert = require("node:assert/strict");
const core = require("@footplate/core");

assert.equal(core.instant("2026-03-02T10:00:00+01:00"), "2026-03-02T09:00:00Z");
assert.equal(typeof require("@footplate/core/schema"), "object");
console.log("require() of core works");
