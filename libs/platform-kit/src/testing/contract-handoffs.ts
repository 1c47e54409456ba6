import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { NoticeRequest } from '#application';
import { languages, type ChannelManifest } from '#core';
import type { Platform } from '../platform.js';
import { acceptedKinds, anExampleNotice, exampleCategories } from './example-notice.js';
import type { SimulationHost } from './simulation-host.js';

/** What a person is handed for each channel. */
export function describeHandoffs(platform: Platform, host: () => SimulationHost): void {
  describe.each(platform.manifest.channels.map((channel) => [channel.id, channel] as const))(
    'a hand-off through %s',
    (_id, channel) => {
      it('is prepared for every category, kind and language, within the limits of the form', () => {
        const adapter = platform.createAdapter(host().connection);
        for (const notice of allNotices(platform, channel)) {
          const handoff = adapter.prepareHandoff(notice);
          expect(handoff.steps.length).toBeGreaterThan(0);
          expect(handoff.steps.every((step) => step.trim() !== '')).toBe(true);
          expect(new Set(handoff.fields.map(({ label }) => label)).size).toBe(handoff.fields.length);
          for (const { label, value, maxChars } of handoff.fields) {
            expect(label.trim()).not.toBe('');
            expect(value.length).toBeLessThanOrEqual(maxChars ?? Infinity);
          }
        }
      });

      it('says, in the language of each report, where the number is found that is confirmed by mail', () => {
        const adapter = platform.createAdapter(host().connection);
        const hints = languages.map(
          (language) => adapter.prepareHandoff(anExampleNotice(platform, channel, { language })).numberHint,
        );
        const isByHand = channel.kind === 'ASSISTED_FORM' || channel.kind === 'PORTAL';
        if (isByHand && channel.acknowledgement.startsWith('EMAIL')) expect(hints).not.toContain(null);
        expect(new Set(hints).size).toBe(hints[0] === null ? 1 : languages.length);
      });

      it('is the same for the same notice', () => {
        const adapter = platform.createAdapter(host().connection);
        const notice = anExampleNotice(platform, channel);
        expect(adapter.prepareHandoff(notice)).toEqual(adapter.prepareHandoff(notice));
      });

      it('asks a member the same whatever is reported: their steps tell nothing of it', () => {
        if (channel.kind !== 'IN_APP_BY_MEMBER') return;
        const adapter = platform.createAdapter(host().connection);
        for (const language of languages) {
          const notice = anExampleNotice(platform, channel, { language });
          const { steps } = adapter.prepareHandoff(notice);
          expect(adapter.prepareHandoff(emptied(notice)).steps).toEqual(steps);
        }
      });

      it('carries the explanation and says what is reported', () => {
        if (channel.kind === 'LAW_ENFORCEMENT_ONLY' || channel.kind === 'IN_APP_BY_MEMBER') return;
        const notice = anExampleNotice(platform, channel);
        const text = inspect(platform.createAdapter(host().connection).prepareHandoff(notice), { depth: 9 });
        expect(text).toContain('canary-explanation');
        expect(text).toContain(notice.target.url ?? notice.target.ids[0]);
      });
    },
  );
}

/** The same notice without anything of its report, as the page of a member's link is made from. */
function emptied(notice: NoticeRequest): NoticeRequest {
  return {
    ...notice,
    ...{ submissionId: '', reference: '', explanation: '', asks: [], seenAt: null, goodFaithAtMs: 0 },
    target: { kind: notice.target.kind, key: '', ids: [], url: null, locator: null },
    category: { code: '', labels: { en: '', fr: '', nl: '', de: '' }, notifierNameOptional: true },
  };
}

function* allNotices(platform: Platform, channel: ChannelManifest): Generator<NoticeRequest> {
  const kinds = acceptedKinds(platform, channel);
  for (const kind of kinds.length > 0 ? kinds : Object.keys(platform.targets.kinds)) {
    for (const categoryCode of Object.keys(exampleCategories)) {
      for (const language of languages) {
        yield anExampleNotice(platform, channel, {
          kind,
          categoryCode,
          language,
          asks: platform.manifest.asks,
        });
      }
    }
    yield anExampleNotice(platform, channel, {
      kind,
      explanation: 'x'.repeat(30_000),
      asks: [],
      seenAt: null,
    });
    yield anExampleNotice(platform, channel, { kind, explanation: '👩‍🏫é\n\n— "quoted"', asks: [] });
  }
}
