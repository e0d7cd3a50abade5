export type * as Core from "@footplate/core";
export type * as Schema from "@footplate/core/schema";
export type * as Gcal from "@footplate/adapter-gcal";
export type * as GcalTesting from "@footplate/adapter-gcal/testing";
export type * as Http from "@footplate/http";
export type * as Statuspage from "@footplate/adapter-statuspage";
export type * as StatuspageTesting from "@footplate/adapter-statuspage/testing";
export type * as Testkit from "@footplate/testkit";
