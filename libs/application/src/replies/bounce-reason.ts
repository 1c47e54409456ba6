/**
 * Why a mail came back, as a code.
 *
 * @param statusCode enhanced status of the report, such as `5.1.1`; null where it names none
 *
 * Source: RFC 3463 and the registry of enhanced status codes, https://www.iana.org/assignments/smtp-enhanced-status-codes
 */
export function bounceReason(statusCode: string | null): string {
  const [, about = ''] = /^[45]\.(\d{1,3}\.\d{1,3})$/.exec(statusCode ?? '') ?? [];
  const [subject = ''] = about.split('.');
  return codes[about] ?? codes[subject] ?? 'MAIL.BOUNCED';
}

const codes: Readonly<Record<string, string>> = {
  '1': 'MAIL.BOUNCED_ADDRESS',
  // Of the sender's address, which is ours.
  '1.7': 'MAIL.BOUNCED_REFUSED',
  '1.8': 'MAIL.BOUNCED_REFUSED',
  '2.1': 'MAIL.BOUNCED_ADDRESS',
  '2.2': 'MAIL.BOUNCED_FULL',
  '2.3': 'MAIL.BOUNCED_TOO_LARGE',
  '3.4': 'MAIL.BOUNCED_TOO_LARGE',
  '4': 'MAIL.BOUNCED_UNREACHABLE',
  '7': 'MAIL.BOUNCED_REFUSED',
};
