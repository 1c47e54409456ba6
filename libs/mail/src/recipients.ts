import { readReplyAddress } from '#core';
import { headerValues, type RawHeaders } from './mail-headers.js';
import type { ReceivedMail } from './received-mail.js';

/** One mailbox of ours that a mail came to. */
export type Recipient = Pick<ReceivedMail, 'recipientTag' | 'addressedTo'>;

/** Mailboxes of ours among these addresses, each once; the plain one where there is none. */
export function recipientsOf(
  addresses: readonly string[],
  domain: string,
): readonly [Recipient, ...Recipient[]] {
  const found = new Map<string | null, Set<string>>();
  for (const address of addresses) {
    const read = readReplyAddress(address, domain);
    if (read === undefined) continue;
    const named = found.get(read.platform) ?? new Set();
    if (read.answersMessageId !== null) named.add(read.answersMessageId);
    found.set(read.platform, named);
  }
  const [first, ...others] = [...found].map(([recipientTag, named]) => ({
    recipientTag,
    addressedTo: [...named],
  }));
  return [first ?? { recipientTag: null, addressedTo: [] }, ...others];
}

/**
 * Where a mail in a mailbox came to: what our mail server wrote over it, the topmost first, and where it wrote nothing,
 * whom the mail names.
 */
export function recipientsIn(headers: RawHeaders, domain: string): readonly [Recipient, ...Recipient[]] {
  const written = deliveredTo.map((name) => addressesIn(headerValues(headers, name).slice(0, 1)));
  const ours = written.find((addresses) => addresses.some((each) => readReplyAddress(each, domain)));
  return recipientsOf(
    ours ?? addressesIn([...headerValues(headers, 'to'), ...headerValues(headers, 'cc')]),
    domain,
  );
}

/** Sender of the envelope, as our mail server wrote it over the mail; empty where it did not, or there was none. */
export function envelopeFromIn(headers: RawHeaders): string {
  return addressesIn(headerValues(headers, 'return-path').slice(0, 1))[0] ?? '';
}

const deliveredTo = ['x-original-to', 'envelope-to', 'delivered-to'];

function addressesIn(values: readonly string[]): string[] {
  return values.flatMap(
    (value) => value.slice(0, 20_000).match(/[^\s<>,;:"()[\]]{1,64}@[^\s<>,;:"()[\]]{1,255}/g) ?? [],
  );
}
