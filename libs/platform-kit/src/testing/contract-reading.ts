import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { PlatformMessage, Reading } from '#application';
import { effects, removingEffects, replyFactKinds, visibilities, type FactKind } from '#core';
import type { Platform } from '../platform.js';
import { anExampleTarget } from './example-notice.js';
import type { SimulationHost } from './simulation-host.js';
import { notRemovals } from './not-removals.js';

/** A message from the platform, received at noon. */
export function aMessage(text: string, also: Partial<PlatformMessage> = {}): PlatformMessage {
  const atMs = Date.UTC(2026, 10, 23, 12);
  return { via: 'EMAIL', receivedAtMs: atMs, writtenAtMs: atMs, subject: 'Your report', text, ...also };
}

/** What an adapter makes of whatever a platform, or somebody in its name, writes. */
export function describeReading(platform: Platform, host: () => SimulationHost): void {
  const { abilities } = platform.manifest;
  const adapter = () => platform.createAdapter(host().connection);

  if (abilities.includes('readReply')) {
    const read = (message: PlatformMessage): Reading => {
      const reading = adapter().readReply?.(message);
      if (reading === undefined) throw new Error('readReply is missing');
      return reading;
    };

    describe('its reading of replies', () => {
      it('never throws, gives only facts that replies can carry, and always the same', () => {
        fc.assert(
          fc.property(anyMessage, (message) => {
            const reading = read(message);
            expect(read(message)).toEqual(reading);
            if (reading.outcome === 'unreadable') return;
            expect(reading.facts.length).toBeGreaterThan(0);
            for (const fact of reading.facts) {
              expect([...replyFactKinds, 'seen'] as FactKind[]).toContain(fact.kind);
              if (fact.kind === 'actioned')
                expect(fact.effects.filter((effect) => !effects.includes(effect))).toEqual([]);
            }
          }),
        );
      });

      it('never takes random text for a removal', () => {
        fc.assert(fc.property(anyMessage, (message) => !saysRemoved(read(message))));
      });

      it.each(notRemovals)('does not read a removal into: %s', (sentence) => {
        expect(saysRemoved(read(aMessage(sentence)))).toBe(false);
        expect(saysRemoved(read(aMessage(`Hello,\n\n${sentence}\n\nKind regards`)))).toBe(false);
        expect(saysRemoved(read(aMessage('Thank you.', { subject: sentence })))).toBe(false);
      });

      it('stays quick on very long text', () => {
        const heaps = [
          'not ',
          'we removed ',
          'the video the ',
          ' ',
          'a',
          'report number 1',
          '. ',
          'supprimé ',
        ];
        const texts = [19_000, 200_000].flatMap((chars) =>
          heaps.map((heap) => heap.repeat(chars / heap.length)),
        );
        const startedAtMs = performance.now();
        for (const text of texts) read(aMessage(text));
        expect(performance.now() - startedAtMs).toBeLessThan(2_000);
      });
    });
  }

  if (abilities.includes('verifyReply')) {
    it('believes no callback without a signature', () => {
      const headers = fc.dictionary(fc.string(), fc.string(), { maxKeys: 5 });
      fc.assert(
        fc.property(
          headers,
          fc.uint8Array({ maxLength: 200 }),
          (names, body) => !adapter().verifyReply?.(names, body),
        ),
      );
    });
  }

  if (abilities.includes('checkVisibility')) {
    it('says of every kind what can be seen of it', async () => {
      for (const kind of Object.keys(platform.targets.kinds)) {
        const reading = await adapter().checkVisibility?.(anExampleTarget(platform, kind));
        expect(visibilities).toContain(reading?.visibility);
      }
    });
  }
}

/** Random text, and random heaps of the words that such mails are made of (none of which says a removal). */
const words = [
  'the',
  'video',
  'not',
  'account',
  'review',
  'vidéo',
  'niet',
  'nicht',
  'report',
  'we',
  'nous',
  'UF-2026',
  '#',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((all) => all.join(' ')),
  fc.json(),
);
const anyMessage: fc.Arbitrary<PlatformMessage> = fc.record({
  via: fc.constantFrom('EMAIL', 'CALLBACK', 'POLL', 'STAFF'),
  receivedAtMs: fc.nat(),
  writtenAtMs: fc.nat(),
  subject: anyText,
  text: anyText,
});

function saysRemoved(reading: Reading): boolean {
  if (reading.outcome === 'unreadable') return false;
  return reading.facts.some(
    (fact) => fact.kind === 'actioned' && fact.effects.some((effect) => removingEffects.includes(effect)),
  );
}
