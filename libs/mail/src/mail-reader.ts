import { createHash } from 'node:crypto';
import { unprovenOrigin } from '#core';
import { once } from 'node:events';
import { MailParser, type AddressObject, type AttachmentStream, type Headers } from 'mailparser';
import { readBounceText } from './bounce-text.js';
import { readBounce } from './delivery-status.js';
import {
  headerValues,
  isAutomatic,
  isAutomaticSubject,
  messageIdsOf,
  writtenAtMs,
  type RawHeaders,
} from './mail-headers.js';
import type { OriginCheck } from './origin/origin-check.js';
import { cleanLine, cleanText, cutAt, cutInlineFiles } from './plain-text.js';
import type { CutAttachment, ReceivedMail } from './received-mail.js';

/** What the delivery says about a mail, beside its content. */
export interface Delivered {
  readonly recipientTag: string | null;
  readonly addressedTo: readonly string[];
  readonly envelopeFrom: string;
}

export interface MailReaderLimits {
  /** Longer texts are cut. Default 500,000 characters. */
  readonly maxTextChars?: number;
  /** Longest wait for the parser once the mail is complete. Default 10,000. */
  readonly parseTimeoutMs?: number;
}

/**
 * Reads one mail while it comes in. Attachments are counted and thrown away as they pass; they are never held. What
 * cannot be parsed does not make the mail unreadable: what was understood is handed over, marked as incomplete.
 */
export class MailReader {
  private readonly hash = createHash('sha256');
  private readonly parser = new MailParser(parserOptions);
  private readonly attachments: CutAttachment[] = [];
  private readonly report: { status?: string; originalHead?: string } = {};
  private readonly ended: Promise<void>;
  private start = Buffer.alloc(0);
  private text = '';
  private html = '';
  private isBroken = false;

  /** @param origin is given the mail as it comes in; absent: nothing is proven of where it comes from */
  constructor(
    private readonly limits: MailReaderLimits = {},
    private readonly origin?: OriginCheck,
  ) {
    this.ended = new Promise((resolve) => {
      this.parser.once('end', resolve);
      this.parser.once('close', resolve);
      this.parser.on('error', () => {
        this.isBroken = true;
        resolve();
      });
    });
    this.parser.on('data', (part) => {
      if (part.type === 'attachment') return this.cut(part);
      this.text = part.text ?? '';
      this.html = part.html ?? '';
      if (part.textConversionError) this.isBroken = true;
    });
  }

  /** Resolves when the next piece may come. */
  async write(chunk: Buffer): Promise<void> {
    this.hash.update(chunk);
    if (this.start.length < maxStartBytes)
      this.start = Buffer.concat([this.start, chunk]).subarray(0, maxStartBytes);
    await this.origin?.write(chunk);
    if (this.isBroken || this.parser.destroyed) return;
    // Where it fails instead of draining, `ended` resolves.
    if (!this.parser.write(chunk))
      await Promise.race([once(this.parser, 'drain').catch(() => undefined), this.ended]);
  }

  /** Stops without a result, as when the sender went away in the middle. */
  abandon(): void {
    this.isBroken = true;
    this.parser.destroy();
    this.origin?.abandon();
  }

  /** @param delivered a function where only the mail's own headers say it, as in a mailbox */
  async finish(delivered: Delivered | ((headers: RawHeaders) => Delivered)): Promise<ReceivedMail> {
    await this.untilParsed();
    const contentHash = new Uint8Array(this.hash.digest());
    const raw: RawHeaders = this.parser.headerLines || [];
    const headers: Headers = this.parser.headers || (new Map() as Headers);
    const { recipientTag, addressedTo, envelopeFrom } =
      typeof delivered === 'function' ? delivered(raw) : delivered;
    const from = addressesOf(headers);
    const text = await this.wholeText(raw);
    const inReplyTo = messageIdsOf(raw, 'in-reply-to');
    const said = {
      envelopeFrom: cleanLine(envelopeFrom, 320).toLowerCase(),
      from: from[0] ?? '',
      subject: cleanLine(textOf(headers.get('subject')), 1_000),
      text: cutAt(text, this.maxTextChars),
    };
    return {
      ...{ ...said, recipientTag, addressedTo, contentHash },
      origin: (await this.origin?.finish(from, raw)) ?? unprovenOrigin,
      messageId:
        messageIdsOf(raw, 'message-id')[0] ?? `${Buffer.from(contentHash).toString('hex')}@sha256.invalid`,
      inReplyTo: inReplyTo[0] ?? null,
      references: messageIdsOf(raw, 'references').slice(-100),
      writtenAtMs: writtenAtMs(raw) ?? null,
      isIncomplete: this.isBroken || text.length > this.maxTextChars,
      attachments: this.attachments,
      isAutoReply: isAutomatic(raw) || isAutomaticSubject(said.subject),
      bounce: isContentType(raw, 'multipart/report')
        ? readBounce({ status: undefined, originalHead: undefined, ...this.report, answers: inReplyTo })
        : readBounceText(said),
    };
  }

