import '../../design/mantine-later.css';
import { Checkbox, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { taxonomyQuery } from '../../api/queries.js';
import { Card } from '../../design/card.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import type { UiLanguage } from '../../i18n/languages.js';
import { groupedCategories } from '../filing/categories.js';
import { Helplines } from './helplines.js';
import { useOwnDay } from './kept-day.js';
import { wellbeingQuery } from './queries.js';

/** How much somebody had today, and what they do not want any more. For their own eyes. */
export function OwnDayCard() {
  const { t, i18n } = useTranslation('wellbeing');
  const { data: rules, error } = useQuery(wellbeingQuery);
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const [{ opened, notToday }, change] = useOwnDay();
  const wants = (chosen: string[]) => change((before) => ({ ...before, notToday: chosen }));
  return (
    <Card title={t('day.title')}>
      <Stack gap="md">
        <ProblemAlert error={error} />
        <Text>{t('day.opened', { count: opened })}</Text>
        <Text c="dimmed">{t('day.ownEyes')}</Text>
        {rules && (
          <div>
            <Helplines helplines={rules.helplines} />
          </div>
        )}
        <Checkbox.Group
          label={t('notToday.title')}
          description={t('notToday.text')}
          value={[...notToday]}
          onChange={wants}
        >
          <Stack gap="xs" mt="sm">
            {groupedCategories(categories)
              .flatMap((group) => group.categories)
              .map(({ code, labels }) => (
                <Checkbox key={code} value={code} label={labels[i18n.language as UiLanguage]} />
              ))}
          </Stack>
        </Checkbox.Group>
      </Stack>
    </Card>
  );
}
