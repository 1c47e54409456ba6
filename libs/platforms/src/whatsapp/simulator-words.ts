/** What WhatsApp's support writes. Synthetic, after what people report of its mails; recalled, 2026-11-23. */
export const sentences: Readonly<Record<string, string>> = {
  acknowledge: 'Your message has been received. Our specialists will look into it when needed.',
  removed: 'We have reviewed the channel. The content you reported has been removed.',
  refused_no_violation: 'We looked into your report and did not find any violation of our Terms of Service.',
  information_requested:
    'To look into this we need further details. Please send us the full phone numbers in international format and the invite link of the group.',
  review_continues: 'Thank you. Our team is looking into your report.',
  geo_restricted: 'The content you reported is no longer accessible in your region.',
  account_disabled: 'The phone number you reported has been banned from using WhatsApp.',
  group_disabled: 'The group has been terminated.',
  already_removed: 'The content was already gone when we looked.',
  group_blocked_admins_via_police:
    'We have blocked the group. We only disclose account information to law enforcement.',
  reversed: 'We have restored the account after a second review.',
  member_first:
    'Messages on WhatsApp are end-to-end encrypted. We can only act on a private group after a member has reported it in the app. Please ask a member of the group to report it in the app.',
  refused_not_illegal: `We reviewed the content you reported. It is not unlawful in Belgium.`,
  refused_insufficient: `We closed your report because it did not contain enough information.`,
  refused_wrong_channel: `This mailbox does not handle this kind of report.`,
  refused_private_space: `We do not review private messages.`,
  refused_not_identified: `We were not able to locate the content at the link you provided.`,
  refused_notifier: `We cannot accept reports from this email address.`,
  refused_no_reason: `We decided not to take any action on your report.`,
  duplicate: `Your report was closed as a duplicate of an earlier report.`,
  partly_answered: `We have terminated the group.\n\nSuspend the account: no.\nPreserve the data: yes.\nIdentify the administrators: only via the police.`,
  only_via_police: `We only disclose account information to law enforcement.`,
  names_volunteered: `The group has been terminated. The administrators are: Ms Synthetic Example.`,
  still_reviewing: `Thank you for your reminder. We are still reviewing your report.`,
  nonsense: 'Tip: keep WhatsApp up to date to enjoy the latest features.',
};
