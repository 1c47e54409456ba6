import { bounceReason } from './bounce-reason.js';

it.each([
  [null, 'MAIL.BOUNCED'],
  ['5.0.0', 'MAIL.BOUNCED'],
  ['5.1.1', 'MAIL.BOUNCED_ADDRESS'],
  ['5.1.10', 'MAIL.BOUNCED_ADDRESS'],
  ['5.1.8', 'MAIL.BOUNCED_REFUSED'],
  ['5.2.1', 'MAIL.BOUNCED_ADDRESS'],
  ['4.2.2', 'MAIL.BOUNCED_FULL'],
  ['5.2.0', 'MAIL.BOUNCED'],
  ['5.3.4', 'MAIL.BOUNCED_TOO_LARGE'],
  ['4.4.7', 'MAIL.BOUNCED_UNREACHABLE'],
  ['5.7.26', 'MAIL.BOUNCED_REFUSED'],
  ['5.9.9', 'MAIL.BOUNCED'],
  ['constructor', 'MAIL.BOUNCED'],
])('a mail that came back with %s: %s', (status, code) => expect(bounceReason(status)).toBe(code));
