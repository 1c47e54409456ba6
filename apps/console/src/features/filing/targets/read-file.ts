import type { ListedAddress } from '#client/lists';
import { inertDocument } from '../../../trusted-types.js';

/** What a file or a paste holds, to be recognised. */
export type ReadFile =
  /** Each row is one address, and what is none is told with its line. */
  | { readonly kind: 'list'; readonly rows: readonly ListedAddress[] }
  /** Addresses are picked out of it. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: 'TOO_LARGE' | 'NOT_TEXT' | 'EMPTY' };

/** Reads a list (CSV), a mail (.eml) or any text. The file itself is not kept. */
export async function readFile(file: File): Promise<ReadFile> {
  const { readAddressList, decodeText, maxListBytes } = await import('#client/lists');
  if (file.size > maxListBytes) return { kind: 'refused', reason: 'TOO_LARGE' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = decodeText(bytes);
  if (text === undefined) return { kind: 'refused', reason: 'NOT_TEXT' };
  if (/\.eml$/i.test(file.name) || isMail(text)) return { kind: 'text', text: await textOfMail(bytes) };
  const list = readAddressList(bytes);
  return list.outcome === 'read'
    ? { kind: 'list', rows: list.rows }
    : { kind: 'refused', reason: list.reason };
}

/** Whether a text is the source of a mail: it begins with lines of a head, and one of them is of mail alone. */
export function isMail(text: string): boolean {
  const head =
    text
      .trimStart()
      .split(/\r?\n\r?\n/, 1)[0]
      ?.slice(0, 50_000) ?? '';
  return (
    /^[A-Za-z-]{2,40}: /.test(head) &&
    /^(?:MIME-Version|Content-Transfer-Encoding|Received|Message-ID):/im.test(head)
  );
}

/** The words of a mail and where its links lead; of forwarded mails in it too. Attachments are not looked at. */
export async function textOfMail(mail: string | Uint8Array): Promise<string> {
  const { default: PostalMime } = await import('postal-mime');
  const { text = '', html = '' } = await PostalMime.parse(typeof mail === 'string' ? mail.trimStart() : mail);
  return [text, ...linksIn(html)].join('\n');
}

function linksIn(html: string): string[] {
  if (html === '') return [];
  const page = inertDocument(html);
  const links = [...page.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? '');
  return [...links, page.body.textContent];
}
