/** The credentials of one run: no text but a request's head may ever hold one of them. */
export interface Canaries {
  readonly statuspage: string;
  readonly calendar: string;
  readonly onCall: string;
  readonly pager: string;
  readonly github: string;
  readonly chat: string;
}

/** New credentials, easy to find. */
export function newCanaries(): Canaries {
  const made = (name: string): string => `canary-${name}-${crypto.randomUUID().replaceAll("-", "")}`;
  return {
    statuspage: made("statuspage"),
    calendar: made("calendar"),
    onCall: made("oncall"),
    pager: made("pager"),
    github: made("github"),
    chat: made("chat"),
  };
}

/** Looks for them: as they are, or as Basic authentication, base64 and addresses would have them. Says how many it found. */
export function finder(canaries: Canaries): (text: string) => number {
  // The random part alone survives any encoding of what is around it.
  const randoms = Object.values(canaries).map((canary: string) => canary.slice(canary.lastIndexOf("-") + 1).trim());
  const forms = randoms.map((random) => [random, ...shifted(random)]);
  return (text) => forms.filter((own) => own.some((form) => text.includes(form))).length;
}

/** What is in the middle of the text's base64, at each of the three places where it may begin. */
function shifted(text: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const coded = Buffer.from(`${"\0".repeat(before)}${text}`).toString("base64");
    return coded.slice(4, -4);
  });
}
