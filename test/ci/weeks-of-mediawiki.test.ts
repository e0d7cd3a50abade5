import { describeWeeks } from "../simulation/weeks.ts";

describeWeeks("mediawiki");
