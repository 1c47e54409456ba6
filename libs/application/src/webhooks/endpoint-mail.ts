import { toTypeId } from '#core';
import type { ClaimedEndpointMail, EndpointNoticeKind } from '../ports/endpoint-mails.js';
import type { OutgoingMail } from '../ports/mail-sender.js';

export interface EndpointMailParts {
  readonly from: string;
  /** Address of the API, without a slash at its end. */
  readonly publicUrl: string;
  /** Of the times in it, such as `Europe/Brussels`. */
  readonly timeZone: string;
  /** Of Message-IDs. */
  readonly messageDomain: string;
}

/**
 * Writes a mail to whoever runs the endpoints: ids, codes, counts, times and a link. Nothing a person wrote, so no
 * description either, and no address, which may hold a token.
 */
export class WriteEndpointMail {
  constructor(private readonly parts: EndpointMailParts) {}

  run(mail: ClaimedEndpointMail): OutgoingMail {
    const { from, publicUrl, messageDomain } = this.parts;
    const { kind, address, percent, error, noticed, told } = mail;
    const id = toTypeId('wep', mail.endpointId);
    const count = noticed - told;
    const text = [
      `Endpoint: ${id}`,
      `Event: ${kind}${count > 1 ? ` (${count} since the last mail)` : ''}`,
      `Latest: ${this.time(mail.noticedAtMs)}`,
      ...(mail.failingSinceMs === null || kind === 'endpoint.enabled'
        ? []
        : [`Fails since: ${this.time(mail.failingSinceMs)}`]),
      ...(percent === null ? [] : [`Of the time until it is switched off: ${percent} %`]),
      ...(error === null ? [] : [`The attempt ended with: ${error}`]),
      '',
      waysOut[kind],
      `${publicUrl}/v1/webhooks/endpoints/${id}/${kind === 'delivery.exhausted' ? 'missed' : 'notices'}`,
      '',
    ].join('\n');
    return {
      ...{ from, to: address, replyTo: from, text },
      subject: `Uniflag: ${subjectOf(kind, id, count, percent)}`,
      // The same mail has the same id; with more in it, it is another.
      messageId: `webhook.${mail.id}.${noticed}@${messageDomain}`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    };
  }

  private time(atMs: number): string {
    const { timeZone } = this.parts;
    const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
    return `${format.format(atMs)} (${timeZone})`;
  }
}

function subjectOf(kind: EndpointNoticeKind, id: string, count: number, percent: number | null): string {
  switch (kind) {
    case 'endpoint.failing':
      return `webhook endpoint ${id} takes nothing (${percent} % of the time until it is switched off)`;
    case 'endpoint.disabled':
      return `webhook endpoint ${id} took nothing for days and is switched off`;
    case 'endpoint.enabled':
      return `webhook endpoint ${id} takes deliveries again`;
    case 'delivery.exhausted':
      return `${count} ${count === 1 ? 'delivery' : 'deliveries'} to webhook endpoint ${id} used up`;
  }
}

const waysOut: Readonly<Record<EndpointNoticeKind, string>> = {
  'endpoint.failing':
    'Its events are kept. Tell whoever runs the system behind it; one delivery that is taken ends the count.',
  'endpoint.disabled':
    'Its events are kept. It is tried now and then, and switched on by the first delivery or ping that is taken. What was used up is put back by POST /v1/webhooks/endpoints/{id}/recover.',
  'endpoint.enabled':
    'What waited is being sent. What was used up is put back by POST /v1/webhooks/endpoints/{id}/recover.',
  'delivery.exhausted':
    'All attempts were made. Later events of the same reports wait behind them: resend, skip or recover them (docs/webhooks.md).',
};
