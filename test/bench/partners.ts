import type { Platform } from '#platform-kit';
import { dedupeExample } from '../support/platforms/index.js';

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

/** A report with one target at each of the partners. All synthetic. */
export function partnerReport(index: number) {
  return {
    category: 'CYBERBULLYING',
    targets: names.map((name) => ({ input: `https://${name}.example/clip/${clip(index)}` })),
    explanation: 'Synthetic explanation of ordinary length. '.repeat(10),
    goodFaith: true,
    caller: { role: 'PARENT' },
    language: 'en',
  };
}

function clip(index: number): string {
  return `Clip${String(index).padStart(8, '0')}`;
}
