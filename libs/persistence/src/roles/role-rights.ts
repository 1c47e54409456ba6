/** Roles under which processes work; the owner of the tables is none of them. */
export const databaseRoles = ['uniflag_api', 'uniflag_worker', 'uniflag_auditor'] as const;
export type DatabaseRole = (typeof databaseRoles)[number];

type Right = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

interface TableRights {
  readonly rights: readonly Right[];
  /** Columns it may not read. */
  readonly unreadable?: readonly string[];
  /** The columns it may read; absent is all but those. */
  readonly readable?: readonly string[];
}

const none: TableRights = { rights: [] };
const read: TableRights = { rights: ['SELECT'] };
const append: TableRights = { rights: ['SELECT', 'INSERT'] };
const keep: TableRights = { rights: ['SELECT', 'INSERT', 'UPDATE'] };
const all: TableRights = { rights: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] };

/** What is only ever added to. */
const logs = ['events', 'audit_entries', 'platform_changes', 'channel_marks', 'erasures', 'key_clearings'];
const seals = ['audit_links', 'audit_heads', 'audit_anchors'];
/** Filled by migrations and by who grants. */
const owners = ['migrations', 'role_grants'];

/** Tables that hold something of what was reported, or a key to it: row rules let in the roles named here alone. */
export const contentTables = [
  ...['reports', 'submissions', 'replies', 'follow_ups', 'report_holds', 'report_keeps', 'withdrawals'],
  ...['data_keys', 'idempotency_keys', 'screenshots', 'report_notes'],
];

/** Of these whole rows go when a report is erased. */
const erasedWhole = ['data_keys', 'idempotency_keys', 'screenshots', 'report_notes'];

/** Where a role does not have all rights; tables that are not named have all for the API and the worker. */
const exceptions: Readonly<Record<'uniflag_api' | 'uniflag_worker', Readonly<Record<string, TableRights>>>> =
  {
    uniflag_api: {
      ...rightsOn([...logs, 'installation', 'annual_reports'], append),
      ...rightsOn([...seals, ...owners, 'picture_scans', 'webhook_attempts', 'endpoint_notices'], read),
      // Who runs the installation imports them.
      ...rightsOn(['transparency_days', 'transparency_counts'], read),
      // Workers count and add up.
      ...rightsOn(['notice_history', 'notice_history_counts', 'outcome_cells', 'outcome_keeping'], read),
      outcome_changes: append,
      ...rightsOn(['endpoint_mails', 'digests'], none),
      // It makes signing secrets and never needs one again.
      webhook_endpoints: { ...keep, unreadable: ['secret', 'new_secret'] },
      ...rightsOn(
        // Of the others it takes away what is erased at once where somebody asks.
        contentTables.filter((table) => !erasedWhole.includes(table)),
        keep,
      ),
      ...rightsOn(['sends', 'observations', 'outbox', 'alerts', 'platforms', 'webhook_deliveries'], keep),
    },
    uniflag_worker: {
      ...rightsOn([...logs, ...seals, 'installation'], append),
      ...rightsOn([...owners, 'annual_reports'], read),
      picture_scans: keep,
      // It destroys them when their time is over.
      webhook_attempts: { rights: ['SELECT', 'INSERT', 'DELETE'] },
      // Who signs in is none of its business.
      ...rightsOn(['api_keys', 'sessions', 'sign_in_codes', 'calendar_links', 'saved_views'], none),
      ...rightsOn(['transparency_days', 'transparency_counts'], none),
      // It ends claims of reports that it closes, and says of nobody that they have one.
      report_claims: { rights: ['SELECT', 'DELETE'], readable: ['report_id'] },
      // It mails digests to them.
      people: {
        rights: ['SELECT'],
        readable: ['id', 'mail', 'roles', 'language', 'status', 'wants_digests'],
      },
      // It erases them with their report, and reads no token.
      member_links: { rights: ['SELECT', 'DELETE'], readable: ['submission_id'] },
      caller_codes: { rights: ['SELECT', 'DELETE'], readable: ['report_id'] },
      report_notes: { rights: ['SELECT', 'DELETE'], readable: ['report_id'] },
      // It destroys them, and sees none.
      screenshots: { rights: ['SELECT', 'DELETE'], readable: ['id', 'report_id', 'expires_at'] },
    },
  };

/** The auditor reads the record, and of reports what names nobody. */
const auditor: Readonly<Record<string, TableRights>> = {
  ...rightsOn(['events', 'audit_entries', ...seals, 'migrations', 'installation', 'picture_scans'], read),
  reports: {
    rights: ['SELECT'],
    readable: ['id', 'reference', 'category', 'status', 'created_at', 'updated_at'],
  },
  submissions: {
    rights: ['SELECT'],
    readable: [
      'id',
      'report_id',
      'ordinal',
      'reference',
      'platform',
      'channel',
      'word',
      'created_at',
      'sent_at',
    ],
  },
};

export function rightsOf(role: DatabaseRole, table: string): TableRights {
  if (role === 'uniflag_auditor') return Object.hasOwn(auditor, table) ? (auditor[table] ?? none) : none;
  const named = exceptions[role];
  return Object.hasOwn(named, table) ? (named[table] ?? none) : all;
}

function rightsOn(tables: readonly string[], rights: TableRights): Record<string, TableRights> {
  return Object.fromEntries(tables.map((table) => [table, rights]));
}
