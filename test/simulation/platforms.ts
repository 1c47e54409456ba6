import type { PlatformCatalogue, PlatformSettings } from '#application';
import type { PlatformManifest, TargetRules, UnknownOutcomeRule } from '#core';
import { manifest as dedupe } from '../support/platforms/dedupe-example/manifest.js';
import { targets as dedupeTargets } from '../support/platforms/dedupe-example/targets.js';
import { manifest as lookup } from '../support/platforms/lookup-example/manifest.js';
import { targets as lookupTargets } from '../support/platforms/lookup-example/targets.js';
import { manifest as mail } from '../support/platforms/sixth-example/manifest.js';
import { targets as mailTargets } from '../support/platforms/sixth-example/targets.js';

/** A desk that is answered in its thread, too, and takes two targets in one notice. */
const answering: PlatformManifest = {
  ...mail,
  abilities: [...mail.abilities, 'supplyInformation'],
  channels: mail.channels.map((channel) => ({ ...channel, targetsPerNotice: 2 })),
};

/** One platform for each rule of what happens when nobody knows whether a notice arrived. */
export const keys = ['sixth-example', 'marked-example', 'lookup-example', 'dedupe-example'] as const;
export type Key = (typeof keys)[number];

export const ruleOf: Record<Key, UnknownOutcomeRule> = {
  'sixth-example': 'askPerson',
  'marked-example': 'resendMarked',
  'lookup-example': 'lookup',
  'dedupe-example': 'replay',
};

export const catalogue: PlatformCatalogue = new Map<string, PlatformSettings>([
  [mail.key, settings(answering, mailTargets)],
  ['marked-example', markedSettings()],
  [lookup.key, settings(lookup, lookupTargets)],
  [dedupe.key, { ...settings(dedupe, dedupeTargets), noticesPerMinute: 6 }],
]);

export function addressAt(key: Key, number: number): string {
  const digits = String(number).padStart(12, '0');
  switch (key) {
    case 'sixth-example':
      return `https://sixth.example/~/${digits}`;
    case 'marked-example':
      return `https://marked.example/~/${digits}`;
    case 'lookup-example':
      return `https://lookup.example/p/${digits}`;
    case 'dedupe-example':
      return `https://dedupe.example/clip/${digits}`;
  }
}

function settings(manifest: PlatformManifest, targets: TargetRules): PlatformSettings {
  const { mailDomains } = manifest;
  return {
    ...{ manifest, targets, hasCredentials: true, onUnknown: {} },
    ...{ mailDomains, mailTrust: {}, hasSecondContact: false },
  };
}

/** The mail platform once more, set to send a marked repeat by itself. */
function markedSettings(): PlatformSettings {
  const key = 'marked-example';
  const targets = { ...mailTargets, platform: key, hosts: [{ host: 'marked.example' }] };
  return { ...settings({ ...answering, key }, targets), onUnknown: { 'sixth-mail': 'resendMarked' } };
}
