import { Resolver } from 'node:dns/promises';
import type { Config } from '#config';
import { isWithin } from '#core';
import { InboundMailServer, MailboxReader, OriginChecker, type ReceivedMail, type Resolve } from '#mail';
import type { Log } from '#telemetry';
import { incomingReply } from './incoming-reply.js';
import type { WorkerUseCases } from './use-cases.js';

export interface MailInParts {
  readonly config: Config;
  readonly cases: Pick<WorkerUseCases, 'catalogue' | 'mailboxes' | 'receiveReply'>;
  readonly log: Log;
  /** Absent: the name servers of this system. */
  readonly resolve: Resolve | undefined;
}

export interface MailIn {
  /** Port of our own mail server; null where it is switched off. */
  readonly port: number | null;
  close(): Promise<void>;
}

/** Takes the platforms' answers: by our own mail server, from a mailbox, or both. Each is kept before it is understood. */
export async function startMailIn({ config, cases, log, resolve }: MailInParts): Promise<MailIn> {
  const { inbound, imap } = config.mail;
  const { catalogue, receiveReply, mailboxes } = cases;
  const shared = {
    ...{ domain: inbound.domain, maxMessageBytes: inbound.maxMessageBytes, log },
    origins: originsOf(config, catalogue, resolve),
    onMail: async (mail: ReceivedMail) => {
      await receiveReply.run(incomingReply(mail, catalogue));
    },
  };
  const server = inbound.enabled
    ? new InboundMailServer({ ...shared, platforms: [...catalogue.keys()] })
    : undefined;
  const listening = await server?.listen({ host: inbound.host, port: inbound.port });
  const { host, port, secure, user, password, mailbox, marksSeen, pollEveryMs } = imap;
  const { leaseMs } = config.worker;
  const reader = new MailboxReader({ ...shared, mailboxes, leaseMs, marksSeen, pollEveryMs });
  if (host !== null && user !== null && password !== null)
    await reader.listen({ host, port, secure, user, password, mailbox });
  return {
    port: listening?.port ?? null,
    close: async () => {
      await Promise.all([server?.close(), reader.close()]);
    },
  };
}

function originsOf(
  { mail: { origin }, simulator }: Config,
  catalogue: WorkerUseCases['catalogue'],
  resolve: Resolve | undefined,
): OriginChecker {
  const { timeoutMs, authservId, relays } = origin;
  const system = new Resolver({ timeout: Math.ceil(timeoutMs / 2), tries: 2 });
  const domains = () => [...catalogue.values()].flatMap(({ mailDomains }) => mailDomains);
  return new OriginChecker({
    ...{ timeoutMs, authservId, relays: relays ?? [], simulators: simulator.mailNetworks },
    resolve: resolve ?? ((name, type) => system.resolve(name, type)),
    isPlatformDomain: (domain) => isWithin(domain, domains()),
  });
}
