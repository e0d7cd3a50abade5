import core = require("@footplate/core");
import schema = require("@footplate/core/schema");
import http = require("@footplate/http");
import gcal = require("@footplate/adapter-gcal");
import gcalTesting = require("@footplate/adapter-gcal/testing");
import github = require("@footplate/adapter-github");
import statuspage = require("@footplate/adapter-statuspage");
import testkit = require("@footplate/testkit");

export const now: core.Instant = core.instant("2026-03-02T10:00:00+01:00");
export const parsed = schema.parseLine({});
export const handle: http.WebhookHandler = github.githubWebhook({ secrets: ["s"], onHint: () => undefined });
export const google: gcalTesting.FakeGoogleCalendar = gcalTesting.fakeGoogleCalendar();
export const made = [gcal.createGoogleCalendar, statuspage.createStatuspage];
export const cases: readonly testkit.Case[] = [];
