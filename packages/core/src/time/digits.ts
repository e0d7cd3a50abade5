export const ZERO = 48;
export const COLON = 58;
export const DASH = 45;

/** The number that two digits at an index make; -1 where there are none. By hand, as every moment is read here. */
export function twoDigits(text: string, index: number): number {
  const tens = text.charCodeAt(index) - ZERO;
  const ones = text.charCodeAt(index + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** Whether there is a dash at the index. */
export function isDash(text: string, index: number): boolean {
  return text.charCodeAt(index) === DASH;
}

/** Whether there is a colon at the index. */
export function isColon(text: string, index: number): boolean {
  return text.charCodeAt(index) === COLON;
}
