/** What an address of ours, at which an answer arrived, says of it. */
export interface ReplyAddress {
  /** Platform whose mailbox it is; null for the plain address. */
  readonly platform: string | null;
  /** Message-ID of our mail that the address was made for, without angle brackets; null where it names none. */
  readonly answersMessageId: string | null;
}

/** The mailbox of a platform: `replies+<platform>@<domain>`. */
export function replyAddress(platform: string, domain: string): string {
  return `replies+${platform}@${domain}`;
}

/**
 * The address of one mail: its Message-ID's local part behind the platform, `replies+<platform>.<token>@<domain>`, so
 * that whatever comes back to it finds its notice, threaded or not. The same address where that does not fit.
 *
 * @param address   a platform's mailbox
 * @param messageId of the mail, of the same domain
 */
export function withToken(address: string, messageId: string): string {
  const [mailbox = '', domain = ''] = address.split('@');
  const [token = '', host] = messageId.split('@');
  const local = `${mailbox}.${token}`;
  const fits = host === domain && mailbox.includes('+') && tokenShape.test(token) && local.length <= 64;
  return fits ? `${local}@${domain}` : address;
}

/**
 * @param domain domain of our addresses, in small letters
 * @returns undefined where it is none of ours
 */
export function readReplyAddress(address: string, domain: string): ReplyAddress | undefined {
  const at = address.lastIndexOf('@');
  if (at > 64 || address.slice(at + 1).toLowerCase() !== domain) return undefined;
  const [name, tag, ...rest] = address.slice(0, at).toLowerCase().split('+');
  if (name !== 'replies' || rest.length > 0) return undefined;
  if (tag === undefined) return { platform: null, answersMessageId: null };
  const dot = tag.indexOf('.');
  const platform = dot < 0 ? tag : tag.slice(0, dot);
  const token = dot < 0 ? null : tag.slice(dot + 1);
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(platform)) return undefined;
  // What is no token says nothing, and the answer is welcome all the same.
  const answersMessageId = token !== null && tokenShape.test(token) ? `${token}@${domain}` : null;
  return { platform, answersMessageId };
}

/** Local parts of our own Message-IDs. */
const tokenShape = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9]+)*$/;
