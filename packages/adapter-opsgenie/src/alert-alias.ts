/**
 * The alias of an alert: its key with colons for slashes, which servers refuse in paths even when they are escaped. A colon
 * or tilde of the key itself comes after a tilde.
 */
export function alertAlias(key: string): string {
  return key.replace(/[~:]/g, "~$&").replaceAll("/", ":");
}

/** The key of an alert that was raised with `page`, from its alias: for webhooks, which tell only the alias. */
export function keyOfAlertAlias(alias: string): string {
  return alias.replace(/~([~:])|:/g, (_whole, escaped: string | undefined) => escaped ?? "/");
}

/** Whether the alias can stand in a path, where every act on the alert needs it. */
export function isUsableAlias(alias: string): boolean {
  return !/[\\%]|\p{Cc}|\p{Cs}/u.test(alias) && alias !== "." && alias !== "..";
}
