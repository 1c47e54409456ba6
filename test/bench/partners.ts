import type { Platform } from '#platform-kit';
import { dedupeExample } from '../support/platforms/index.js';
import { sixthExample } from '../support/platforms/sixth-example/index.js';

const names = ['partner-1', 'partner-2', 'partner-3', 'partner-4', 'partner-5'] as const;

/** Calls side by side at one partner, as many as are claimed at once. */
const concurrency = 100;

/** Five platforms with a partner channel over HTTP: the made-up one, under five names. */
export const partners: readonly Platform[] = names.map((key) => partner(key));

/** What partners sign their callbacks with, while they are rehearsed. */
export const partnerSecret = dedupeExample.simulation.credentials['callbackSecret'] ?? '';

function partner(key: string): Platform {
  const { manifest, targets } = dedupeExample;
  const [api] = manifest.channels;
  if (!api) throw new Error(`${manifest.key} has no channel`);
  const channel = { ...api, id: `${key}-api` };
  return {
    ...dedupeExample,
    manifest: {
      ...manifest,
      ...{ key, name: key, channels: [channel], defaultChannel: channel.id, mailDomains: [`${key}.example`] },
      limits: { concurrency },
    },
    targets: {
      ...targets,
      platform: key,
      hosts: [{ host: `${key}.example` }],
      kinds: Object.fromEntries(
        Object.entries(targets.kinds).map(([kind, rules]) => [
          kind,
          { ...rules, url: rules.url?.replace('dedupe.example', `${key}.example`) ?? null },
        ]),
      ),
      shapes: targets.shapes.filter(({ hosts }) => hosts === undefined),
    },
    simulation: { ...dedupeExample.simulation, platform: key },
  };
}

const desks = ['desk-1', 'desk-2', 'desk-3', 'desk-4', 'desk-5'] as const;

/** Five platforms that take notices by mail: the made-up one, under five names. */
export const mailPartners: readonly Platform[] = desks.map((key) => {
  const { manifest, targets, simulation } = sixthExample;
  const [mail] = manifest.channels;
  if (!mail) throw new Error(`${manifest.key} has no channel`);
  const channel = { ...mail, id: `${key}-mail` };
  return {
    ...sixthExample,
    manifest: {
      ...manifest,
      ...{ key, name: key, channels: [channel], defaultChannel: channel.id, mailDomains: [`${key}.example`] },
      limits: { concurrency },
    },
    targets: {
      ...targets,
      ...{ platform: key, hosts: [{ host: `${key}.example` }] },
      kinds: { clip: { namesPerson: false, ids: ['clip'], url: `https://${key}.example/~/{clip}` } },
    },
    simulation: { ...simulation, platform: key, mailboxes: { [channel.id]: 'desk' } },
  };
});

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
