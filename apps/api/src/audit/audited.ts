import { SetMetadata } from '@nestjs/common';

export const auditRule = 'uniflag:audit';

/** How requests of a route are recorded, where it is not as usual: a GET is a read, all else a change. */
export type AuditRule =
  | { readonly record: 'nothing'; readonly why: string; readonly unlessQuery?: string }
  | { readonly record: 'READ' }
  /** What it does leaves an event, which says who did it. */
  | { readonly record: 'event' }
  /** It writes its entry itself, because only it knows what it is about. */
  | { readonly record: 'itself' };

/** What it gives is no content of a report: codes, tables, ids and states. @param why says so */
export const NotAudited = (why: string, { unlessQuery }: { unlessQuery?: string } = {}) =>
  SetMetadata<string, AuditRule>(auditRule, {
    record: 'nothing',
    why,
    ...(unlessQuery === undefined ? {} : { unlessQuery }),
  });

/** Reads, whatever its method. */
export const AuditedAsRead = () => SetMetadata<string, AuditRule>(auditRule, { record: 'READ' });

/** A hot path: no entry beside the event, whose row says who, written by the same statement. */
export const AuditedByEvent = () => SetMetadata<string, AuditRule>(auditRule, { record: 'event' });

/** Is about many reports: its one entry names each of them, written before any is touched. */
export const AuditedByItself = () => SetMetadata<string, AuditRule>(auditRule, { record: 'itself' });
