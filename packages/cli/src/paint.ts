const STYLES: Readonly<Record<string, string>> = {
  "+": "\u001b[32m",
  "~": "\u001b[33m",
  "-": "\u001b[31m",
  "✗": "\u001b[31m",
  "!": "\u001b[1m",
  "?": "\u001b[1m",
};
const PLAIN = "\u001b[0m";

/** Colours each line by the sign it begins with. The signs stay, so that nothing is said by colour alone. */
export function painted(text: string): string {
  return text.replaceAll(
    /^((?:\[\d+\/\d+\])? *)([+~\-✗!?])( .*)$/gm,
    (_line, before: string, sign: string, rest: string) => {
      return `${before}${STYLES[sign] ?? ""}${sign}${rest}${PLAIN}`;
    },
  );
}
