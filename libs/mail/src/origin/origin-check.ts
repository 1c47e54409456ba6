import { once } from 'node:events';
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { PassThrough } from 'node:stream';
import { dmarc } from 'mailauth/lib/dmarc/index.js';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { spf } from 'mailauth/lib/spf/index.js';
import { isWithin, unprovenOrigin, type MailOrigin } from '#core';
import { headerValues, type RawHeaders } from '../mail-headers.js';
import { readAuthenticationResults } from './authentication-results.js';

/** Asks name servers: as `resolve` of node:dns/promises. */
export type Resolve = (name: string, type: string) => Promise<unknown>;

export interface OriginOptions {
  /** Whether a platform's mail comes from this domain: others are not looked up, for nothing could come of it. */
  readonly isPlatformDomain: (domain: string) => boolean;
  readonly resolve: Resolve;
  /** Longest wait for name servers. */
  readonly timeoutMs: number;
  /** By which our own mail server signs its results; null where it checks nothing. */
  readonly authservId: string | null;
  /** Networks of mail servers of ours, such as `10.20.0.0/16`. */
  readonly relays: readonly string[];
  /** Networks of the simulator. */
  readonly simulators: readonly string[];
}

/** How a mail came here. */
export interface Arrival {
  /** Whose connection brought it; null where it lay in a mailbox of ours. */
  readonly ip: string | null;
  readonly helo: string;
  readonly envelopeFrom: string;
}

/** Finds out what the way of a mail proves of its origin (SPF, DKIM, DMARC; RFC 7208, 6376, 7489). */
export class OriginChecker {
  private readonly relays: BlockList;
  private readonly simulators: BlockList;

  constructor(private readonly options: OriginOptions) {
    this.relays = blockListOf(options.relays);
    this.simulators = blockListOf(options.simulators);
  }

  begin(arrival: Arrival): OriginCheck {
    const { ip } = arrival;
    return new OriginCheck(this.options, arrival, {
      isRelayed: ip === null || has(this.relays, ip),
      mayBeSimulated: ip !== null && has(this.simulators, ip),
    });
  }
}

/** The check of one mail, which is handed over as it comes in. It never fails: what is not proven counts as that. */
export class OriginCheck {
  private head: Buffer | undefined = Buffer.alloc(0);
  private readonly source = new PassThrough();
  private verified: ReturnType<typeof dkimVerify> | undefined;
  private isTooMuch = false;

  constructor(
    private readonly options: OriginOptions,
    private readonly arrival: Arrival,
    private readonly way: { readonly isRelayed: boolean; readonly mayBeSimulated: boolean },
  ) {}

  /** Resolves when the next piece may come. */
  async write(chunk: Buffer): Promise<void> {
    if (this.isTooMuch) return;
    if (this.head === undefined) return this.pass(chunk);
    this.head = Buffer.concat([this.head, chunk]);
    const end = this.head.indexOf('\n\r\n') + 1 || this.head.indexOf('\n\n') + 1;
    if (end > maxHeadBytes || (end === 0 && this.head.length > maxHeadBytes)) this.isTooMuch = true;
    else if (end > 0) await this.beginWith(this.head, end);
  }

  abandon(): void {
    this.isTooMuch = true;
    this.source.destroy();
  }

  /**
   * @param from    every address in From headers
   * @param headers as they stand in the mail, the topmost first
   */
  async finish(from: readonly string[], headers: RawHeaders): Promise<MailOrigin> {
    const { isRelayed, mayBeSimulated } = this.way;
    const fromDomain = onlyDomain(from, headers);
    const way = { ...unprovenOrigin, fromDomain, isRelayed };
    if (mayBeSimulated && isWithin(fromDomain, ['simulator.invalid'])) {
      this.abandon();
      return { ...way, isSimulated: true };
    }
    if (fromDomain === '' || !this.options.isPlatformDomain(fromDomain)) {
      this.abandon();
      return way;
    }
    const told = isRelayed ? this.toldByOwnServer(headers, fromDomain) : undefined;
    if (told) {
      this.abandon();
      return { ...way, ...told };
    }
    return { ...way, ...(await this.verify(fromDomain)) };
  }

  private async pass(chunk: Buffer): Promise<void> {
    if (this.source.destroyed || this.source.write(chunk)) return;
    await Promise.race([once(this.source, 'drain'), once(this.source, 'close')]);
  }

  private async beginWith(head: Buffer, end: number): Promise<void> {
    this.head = undefined;
    const signatures = head.subarray(0, end).toString('latin1').match(signatureHeader) ?? [];
    if (signatures.length > maxSignatures) return this.abandon();
    this.source.on('error', () => undefined);
    this.verified = dkimVerify(this.source, {
      resolver: this.resolve,
      sender: this.arrival.envelopeFrom,
    });
    // It is asked for in `finish`, where it is wanted.
    this.verified.catch(() => undefined);
    await this.pass(head);
  }

