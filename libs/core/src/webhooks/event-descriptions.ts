import type { EventType } from '../events.js';

/** When each event comes, in one line; docs/webhooks.md says the same. */
export const eventDescriptions: Readonly<Record<EventType, string>> = {
  'report.created': 'a report was filed',
  'report.status_changed': 'its status or attention list moved',
  'report.held': 'nothing about it leaves until a second person releases it (detail.reason, detail.until)',
  'report.released': 'a second person released it',
  'report.corrected': 'something of it is to be read otherwise (detail.corrected)',
  'report.screenshot_added': 'a screenshot is kept of it, until detail.until at the latest',
  'report.screenshots_destroyed':
    'screenshots were destroyed (detail.screenshots): by hand, or because of another category (detail.reason)',
  'report.snoozed': 'it was put aside (detail.until), or brought back',
  'report.kept': 'it is kept longer than its time (detail.reason, detail.until), or LIFTED: no longer',
  'report.erased': 'its texts, addresses and answers were erased (detail.reason): RETENTION or REQUEST',
  'report.hold_overdue': 'it is held past its day (detail.until)',
  'report.glass_broken': 'somebody opened it without the role it takes, until detail.until',
  'report.caller_code_made': 'staff made a code by which the caller reads how it stands; one before it ended',
  'report.caller_code_ended': 'staff ended it',
  'submission.queued': 'a submission waits to be sent',
  'submission.blocked': 'it cannot be sent before something is settled (detail.reason)',
  'submission.handed_off': 'a person must do it; everything is prepared (detail.channel)',
  'submission.deferred': 'sending did not work and is tried again (detail.reason, detail.nextTryAt)',
  'submission.uncertain': 'nobody knows whether the platform has it; a person must look',
  'submission.failed': 'it could not be sent',
  'submission.sent': 'it left',
  'submission.acknowledged': 'the platform says it has it',
  'submission.under_review': 'the platform looks at it',
  'submission.info_requested': 'the platform asks for more',
  'submission.info_supplied': 'it was answered',
  'submission.decided': 'the platform decided: word, detail.effects or detail.refusalReason say how',
  'submission.asks_answered': 'the platform answered other things it was asked, such as to keep evidence',
  'submission.verified': "somebody looked, or the platform's own lookup was asked (detail.visibility)",
  'submission.reappeared': 'what was gone is there again',
  'submission.reminded': 'the platform was told that what it said to be removed can still be seen',
  'submission.withdrawn': 'it was withdrawn',
  'submission.told':
    'the platform was told of a withdrawal or correction (detail.told), and how that ended (detail.outcome)',
  'submission.due_soon':
    'the time of a decision, an answer of ours or a first look is nearly up (detail.expectation)',
  'submission.sla_breached': "the platform's acknowledgement or decision is overdue (detail.expectation)",
  'submission.escalated': 'a step about a silent platform (detail.step), and how it ended (detail.outcome)',
  'reply.unreadable': 'a reply came that only a person can understand',
  'reply.names_persons': 'a reply names persons: its text can be shown once, for the police',
  'reply.match_withdrawn':
    'staff matched a reply to the wrong submission and took that back: word is what it was before, and what the events of ' +
    'detail.withdraws (sequences) told no longer holds',
  'remedy.moved': 'a complaint or another remedy moved (detail.remedy, detail.route)',
  'referral.recorded': 'a caller was sent to another service (detail.referral, detail.referralState)',
  'alert.acknowledged': 'somebody of staff took an alert (detail.alert); no word or status moves',
  'member.link_made': 'staff made a link for a member who is to report in the app; one before it ended',
  'member.link_ended': 'staff ended it',
  'member.answered': 'a member said how it went (detail.answer); staff confirm it, so nothing moved',
};
