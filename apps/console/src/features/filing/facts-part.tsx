import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { lawQuery, taxonomyQuery } from '../../api/queries.js';
import { Choice } from './choice.js';
import type { Draft } from './draft.js';
import classes from './filing.module.css';
import type { UpdateDraft } from './use-draft.js';

/** When it happened, and which law staff think of: suggested by the notifier, decided by nobody. None of it is needed. */
export function FactsPart({ draft, update }: { draft: Draft; update: UpdateDraft }) {
  const { t, i18n } = useTranslation('filing');
  const { factsOn, legalBases } = draft;
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const { data: law = [] } = useQuery(lawQuery(factsOn));
  const category = categories.find(({ code }) => code === draft.category);
  const fitting = [...(category?.law ?? []), ...(category?.alsoLaw ?? [])];
  const offered = law.filter(({ key }) => fitting.includes(key) || legalBases.includes(key));
  const choose = (key: string, isChosen: boolean) =>
    update({ legalBases: [...legalBases.filter((each) => each !== key), ...(isChosen ? [key] : [])] });
  return (
    <details>
      <summary>{t('facts.title')}</summary>
      <TextInput
        type="date"
        maw="16rem"
        label={t('facts.day')}
        description={t('facts.dayHint')}
        value={factsOn}
        max={new Date().toISOString().slice(0, 10)}
        onChange={(event) => update({ factsOn: event.currentTarget.value })}
        classNames={{ description: classes.fieldHint ?? '' }}
      />
      {offered.length > 0 && (
        <fieldset className={classes.fieldset}>
          <legend className={classes.legend}>{t('facts.law')}</legend>
          <div className={classes.choices} data-size="tiny">
            {offered.map(({ key, labels, periods }) => (
              <Choice
                key={key}
                type="checkbox"
                name="legalBases"
                value={key}
                isChosen={legalBases.includes(key)}
                onChoose={(isChosen) => choose(key, isChosen)}
                label={labels[i18n.language] ?? key}
                hint={t('facts.articles', { articles: (periods[0]?.articles ?? []).join(', ') })}
              />
            ))}
          </div>
        </fieldset>
      )}
    </details>
  );
}
