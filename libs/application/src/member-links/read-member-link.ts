import { languages, memberChannel, type ChannelManifest, type Language, type MemberAnswer } from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { MemberLinkStore } from '../ports/member-link-store.js';
import type { NoticeRequest, PlatformAdapter } from '../ports/platform-adapter.js';

export interface MemberInstructions {
  readonly platform: string;
  readonly platformName: string;
  readonly steps: Readonly<Record<Language, readonly string[]>>;
  readonly answer: MemberAnswer | null;
  readonly expiresAtMs: number;
}

/** What a member reads who opens their link: what to do in the app, and nothing of the report. */
export class ReadMemberLink {
  constructor(
    private readonly parts: {
      readonly links: MemberLinkStore;
      readonly platforms: PlatformCatalogue;
      readonly adapterFor: (platform: string) => Pick<PlatformAdapter, 'prepareHandoff'>;
    },
  ) {}

  /** @returns undefined where the link is unknown, expired or ended */
  async run(tokenHash: Uint8Array): Promise<MemberInstructions | undefined> {
    const { links, platforms, adapterFor } = this.parts;
    const link = await links.find(tokenHash);
    const manifest = link && platforms.get(link.platform)?.manifest;
    const channel = manifest && memberChannel(manifest, link);
    if (!channel) return undefined;
    const { platform, targetKind, answer, expiresAtMs } = link;
    const adapter = adapterFor(platform);
    const steps = Object.fromEntries(
      languages.map((language) => [
        language,
        adapter.prepareHandoff(blankNotice(channel, targetKind, language)).steps,
      ]),
    ) as MemberInstructions['steps'];
    return { platform, platformName: manifest.name, steps, answer, expiresAtMs };
  }
}

/** A notice that says nothing: what is made of it cannot tell anything of the report, whose key is never opened. */
export function blankNotice(channel: ChannelManifest, targetKind: string, language: Language): NoticeRequest {
  return {
    ...{ submissionId: '', reference: '', channel, language },
    regime: channel.regimes[0] ?? 'USER',
    target: { kind: targetKind, key: '', ids: [], url: null, locator: null },
    category: { code: '', labels: { en: '', fr: '', nl: '', de: '' }, notifierNameOptional: true },
    ...{ asks: [], explanation: '', legalBases: [], goodFaithAtMs: 0 },
    ...{ seenAt: null, repeatOf: null, removedBefore: null },
  };
}
