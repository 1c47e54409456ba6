import fc from 'fast-check';
import { isOriginTrusted, isWithin, mailTrusts, unprovenOrigin, type MailOrigin } from './mail-trust.js';

const domains = ['platform.example', 'desk.example'];
const from = (fromDomain: string, more: Partial<MailOrigin> = {}): MailOrigin => ({
  ...unprovenOrigin,
  fromDomain,
  ...more,
});
const trusts = (origin: MailOrigin) =>
  mailTrusts.filter((trust) => isOriginTrusted(origin, { trust, domains }, false));

describe('the origin of a mail', () => {
  it.each([
    ['nothing at all', unprovenOrigin, ['none']],
    ['the address alone', from('platform.example'), ['none']],
    ['DMARC', from('platform.example', { hasPassedDmarc: true }), ['dmarc', 'none']],
    ['DMARC below a known domain', from('eu.desk.example', { hasPassedDmarc: true }), ['dmarc', 'none']],
    ['DMARC of a stranger', from('stranger.example', { hasPassedDmarc: true }), ['none']],
    ['DMARC of one that ends alike', from('notplatform.example', { hasPassedDmarc: true }), ['none']],
    [
      'a signature of the platform',
      from('desk.example', { signedBy: ['platform.example'] }),
      ['dkim', 'none'],
    ],
    ["a stranger's signature", from('desk.example', { signedBy: ['stranger.example'] }), ['none']],
    [
      "a signature of the platform on a stranger's mail",
      from('stranger.example', { signedBy: ['desk.example'] }),
      ['none'],
    ],
    ['our own mail server', from('desk.example', { isRelayed: true }), ['relay', 'none']],
    ['our own mail server, of a stranger', from('stranger.example', { isRelayed: true }), ['none']],
  ])('shown by %s is believed where so much is asked', (_what, origin, trusted) => {
    expect(trusts(origin)).toEqual(trusted);
  });

  it('is believed of the simulator for what it was sent, whatever is asked, and for nothing else', () => {
    const simulated = from('desk.example', { hasPassedDmarc: true, isRelayed: true, isSimulated: true });
    for (const trust of mailTrusts) {
      expect(isOriginTrusted(simulated, { trust, domains }, true)).toBe(true);
      expect(isOriginTrusted(simulated, { trust, domains }, false)).toBe(false);
    }
  });

  it('is never believed of a platform without domains, unless nothing is asked', () => {
    const anyOrigin = fc.record({
      ...{ fromDomain: fc.domain(), hasPassedDmarc: fc.boolean(), signedBy: fc.array(fc.domain()) },
      ...{ isRelayed: fc.boolean(), isSimulated: fc.constant(false) },
    });
    fc.assert(
      fc.property(anyOrigin, fc.constantFrom('dmarc', 'dkim', 'relay'), fc.boolean(), (origin, trust, is) => {
        expect(isOriginTrusted(origin, { trust, domains: [] }, is)).toBe(false);
      }),
    );
  });
});

describe('a domain', () => {
  it.each([
    ['a.example', true],
    ['b.a.example', true],
    ['ba.example', false],
    ['example', false],
    ['', false],
  ])('%s is within a.example: %s', (domain, is) => expect(isWithin(domain, ['a.example'])).toBe(is));
});
