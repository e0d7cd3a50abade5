/** The fields of `wish` in which it differs from what was seen, in its own words. */
export function changedFields<Item extends object>(seen: Item, wish: Item): Partial<Item> {
  return Object.fromEntries(
    Object.entries(wish).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(seen, name))),
  ) as Partial<Item>;
}
