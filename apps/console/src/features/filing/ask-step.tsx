import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { platformsQuery, taxonomyQuery } from '../../api/queries.js';
import { Choice } from './choice.js';
import type { Ask, Draft } from './draft.js';
import classes from './filing.module.css';
import { FieldMistake, ids, Step } from './step.js';
import type { Found } from './targets/found.js';

interface AskStepProps {
  readonly draft: Draft;
  readonly filed: readonly Found[];
  readonly onAsks: (asks: readonly Ask[]) => void;
  readonly mistake: string | undefined;
}

/** What do we ask? The category's usual asks are ticked; each says which of the platforms understands it. */
export function AskStep({ draft, filed, onAsks, mistake }: AskStepProps) {
  const { t, i18n } = useTranslation('filing');
  const { t: code } = useTranslation('codes');
  const { data: platforms = [] } = useQuery(platformsQuery);
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const usual = categories.find((each) => each.code === draft.category)?.defaultAsks ?? [];
  const chosen = draft.asks ?? usual;
  const asked = platforms.filter(({ key }) => filed.some(({ platform }) => platform === key));
  const known = [...new Set((asked.length > 0 ? asked : platforms).flatMap(({ asks }) => asks))];
  // One that no platform knows stays in sight while it is ticked.
  const shown = [...known, ...chosen.filter((ask) => !known.includes(ask))];
  const toggle = (ask: Ask, isChosen: boolean) =>
    onAsks(isChosen ? [...chosen, ask] : chosen.filter((each) => each !== ask));
  const hint = (ask: Ask) => {
    const names = (isKnown: boolean) =>
      asked.filter(({ asks }) => asks.includes(ask) === isKnown).map(({ name }) => name);
    const [knowing, others] = [names(true), names(false)];
    const listed = (each: readonly string[]) => new Intl.ListFormat(i18n.language).format(each);
    if (others.length === 0) return undefined;
    if (knowing.length === 0) return t('ask.nobody');
    return others.length < knowing.length
      ? t('ask.except', { platforms: listed(others) })
      : t('ask.only', { platforms: listed(knowing) });
  };
  return (
    <Step name="ask" number={3} title={t('ask.title')} hint={t('ask.hint')}>
      <div className={classes.body}>
        <FieldMistake name="asks" text={mistake} />
        <fieldset
          id={ids.field('asks')}
          tabIndex={-1}
          className={classes.fieldset}
          aria-label={t('ask.title')}
          aria-describedby={mistake === undefined ? undefined : ids.mistake('asks')}
        >
          <div className={classes.choices} data-size="small">
            {shown.map((ask) => (
              <Choice
                key={ask}
                type="checkbox"
                name="asks"
                value={ask}
                isChosen={chosen.includes(ask)}
                onChoose={(isChosen) => toggle(ask, isChosen)}
                label={code(`ask.${ask}`)}
                hint={hint(ask)}
              />
            ))}
          </div>
        </fieldset>
      </div>
    </Step>
  );
}
