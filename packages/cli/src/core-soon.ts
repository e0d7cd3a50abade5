export { lintLine } from "../../core/src/line/lint-line.ts";
export { explainDst } from "../../core/src/timetable/explain-dst.ts";
export { formatTimetable } from "../../core/src/timetable/format.ts";
export { formatWindow } from "../../core/src/timetable/format-window.ts";
export { nextWindowFor } from "../../core/src/timetable/next-window.ts";
