export type { AnswerProblem, Answers } from "./answers.ts";
export { run, type Surroundings } from "./run.ts";
export type { Ask } from "./ask.ts";
