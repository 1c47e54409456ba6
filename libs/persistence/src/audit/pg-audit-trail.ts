import type pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { GroupCommit } from '#application';
import type { Actor } from './acting.js';

export interface AuditEntry {
  readonly act: 'READ' | 'CHANGE';
  /** NOBODY tried to sign in, and was refused. */
  readonly actor: Omit<Actor, 'kind'> & { readonly kind: Actor['kind'] | 'NOBODY' };
  /** What the request named: ids and codes of its route, never what somebody wrote. */
  readonly subject: readonly string[];
  /** The report, by what is known of it; at most one of them. */
  readonly about: {
    readonly reportId?: string;
    readonly reference?: string;
    readonly submissionId?: string;
    readonly replyId?: string;
    readonly alertId?: string;
    readonly approvalId?: string;
  };
}

/**
 * Writes who reads and asks for changes. An entry is committed when `add` resolves; entries of one moment share a commit.
 */
export class PgAuditTrail {
  private readonly commits: GroupCommit<AuditEntry>;

  constructor(pool: pg.Pool) {
    this.commits = new GroupCommit(async (entries) => {
      await pool.query(insertEntries, [JSON.stringify(entries.map(columnsOf))]);
    });
  }

  add(entry: AuditEntry): Promise<void> {
    return this.commits.add(entry);
  }
}

const insertEntries = `
  INSERT INTO audit_entries (id, act, operation, caller_kind, caller_id, report_id, subject, reason_id, origin)
  SELECT i.id, i.act, i.operation, i.caller_kind, i.caller_id, CASE
      WHEN i.report_id IS NOT NULL THEN i.report_id
      WHEN i.reference IS NOT NULL THEN (SELECT r.id FROM reports r WHERE r.reference = i.reference)
      WHEN i.submission_id IS NOT NULL THEN (SELECT s.report_id FROM submissions s WHERE s.id = i.submission_id)
      WHEN i.reply_id IS NOT NULL THEN (SELECT s.report_id FROM replies p JOIN submissions s ON s.id = p.submission_id
        WHERE p.id = i.reply_id)
      WHEN i.alert_id IS NOT NULL THEN (SELECT a.report_id FROM alerts a WHERE a.id = i.alert_id)
      WHEN i.approval_id IS NOT NULL THEN (SELECT a.report_id FROM approvals a WHERE a.id = i.approval_id)
    END, i.subject, i.reason_id, i.origin
  FROM jsonb_to_recordset($1::jsonb) AS i(id uuid, act text, operation text, caller_kind text, caller_id uuid,
    report_id uuid, reference text, submission_id uuid, reply_id uuid, alert_id uuid, approval_id uuid, subject text[],
    reason_id uuid, origin text)`;

function columnsOf({ act, actor, subject, about }: AuditEntry) {
  return {
    id: uuidv7(),
    ...{ act, subject, operation: actor.operation, caller_kind: actor.kind, caller_id: actor.id },
    ...{ reason_id: actor.reasonId, origin: actor.origin },
    report_id: about.reportId,
    reference: about.reference,
    submission_id: about.submissionId,
    reply_id: about.replyId,
    alert_id: about.alertId,
    approval_id: about.approvalId,
  };
}
