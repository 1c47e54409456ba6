import { replyAddress } from '#core';
import {
  msUntilReset,
  type MailSender,
  type Platform,
  type PlatformAdapter,
  type PlatformConnection,
} from '#platform-kit';
import type { PlatformSection } from './catalogue.js';

export interface ConnectionParts {
  readonly platforms: readonly Platform[];
  readonly sectionOf: (key: string) => PlatformSection;
  readonly simulator: { readonly httpUrl: string; readonly mail: MailSender };
  /** Our mail server for armed platforms. */
  readonly mail: MailSender;
  readonly organisation: { readonly name: string; readonly from: string };
  /** Domain our own mailboxes stand in. */
  readonly replyDomain: string;
  readonly useQuota: (
    platform: string,
    windowEndMs: number,
    units: number,
    limit: number,
  ) => Promise<boolean>;
  readonly now: () => number;
  readonly timeoutMs: number;
}

/**
 * Adapters, connected to where their platform's mode allows: a platform that is not armed is handed its simulator's
 * addresses and credentials, whatever is configured.
 */
export class PlatformConnections {
  private readonly adapters = new Map<string, { settings: string; adapter: PlatformAdapter }>();

  constructor(private readonly parts: ConnectionParts) {}

  isKnown(key: string): boolean {
    return this.parts.platforms.some(({ manifest }) => manifest.key === key);
  }

  adapterFor(key: string, mode: 'rehearsed' | 'armed' | 'stopped'): PlatformAdapter {
    const platform = this.parts.platforms.find(({ manifest }) => manifest.key === key);
    if (!platform || mode === 'stopped')
      throw new Error(`platform ${key} is ${platform ? 'stopped' : 'not known'}`);
    const section = this.parts.sectionOf(key);
    const name = `${key} ${mode}`;
    // They may be others tomorrow, or read anew.
    const settings = JSON.stringify(section);
    const known = this.adapters.get(name);
    if (known?.settings === settings) return known.adapter;
    const adapter = platform.createAdapter(this.connection(platform, section, mode === 'armed'));
    this.adapters.set(name, { settings, adapter });
    return adapter;
  }

  private connection(platform: Platform, section: PlatformSection, isArmed: boolean): PlatformConnection {
    const { simulator, organisation, replyDomain, now, timeoutMs } = this.parts;
    const { key } = platform.manifest;
    const shared = {
      formUrls: section.formUrls,
      sender: {
        organisation: organisation.name,
        from: organisation.from,
        replyTo: replyAddress(key, replyDomain),
      },
      ...{ now, timeoutMs },
      useQuota: (call: string) => this.useQuota(platform, section, call, isArmed),
    };
    if (isArmed)
      return {
        ...shared,
        isRehearsal: false,
        httpBaseUrl: section.httpBaseUrl ?? platform.httpBaseUrl ?? '',
        mailboxes: section.mailboxes,
        secondContact: section.escalationAddress,
        mail: this.parts.mail,
        credentials: section.credentials,
      };
    const mailboxes = Object.entries(platform.simulation.mailboxes).map(
      ([channel, local]) => [channel, `${local}@${key}.simulator.invalid`] as const,
    );
    return {
      ...shared,
      isRehearsal: true,
      httpBaseUrl: `${simulator.httpUrl}/${key}/`,
      mailboxes: Object.fromEntries(mailboxes),
      // The stand-in has one mailbox; it takes what would go to a second one that is configured.
      secondContact: section.escalationAddress === null ? null : (mailboxes[0]?.[1] ?? null),
      mail: simulator.mail,
      credentials: platform.simulation.credentials,
    };
  }

  private async useQuota(
    { manifest }: Platform,
    section: PlatformSection,
    call: string,
    isArmed: boolean,
  ): Promise<boolean> {
    const { quota } = manifest.limits;
    const units = quota?.cost[call];
    // A rehearsal uses up nothing of the real grant.
    if (!quota || units === undefined || !isArmed) return true;
    const granted = section.quotaUnitsPerDay ?? quota.unitsPerDay;
    const limit = call.startsWith('verify') ? granted : granted - quota.reservedForVerification;
    const now = this.parts.now();
    return this.parts.useQuota(manifest.key, now + msUntilReset(quota.resetsAt, now), units, limit);
  }
}
