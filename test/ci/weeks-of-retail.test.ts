import { describeWeeks } from "../simulation/weeks.ts";

describeWeeks("retail");
