import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AuditEntry, ReportEvent } from '#client';
import { useCodeTexts } from '../../design/code-texts.js';
import { Time } from '../../design/time.js';
import type { AuditSearch } from './audit-search.js';
import classes from './audit.module.css';

interface AuditEntryRowProps {
  readonly entry: AuditEntry;
  /** What is searched for already; the person or key comes to it. */
  readonly search: AuditSearch;
}

/** One entry: what, by whom, about which report, from where, and its place in the chain. */
export function AuditEntryRow({ entry, search }: AuditEntryRowProps) {
  const { t } = useTranslation('audit');
  const what = useWhat(entry);
  const { act, at, caller, reportId, subject, reasonId, origin, sequence, hash } = entry;
  const acts = { READ: t('act.READ'), CHANGE: t('act.CHANGE'), EVENT: t('act.EVENT') };
  const others = subject.filter((each) => each !== reportId);
  return (
    <li className={classes.entry}>
      <div className={classes.head}>
        <p>
          <strong>{what}</strong> <span className={classes.small}>{acts[act]}</span>
        </p>
        <Time at={at} style="absolute" />
      </div>
      <p>
        <By caller={caller} />{' '}
        {caller !== null && caller.kind !== 'NOBODY' && search.caller !== caller.id && (
          <Link to="/audit" search={{ ...search, caller: caller.id }}>
            {t('by.only')}
          </Link>
        )}
      </p>
      {reportId !== null && (
        <p>
          {t('about')}{' '}
          <Link to="/reports/$reference" params={{ reference: reportId }}>
            {reportId}
          </Link>
        </p>
      )}
      {others.length > 0 && <p>{t('named', { list: others.join(', ') })}</p>}
      {reasonId !== null && <p>{t('reason', { id: reasonId })}</p>}
      {origin !== null && <p>{t('from', { network: origin })}</p>}
      <details className={classes.small}>
        <summary>{t('chain.place', { place: sequence })}</summary>
        {t('chain.hash', { hash })}
      </details>
    </li>
  );
}

function By({ caller }: Pick<AuditEntry, 'caller'>) {
  const { t } = useTranslation('audit');
  if (caller === null) return t('by.machine');
  const { kind, id } = caller;
  if (kind === 'NOBODY') return t('by.NOBODY');
  if (kind === 'KEY') return t('by.KEY', { id });
  return t('by.PERSON', { id });
}

/** What was asked for or happened, in words where there are some: else its code. */
function useWhat({ event, operation, id }: AuditEntry): string {
  const { t, i18n } = useTranslation('audit');
  const { event: eventText } = useCodeTexts();
  if (event !== null)
    return i18n.exists(`codes:event.${event.replaceAll('.', '_')}`)
      ? eventText(event as ReportEvent['type'])
      : event;
  if (operation === null) return id;
  // A key made of a code, held to the operations by catalogues.spec.ts.
  const key = `operation.${operation}` as 'operation.readReport';
  return i18n.exists(`audit:${key}`) ? t(key) : operation;
}
