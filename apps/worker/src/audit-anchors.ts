import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AnchorPort, AuditHead, MailSender } from '#application';
import type { Config } from '#config';
import { anchorLine } from '#persistence';

/** The ways out of the database that are configured. */
export function auditAnchors(
  { audit, alerts, organisation, mail }: Pick<Config, 'audit' | 'alerts' | 'organisation' | 'mail'>,
  sender: MailSender,
): AnchorPort[] {
  const from = alerts.from ?? organisation.from;
  return [
    ...(audit.anchorPath === null ? [] : [fileAnchor(audit.anchorPath)]),
    ...(audit.anchorTo === null
      ? []
      : [mailAnchor({ sender, from, to: audit.anchorTo, messageDomain: mail.inbound.domain })]),
  ];
}

/** A line a head, on disk before it counts as kept. */
function fileAnchor(path: string): AnchorPort {
  return {
    way: 'FILE',
    keep: async (head) => {
      try {
        await mkdir(dirname(path), { recursive: true });
        const file = await open(path, 'a', 0o644);
        try {
          await file.appendFile(`${anchorLine(head)}\n`);
          await file.sync();
        } finally {
          await file.close();
        }
        return undefined;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? 'unknown';
      }
    },
  };
}

interface MailAnchorParts {
  readonly sender: MailSender;
  readonly from: string;
  readonly to: readonly string[];
  readonly messageDomain: string;
}

/** Whoever keeps the mail keeps the head. One that arrives twice has the same Message-ID. */
function mailAnchor({ sender, from, to, messageDomain }: MailAnchorParts): AnchorPort {
  return {
    way: 'MAIL',
    keep: async (head) => {
      for (const [index, address] of to.entries()) {
        const { outcome } = await sender.send({
          ...{
            from,
            to: address,
            replyTo: from,
            subject: `Uniflag audit ${head.sequence}`,
            text: mailText(head),
          },
          messageId: `audit-${head.sequence}-${index}@${messageDomain}`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        if (outcome !== 'accepted') return outcome;
      }
      return undefined;
    },
  };
}

function mailText(head: AuditHead): string {
  return [
    'Keep this mail: it proves what the record held at this time.',
    'To compare, put the line below into a file: npx uniflag audit verify --anchor <file>',
    '',
    anchorLine(head),
    '',
  ].join('\n');
}
