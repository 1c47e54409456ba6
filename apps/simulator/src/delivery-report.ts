/** What stands in a report of delivery. */
export interface DeliveryReport {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  /** Body of the `message/delivery-status`. */
  readonly fields: string;
  /** Head of the mail it is about. */
  readonly originalHead: string;
}

/** A whole `multipart/report` mail (RFC 3462): the mail library writes none. */
export function deliveryReport(report: DeliveryReport): string {
  const boundary = `report-${report.messageId.replace(/[^a-z0-9-]/gi, '')}`;
  const part = (type: string, body: string) => [`--${boundary}`, `Content-Type: ${type}`, '', body, ''];
  return [
    `From: ${report.from}`,
    `To: ${report.to}`,
    `Subject: ${report.subject}`,
    `Message-ID: <${report.messageId}>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    ...part('text/plain; charset=utf-8', report.text),
    ...part('message/delivery-status', report.fields),
    ...part('text/rfc822-headers', report.originalHead),
    `--${boundary}--`,
    '',
  ].join('\r\n');
}
