import 'i18next';
import type approvals from './locales/en/approvals.json';
import type audit from './locales/en/audit.json';
import type caller from './locales/en/caller.json';
import type codes from './locales/en/codes.json';
import type common from './locales/en/common.json';
import type figures from './locales/en/figures.json';
import type filing from './locales/en/filing.json';
import type guidance from './locales/en/guidance.json';
import type keys from './locales/en/keys.json';
import type member from './locales/en/member.json';
import type outcomes from './locales/en/outcomes.json';
import type people from './locales/en/people.json';
import type platforms from './locales/en/platforms.json';
import type problems from './locales/en/problems.json';
import type queues from './locales/en/queues.json';
import type replies from './locales/en/replies.json';
import type report from './locales/en/report.json';
import type reports from './locales/en/reports.json';
import type retention from './locales/en/retention.json';
import type session from './locales/en/session.json';
import type timeline from './locales/en/timeline.json';
import type waiting from './locales/en/waiting.json';
import type webhooks from './locales/en/webhooks.json';
import type wellbeing from './locales/en/wellbeing.json';

/** Keys are checked by the compiler against the English catalogues. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    returnNull: false;
    strictKeyChecks: true;
    resources: {
      approvals: typeof approvals;
      audit: typeof audit;
      caller: typeof caller;
      codes: typeof codes;
      common: typeof common;
      figures: typeof figures;
      filing: typeof filing;
      guidance: typeof guidance;
      keys: typeof keys;
      member: typeof member;
      outcomes: typeof outcomes;
      people: typeof people;
      platforms: typeof platforms;
      problems: typeof problems;
      queues: typeof queues;
      replies: typeof replies;
      report: typeof report;
      reports: typeof reports;
      retention: typeof retention;
      session: typeof session;
      timeline: typeof timeline;
      waiting: typeof waiting;
      webhooks: typeof webhooks;
      wellbeing: typeof wellbeing;
    };
  }
}
