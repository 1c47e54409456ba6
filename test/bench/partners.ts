import type { Platform } from '#platform-kit';
import { dedupeExample } from '../support/platforms/index.js';
import { sixthExample } from '../support/platforms/sixth-example/index.js';

const names = ['partner-1', 'partner-2', 'partner-3', 'partner-4', 'partner-5'] as const;

/** Calls side by side at one partner, as many as are claimed at once. */
const concurrency = 100;

/** Five platforms with a partner channel over HTTP: the made-up one, under five names. */
export const partners: readonly Platform[] = names.map((key) => {
  const { kinds, shapes } = dedupeExample.targets;
  return renamed(dedupeExample, key, {
    kinds: Object.fromEntries(
      Object.entries(kinds).map(([kind, rules]) => [
        kind,
        { ...rules, url: rules.url?.replace('dedupe.example', `${key}.example`) ?? null },
      ]),
    ),
    shapes: shapes.filter(({ hosts }) => hosts === undefined),
  });
});

const desks = ['desk-1', 'desk-2', 'desk-3', 'desk-4', 'desk-5'] as const;

/** Five platforms that take notices by mail: the made-up one, under five names. */
export const mailPartners: readonly Platform[] = desks.map((key) =>
  renamed(sixthExample, key, {
    kinds: { clip: { namesPerson: false, ids: ['clip'], url: `https://${key}.example/~/{clip}` } },
  }),
);

/** The same platform under another name, with one channel and one host. */
function renamed(platform: Platform, key: string, targets: Partial<Platform['targets']>): Platform {
  const { manifest, simulation } = platform;
  const [first] = manifest.channels;
  if (!first) throw new Error(`${manifest.key} has no channel`);
  const channel = { ...first, id: `${key}-channel` };
  const boxes = Object.values(simulation.mailboxes).map((box) => [channel.id, box] as const);
  return {
    ...platform,
    manifest: {
      ...manifest,
      ...{ key, name: key, channels: [channel], defaultChannel: channel.id, mailDomains: [`${key}.example`] },
      limits: { concurrency },
    },
    targets: { ...platform.targets, platform: key, hosts: [{ host: `${key}.example` }], ...targets },
    simulation: { ...simulation, platform: key, mailboxes: Object.fromEntries(boxes) },
  };
}

/** What partners sign their callbacks with, while they are rehearsed. */
export const partnerSecret = dedupeExample.simulation.credentials['callbackSecret'] ?? '';

/** A report with one target at each of the partners. All synthetic. */
export function partnerReport(index: number) {
  return reportOn(names.map((name) => `https://${name}.example/clip/${clip(index)}`));
}

/** The same at those that take mails. */
export function mailPartnerReport(index: number) {
  const hex = index.toString(16).padStart(12, '0');
  return reportOn(desks.map((name) => `https://${name}.example/~/${hex}`));
}

function reportOn(addresses: readonly string[]) {
  return {
    category: 'CYBERBULLYING',
    targets: addresses.map((input) => ({ input })),
    explanation: 'Synthetic explanation of ordinary length. '.repeat(10),
    goodFaith: true,
    caller: { role: 'PARENT' },
    language: 'en',
  };
}

function clip(index: number): string {
  return `Clip${String(index).padStart(8, '0')}`;
}
