import type { Schema } from "./http.ts";

const MOST_PATHS = 3;

/** A value as its schema gives it back, or where it does not fit. Never shows a value: it is the service's. */
export async function validate<T>(
  schema: Schema<T>,
  value: unknown,
): Promise<{ readonly value: T } | { readonly problem: string }> {
  try {
    const result = await schema["~standard"].validate(value);
    if (result.issues === undefined) {
      return { value: result.value };
    }
    const paths = result.issues.slice(0, MOST_PATHS).map((issue) => pathText(issue.path ?? []));
    const rest = result.issues.length - paths.length;
    return { problem: `an unexpected shape at ${paths.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}` };
  } catch {
    return { problem: "a shape that its schema could not judge" };
  }
}

function pathText(path: readonly unknown[]): string {
  const text = path
    .map((segment) => (typeof segment === "object" && segment !== null && "key" in segment ? segment.key : segment))
    .map((key) =>
      typeof key === "number"
        ? `[${key}]`
        : `.${String(key)
            .replace(/[^\w-]/g, "?")
            .slice(0, 40)}`,
    )
    .join("");
  return text === "" ? "its top" : text.replace(/^\./, "").slice(0, 120);
}
