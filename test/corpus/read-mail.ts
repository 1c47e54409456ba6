import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingReply, PlatformCatalogue, PlatformMessage, Reading } from '#application';
import type { Fact } from '#core';
import type { PlatformConnection } from '#platform-kit';
import { platforms } from '#platforms';
import { incomingReply } from '../../apps/worker/src/incoming-reply.js';
import { MailReader } from '../../libs/mail/src/mail-reader.js';
import { learned, type CorpusMail, type Said, type SaidFacts } from './expected.js';

export interface ReadMail {
  readonly said: Said;
  /** Whether anything in it leads to a notice of ours: a reference, or the thread. */
  readonly namesOurNotice: boolean;
}

/** One mail of the corpus the whole way the product takes it: reader, cut of quotes, the platform's own reading. */
export async function readMail(mail: CorpusMail, folder = learned.folder): Promise<ReadMail> {
  const reply = await messageIn(mail, folder);
  const namesOurNotice =
    reply.references.length > 0 || reply.inReplyTo.some((id) => id.endsWith('@helpline.example'));
  if (reply.bounce)
    return { said: { kind: 'bounce', isPermanent: reply.bounce.isPermanent }, namesOurNotice };
  return { said: readAs(mail.platform, reply.text, reply), namesOurNotice };
}

/** A mail as the worker keeps it. */
export async function messageIn(
  { file, platform }: CorpusMail,
  folder = learned.folder,
): Promise<IncomingReply> {
  const bytes = readFileSync(join(folder, file));
  const reader = new MailReader();
  await reader.write(bytes);
  const envelopeFrom = /^Return-Path:[ ]*<([^>]*)>/.exec(bytes.toString('latin1'))?.[1] ?? '';
  return incomingReply(
    await reader.finish({ recipientTag: platform, addressedTo: [], envelopeFrom }),
    catalogue,
  );
}

const catalogue = new Map(
  platforms.map(({ manifest }) => [
    manifest.key,
    { manifest, mailTrust: {}, mailDomains: manifest.mailDomains },
  ]),
) as unknown as PlatformCatalogue;

/** Reading is pure: whatever else a connection holds is never touched. */
const nowhere = {
  isRehearsal: true,
  httpBaseUrl: 'http://127.0.0.1:9/',
  credentials: {},
} as unknown as PlatformConnection;
const adapters = new Map(
  platforms.map((platform) => [platform.manifest.key, platform.createAdapter(nowhere)] as const),
);

/** What a platform's own reader makes of a text. */
export function readAs(
  platform: string,
  text: string,
  { subject = '', isAutomatic = false }: Partial<Pick<PlatformMessage, 'subject' | 'isAutomatic'>> = {},
): Said {
  const times = { receivedAtMs: Date.UTC(2026, 10, 24, 12), writtenAtMs: Date.UTC(2026, 10, 24, 11) };
  const message: PlatformMessage = { via: 'EMAIL', ...times, subject, text, isAutomatic };
  const reading = adapters.get(platform)?.readReply?.(message);
  if (reading === undefined) throw new Error(`${platform} reads no replies`);
  return saidIn(reading);
}

function saidIn(reading: Reading): Said {
  if (reading.outcome === 'unreadable') return { kind: 'staff' };
  if (reading.facts.length === 0) return { kind: 'automatic' };
  const said: SaidFacts = { kind: 'facts', ...(reading.namesPersons ? { namesPersons: true } : {}) };
  return reading.facts.reduce<SaidFacts>((all, fact) => ({ ...all, ...saidBy(fact) }), said);
}

function saidBy(fact: Fact): Partial<SaidFacts> {
  switch (fact.kind) {
    case 'acknowledged':
      return {
        acknowledged: true,
        ...(fact.externalRef === undefined ? {} : { externalRef: fact.externalRef }),
      };
    case 'actioned':
      return { effects: fact.effects, territories: fact.territories ?? [] };
    case 'refused':
      return { refused: fact.reason };
    case 'duplicate':
      return { duplicate: fact.ofRef ?? true };
    case 'asksAnswered':
      return { answers: fact.answers };
    case 'reviewStarted':
    case 'informationRequested':
    case 'memberReportRequired':
    case 'notFound':
    case 'reversed':
      return { [fact.kind]: true };
    default:
      throw new Error(`a reply never says ${fact.kind}`);
  }
}
