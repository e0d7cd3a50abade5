import { readFileSync, writeFileSync } from "node:fs";

/**
 * Megabytes of memory that this process has had at most, since it began or since `forgetPeak`.
 * On Linux `maxRSS` is at least that of the process which started this one.
 * @returns {number}
 */
export function peakMb() {
  const kib = /^VmHWM:\s+(\d+)/m.exec(statusOfLinux())?.[1];
  return kib === undefined ? process.resourceUsage().maxRSS / 1024 : Number(kib) / 1024;
}

/** Lets the peak begin anew with what is held now, where the system can do so. */
export function forgetPeak() {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
  } catch {
    // The growth of the peak is then what is told.
  }
}

function statusOfLinux() {
  try {
    return readFileSync("/proc/self/status", "utf8");
  } catch {
    return "";
  }
}