  private get maxTextChars(): number {
    return this.limits.maxTextChars ?? 500_000;
  }

  private async untilParsed(): Promise<void> {
    if (this.isBroken) {
      this.parser.destroy();
      return;
    }
    const timer = setTimeout(() => this.abandon(), this.limits.parseTimeoutMs ?? 10_000);
    this.parser.end();
    await this.ended;
    clearTimeout(timer);
    this.parser.destroy();
  }

  private async wholeText(headers: RawHeaders): Promise<string> {
    // mailparser makes text of an HTML part only where it is the whole mail or stands beside a text.
    const isHtml = this.html.trim() !== '' && (isContentType(headers, 'text/html') || !this.text.trim());
    const text = isHtml ? await this.textOfHtml() : this.text;
    // A report of delivery without words of its own still says what happened.
    const readable = this.cutFiles(text) || cleanText(this.report.status ?? '').trim();
    if (readable !== '' || !this.isBroken) return readable;
    // Of what cannot be read, a person gets the head as it came.
    return cleanText(this.start.toString('utf8').split(/\r?\n\r?\n/)[0] ?? '').trim();
  }

  private cutFiles(text: string): string {
    const bounded = cutAt(text, this.maxTextChars * 4);
    if (bounded.length < text.length) this.isBroken = true;
    return cutInlineFiles(cleanText(bounded)).trim();
  }

  private async textOfHtml(): Promise<string> {
    const reader = new MailReader(this.limits);
    await reader.write(
      Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${withCellMarks(this.html)}`),
    );
    await reader.untilParsed();
    this.isBroken ||= reader.isBroken;
    return reader.text;
  }

  private cut(part: AttachmentStream): void {
    const reportPart = reportParts[part.contentType];
    const kept: Buffer[] = [];
    let sizeBytes = 0;
    part.content.on('data', (chunk: Buffer) => {
      if (reportPart !== undefined && sizeBytes < maxReportBytes) kept.push(chunk);
      sizeBytes += chunk.length;
    });
    part.content.once('end', () => {
      this.attachments.push({
        name: cleanLine(part.filename ?? '', 255),
        contentType: /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(part.contentType)
          ? part.contentType.toLowerCase()
          : 'application/octet-stream',
        sizeBytes,
      });
      if (reportPart)
        this.report[reportPart] ??= Buffer.concat(kept).subarray(0, maxReportBytes).toString('utf8');
      part.release?.();
    });
  }
}

const parserOptions = {
  checksumAlgo: false,
  ignoreEmbedded: true,
  keepDeliveryStatus: true,
  maxChildNodes: 200,
  maxHeadSize: 262_144,
  maxHtmlLengthToParse: 1_000_000,
  skipImageLinks: true,
  skipTextToHtml: true,
} as const;

const maxStartBytes = 4_096;
const maxReportBytes = 65_536;
const reportParts: Readonly<Record<string, 'status' | 'originalHead'>> = {
  'message/delivery-status': 'status',
  'message/global-delivery-status': 'status',
  'message/rfc822': 'originalHead',
  'message/global': 'originalHead',
  'text/rfc822-headers': 'originalHead',
  'message/global-headers': 'originalHead',
};

function isContentType(headers: RawHeaders, type: string): boolean {
  return (headerValues(headers, 'content-type')[0] ?? '').toLowerCase().startsWith(type);
}

/** Without them, "Group blocked" and "Yes" in two cells of a table become one word. */
function withCellMarks(html: string): string {
  return html
    .replace(/<\/t[dh]\s{0,9}>(?=\s{0,99}<t[dh][\s>])/gi, ': $&')
    .replace(/<\/tr\s{0,9}>/gi, '<br>$&');
}

/** Addresses of the From header, in small letters. */
function addressesOf(headers: Headers): string[] {
  const from = headers.get('from') as AddressObject | undefined;
  const all = from?.value.flatMap((each) => each.group ?? [each]) ?? [];
  return all.map(({ address = '' }) => cleanLine(address, 320).toLowerCase()).filter((each) => each !== '');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
