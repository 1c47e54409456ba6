import { messageIdsIn } from './message-ids.js';
import type { MailBounce } from './received-mail.js';

/** Parts of a delivery status notification, as far as they were read. */
export interface DeliveryReport {
  /** Body of `message/delivery-status`. */
  readonly status: string | undefined;
  /** Headers of the mail the report is about. */
  readonly originalHead: string | undefined;
  /** Message-IDs the report itself says it answers. */
  readonly answers: readonly string[];
}

/**
 * Reads a report of RFC 3464. Reports of success are none of ours and give null, as do reports that do not say what
 * happened, and those that say different things of several recipients: ours go to one.
 */
export function readBounce({ status, originalHead, answers }: DeliveryReport): MailBounce | null {
  if (status === undefined) return null;
  const fields = unfolded(status);
  const actions = valuesOf(fields, 'action').map((value) => value.toLowerCase());
  const [action] = actions;
  if ((action !== 'failed' && action !== 'delayed') || actions.some((other) => other !== action)) return null;
  const isPermanent = action === 'failed';
  const statusCode = statusIn(valuesOf(fields, 'status')[0], valuesOf(fields, 'diagnostic-code')[0]);
  return { failedMessageId: failedMessageId(fields, originalHead, answers), isPermanent, statusCode };
}

/** The status, or what the other server answered where the status says no more than that it failed. */
function statusIn(status = '', diagnosis = ''): string | null {
  const said = /^\d\.\d{1,3}\.\d{1,3}/.exec(status)?.[0] ?? null;
  if (said !== null && !said.endsWith('.0.0')) return said;
  return /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(diagnosis)?.[0] ?? said;
}

function failedMessageId(
  fields: string,
  originalHead: string | undefined,
  answers: readonly string[],
): string | null {
  const [head = ''] = (originalHead ?? '').split(/\r?\n[ \t]*\r?\n/);
  const named = [...valuesOf(unfolded(head), 'message-id'), ...valuesOf(fields, 'original-message-id')];
  return messageIdsIn(named.join(' '))[0] ?? answers.at(-1) ?? null;
}

function unfolded(headers: string): string {
  return headers.replace(/\r?\n[ \t]+/g, ' ');
}

function valuesOf(fields: string, name: string): string[] {
  return Array.from(fields.matchAll(new RegExp(`^${name}:[ \\t]*([^\\r\\n]*)`, 'gim')), ([, value = '']) =>
    value.trim(),
  );
}
