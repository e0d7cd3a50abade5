import { describe, expect, it } from "vitest";
import { finder, newCanaries } from "./canaries.ts";
import { compare } from "./compare.ts";
import { newTally, type Tally } from "./tally.ts";

const world = ["message #a k1", "message #a k1", "maintenance w1|completed", "deploy o1|success"];

function judged(found: readonly string[]): Tally {
  const tally = newTally();
  compare(tally, "scene", world, found);
  return tally;
}

describe("what chaos counts", () => {
  it("the same world is right, in any order", () => {
    expect(judged(world.toReversed())).toMatchObject({ doubled: 0, lost: 0, passed: 4, failures: [] });
  });

  it("one more of a thing is doubled, one less is lost, whatever state it is in", () => {
    expect(judged([...world, "deploy o1|failure"])).toMatchObject({ doubled: 1, lost: 0 });
    expect(judged(world.slice(1))).toMatchObject({ doubled: 0, lost: 1 });
    expect(judged([...world, "deploy o1|failure"]).failures).toEqual(["scene: nothing doubled: deploy o1"]);
  });

  it("what nobody wanted, and what is left in another state, is a failure", () => {
    expect(judged([...world, "deploy o2|success"]).failures).toEqual(["scene: nothing that nobody wanted: deploy o2"]);
    const open = world.map((row) => row.replace("completed", "in_progress"));
    expect(judged(open).failures).toEqual(["scene: everything in its place: maintenance w1|completed"]);
  });
});

describe("F62: the search for credentials", () => {
  const keys = newCanaries();
  const find = finder(keys);

  it("finds them plain, bent, in base64 at any place, and in an address", () => {
    const shapes = [
      keys.github,
      `Bearer ${keys.chat}\n`,
      ...["", "a", "ab", "abc"].map((user) => Buffer.from(`${user}:${keys.pager}`).toString("base64")),
      `https://elsewhere.example/?seen=${encodeURIComponent(`[${keys.calendar}]`)}`,
    ];
    for (const text of shapes) expect(find(`before ${text} after`), text).toBe(1);
  });

  it("finds none where none is, and each where all are", () => {
    expect(find("canary-github-")).toBe(0);
    expect(find(JSON.stringify(keys))).toBe(6);
  });
});
