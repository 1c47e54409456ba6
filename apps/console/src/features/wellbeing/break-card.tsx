import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Category, Report } from '#client';
import { taxonomyQuery } from '../../api/queries.js';
import { Note } from '../../design/note.js';
import { Helplines } from './helplines.js';
import { useOwnDay } from './kept-day.js';
import { isBreakDue, withBreak, withOpened } from './own-day.js';
import { wellbeingQuery } from './queries.js';

/** Counts a grave report that is opened, and suggests a break where there were many. Only this browser knows. */
export function BreakCard({ report: { id, category, contentFor } }: { report: Report }) {
  const { t } = useTranslation('wellbeing');
  const { data: rules } = useQuery(wellbeingQuery);
  const { data: categories } = useQuery(taxonomyQuery);
  const [day, change] = useOwnDay();
  const found = categories?.find(({ code }) => code === category);
  // Whom nothing of it is shown is not exposed to it.
  const isExposed = found !== undefined && isGrave(found) && contentFor === null;
  useEffect(() => {
    if (!isExposed || !rules || sessionStorage.getItem(latest) === id) return;
    sessionStorage.setItem(latest, id);
    change((before) => withOpened(before, Date.now(), rules));
  }, [isExposed, rules, id, change]);
  if (!rules || !isExposed || !isBreakDue(day, rules)) return null;
  return (
    <Note tone="calm" title={t('break.title')} role="status">
      <p>{t('break.text', { count: day.opened })}</p>
      <Helplines helplines={rules.helplines} />
      <Button variant="default" size="sm" mt="xs" onClick={() => change(withBreak)}>
        {t('break.seen')}
      </Button>
    </Note>
  );
}

/** Read anew, the same report counts once. */
const latest = 'uniflag-latest-opened';

function isGrave({ urgency, abuseImages }: Category): boolean {
  return urgency === 'CRITICAL' || abuseImages;
}