  /** The topmost results alone, and only where our own server wrote them: anybody can write others below. */
  private toldByOwnServer(headers: RawHeaders, fromDomain: string): Proof | undefined {
    const [topmost] = headerValues(headers, 'authentication-results');
    const read = topmost === undefined ? undefined : readAuthenticationResults(topmost);
    if (!read || read.authservId !== this.options.authservId?.toLowerCase()) return undefined;
    const passed = read.results.filter(({ result }) => result === 'pass');
    const ofMethod = (method: string) => passed.filter((each) => each.method === method);
    return {
      hasPassedDmarc: ofMethod('dmarc').some(({ of }) =>
        isWithin(fromDomain, [of.get('header.from') ?? '?']),
      ),
      signedBy: ofMethod('dkim').flatMap(({ of }) => of.get('header.d') ?? []),
    };
  }

  private async verify(fromDomain: string): Promise<Proof> {
    if (this.verified === undefined || this.isTooMuch) return nothing;
    this.source.end();
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<Proof>((resolve) => {
      timer = setTimeout(resolve, this.options.timeoutMs, nothing);
    });
    try {
      return await Promise.race([this.proofOf(fromDomain, this.verified), timeUp]);
    } catch {
      // A mail that the check stumbles over is hostile or broken: nothing is proven.
      return nothing;
    } finally {
      clearTimeout(timer);
      this.source.destroy();
    }
  }

  private async proofOf(fromDomain: string, verified: ReturnType<typeof dkimVerify>): Promise<Proof> {
    const { headerFrom, results } = await verified;
    // Read differently there and here, it is nobody's.
    if (headerFrom.length !== 1 || domainOf(headerFrom[0] ?? '') !== fromDomain) return nothing;
    const whole = results.filter(
      ({ status, canonBodyLengthLimited, signingHeaders }) =>
        status.result === 'pass' &&
        !canonBodyLengthLimited &&
        mustBeSigned.every((name) =>
          signingHeaders.keys
            .toLowerCase()
            .split(':')
            .some((key) => key.trim() === name),
        ),
    );
    const dkimDomains = whole.map(({ id, signingDomain, status: { aligned = false } }) => ({
      ...{ id, domain: signingDomain, aligned },
    }));
    const spfDomains = await this.spfDomains();
    const found = await dmarc({
      headerFrom: headerFrom[0] ?? '',
      spfDomains,
      dkimDomains,
      resolver: this.resolve,
    });
    return {
      hasPassedDmarc: found !== false && found.status.result === 'pass',
      signedBy: whole.map(({ signingDomain }) => signingDomain.toLowerCase()),
    };
  }

  /** Behind a mail server of ours nobody knows any more whose connection brought it. */
  private async spfDomains(): Promise<string[]> {
    const { ip, helo, envelopeFrom } = this.arrival;
    if (ip === null || this.way.isRelayed) return [];
    const sender = envelopeFrom === '' ? `postmaster@${helo}` : envelopeFrom;
    const { domain, status } = await spf({ sender, ip, helo, mta: 'uniflag', resolver: this.resolve });
    return status.result === 'pass' ? [domain] : [];
  }

  private readonly resolve: Resolve = (name, type) => this.options.resolve(name, type);
}

type Proof = Pick<MailOrigin, 'hasPassedDmarc' | 'signedBy'>;
const nothing: Proof = { hasPassedDmarc: false, signedBy: [] };

const maxHeadBytes = 262_144;
const maxSignatures = 10;
const signatureHeader = /^(?:dkim-signature|arc-seal|arc-message-signature)[ \t]*:/gim;
/** What tells whose answer it is, and who gives it. */
const mustBeSigned = ['from', 'subject'];
/** RFC 5322, section 3.6: what stands twice is read one way here and another there. */
const onlyOnce = ['from', 'subject', 'date', 'message-id', 'in-reply-to', 'references', 'content-type'];

function onlyDomain(from: readonly string[], headers: RawHeaders): string {
  const hasTwice = onlyOnce.some((name) => headers.filter(({ key }) => key === name).length > 1);
  return hasTwice || from.length !== 1 ? '' : domainOf(from[0] ?? '');
}

function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return address.includes('@') && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain) ? domain : '';
}

function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return list;
}

function has(list: BlockList, ip: string): boolean {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(plain)) return list.check(plain, 'ipv4');
  return isIPv6(plain) && list.check(plain, 'ipv6');
}
