import { describe, expect, it } from '@jest/globals';
import {
  adapterAbilities,
  asks,
  channelKinds,
  effects,
  languages,
  regimes,
  unknownOutcomeRules,
} from '#core';
import { simulatedFaults } from '../simulation.js';
import type { Platform } from '../platform.js';
import { exampleCategories } from './example-notice.js';
import type { SimulationHost } from './simulation-host.js';

/** What the manifest claims fits together and fits the adapter, the targets and the simulation. */
export function describeManifest(platform: Platform, host: () => SimulationHost): void {
  const { manifest, targets, simulation } = platform;
  const machine = manifest.channels.filter(({ kind }) => kind === 'API' || kind === 'EMAIL');
  const ids = manifest.channels.map(({ id }) => id);

  describe('its manifest', () => {
    it('lists exactly the abilities that the adapter has', () => {
      const adapter = platform.createAdapter(host().connection);
      const found = adapterAbilities.filter((ability) => typeof adapter[ability] === 'function');
      expect([...manifest.abilities].sort()).toEqual([...found].sort());
    });

    it('goes by one key everywhere', () => {
      expect(manifest.key).toMatch(/^[a-z][a-z0-9-]*$/);
      expect([targets.platform, simulation.platform]).toEqual([manifest.key, manifest.key]);
    });

    it('gives every channel an id of its own and known words', () => {
      expect(new Set(ids).size).toBe(ids.length);
      for (const channel of manifest.channels) {
        expect(channelKinds).toContain(channel.kind);
        expect(channel.regimes.filter((regime) => !regimes.includes(regime))).toEqual([]);
        expect(channel.languages.filter((language) => !languages.includes(language))).toEqual([]);
      }
    });

    it('says for machine channels alone what to do about an unknown outcome', () => {
      for (const { kind, onUnknown } of manifest.channels) {
        if (kind === 'API' || kind === 'EMAIL') expect(unknownOutcomeRules).toContain(onUnknown);
        else expect(onUnknown).toBeUndefined();
      }
      if (machine.some(({ onUnknown }) => onUnknown === 'lookup'))
        expect(manifest.abilities).toContain('findReceipt');
    });

    it('names channels that exist', () => {
      expect(ids).toContain(manifest.defaultChannel);
      if (manifest.channelWithCredentials !== undefined) {
        expect(ids).toContain(manifest.channelWithCredentials);
        expect(manifest.credentials).not.toEqual([]);
      }
    });

    it('accepts target kinds and categories that exist', () => {
      for (const channel of manifest.channels) {
        const accepted = channel.accepts === '*' ? [] : channel.accepts;
        expect(accepted.filter((kind) => !(kind in targets.kinds))).toEqual([]);
        expect((channel.forCategories ?? []).filter((code) => !(code in exampleCategories))).toEqual([]);
      }
      expect(Object.keys(manifest.reasons).filter((code) => !(code in exampleCategories))).toEqual([]);
    });

    it('never lets a machine or a member use the channel of the police', () => {
      const police = manifest.channels.filter(({ kind }) => kind === 'LAW_ENFORCEMENT_ONLY');
      for (const channel of police) expect(channel).toMatchObject({ accepts: [], regimes: [] });
      const others = manifest.channels.filter(({ kind }) => kind !== 'LAW_ENFORCEMENT_ONLY');
      for (const channel of others) {
        expect(channel.regimes).not.toEqual([]);
        expect(channel.languages).not.toEqual([]);
        expect(channel.maxExplanationChars).toBeGreaterThan(0);
      }
    });

    it('says where each channel was read, and when', () => {
      for (const { source } of manifest.channels) {
        expect(source.readOn).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
        expect(['verified', 'recalled', 'unclear']).toContain(source.certainty);
        if (source.certainty === 'verified') expect(source.url).toMatch(/^https:\/\//);
      }
    });

    it('knows only asks and effects of the core', () => {
      expect(manifest.asks.filter((ask) => !asks.includes(ask))).toEqual([]);
      expect(manifest.effects.filter((effect) => !effects.includes(effect))).toEqual([]);
    });

    it('pays for every call out of a quota that reaches for at least one notice', () => {
      const { quota, concurrency } = manifest.limits;
      expect(concurrency).toBeGreaterThan(0);
      if (quota === undefined) return;
      const dearest = Math.max(...Object.values(quota.cost));
      expect(quota.unitsPerDay - quota.reservedForVerification).toBeGreaterThanOrEqual(dearest);
      expect(() => new Intl.DateTimeFormat('en', { timeZone: quota.resetsAt.timeZone })).not.toThrow();
    });
  });

  describe('its simulation', () => {
    it('hands out every credential that the adapter needs', () => {
      const needed = manifest.credentials.map(({ name }) => name);
      expect(Object.keys(simulation.credentials).sort()).toEqual([...needed].sort());
    });

    it('has a mailbox for every e-mail channel', () => {
      const mailChannels = manifest.channels.filter(({ kind }) => kind === 'EMAIL').map(({ id }) => id);
      expect(Object.keys(simulation.mailboxes).sort()).toEqual([...mailChannels].sort());
    });

    it('starts with steps that it knows', () => {
      for (const { reply, fault, afterMs } of simulation.defaultSteps) {
        expect(afterMs).toBeGreaterThanOrEqual(0);
        if (reply !== undefined) expect(simulation.replies).toContain(reply);
        if (fault !== undefined) expect(simulatedFaults).toContain(fault);
      }
    });
  });
}
