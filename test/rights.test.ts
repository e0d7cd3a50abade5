import { expect, test } from "vitest";
import { hasFile, packageFolders } from "./support/repository.ts";

const adapters = packageFolders.filter((folder) => hasFile(`packages/${folder}/src/permissions.ts`));

test("every adapter of a service that knows who asks says what its credential must be allowed", () => {
  const others = packageFolders.filter((folder) => folder.startsWith("adapter-") && !adapters.includes(folder));
  expect(others).toEqual(["adapter-version-http"]);
});

test.each(adapters)("R4 the rights that %s needs are data, each with what it is for", async (folder) => {
  const {
    requiredPermissions: rights = [],
  }: { readonly requiredPermissions?: readonly Readonly<Record<string, string>>[] } = await import(
    `@footplate/${folder}`
  );
  expect(rights.length).toBeGreaterThan(0);
  expect(JSON.parse(JSON.stringify(rights))).toEqual(rights);
  for (const { permission, why } of rights) {
    expect(permission).toMatch(/\S{4}/);
    expect(why).toMatch(/^\S+ .{10}/);
  }
});
