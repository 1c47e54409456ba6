import { Textarea } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Note } from '../../design/note.js';
import classes from './filing.module.css';
import { personalDetailsIn, type PersonalDetail } from './personal-details.js';
import { ids, Step } from './step.js';

interface StoryStepProps {
  readonly explanation: string;
  readonly onExplanation: (text: string) => void;
  /** What the tightest of the channels takes, in characters. */
  readonly mostChars: number;
  readonly mistake: string | undefined;
}

/** What happened? The words that go to the platforms. */
export function StoryStep({ explanation, onExplanation, mostChars, mistake }: StoryStepProps) {
  const { t } = useTranslation('filing');
  return (
    <Step name="story" number={4} title={t('story.title')}>
      <div className={classes.body}>
        <Textarea
          id={ids.field('explanation')}
          size="md"
          label={t('story.label')}
          description={t('story.hint')}
          value={explanation}
          onChange={(event) => onExplanation(event.currentTarget.value)}
          error={mistake}
          classNames={{ input: classes.story ?? '', description: classes.fieldHint ?? '' }}
        />
        <Counter left={mostChars - explanation.trim().length} />
        <OutgoingWarning text={explanation} />
      </div>
    </Step>
  );
}

function Counter({ left }: { left: number }) {
  const { t } = useTranslation('filing');
  if (left >= 0) return <p className={classes.counter}>{t('story.left', { count: left })}</p>;
  return (
    <p className={classes.counter} data-over role="status">
      <IconAlertCircle size={18} aria-hidden />
      {t('story.over', { count: -left })}
    </p>
  );
}

/** Names belong to nobody but the caller; a platform may show what it gets to the one who is reported. */
function OutgoingWarning({ text }: { text: string }) {
  const { t, i18n } = useTranslation('filing');
  const settled = useDeferredValue(text);
  const details = useMemo(() => personalDetailsIn(settled), [settled]);
  const words: Readonly<Record<PersonalDetail, string>> = {
    email: t('story.detail.email'),
    phone: t('story.detail.phone'),
    handle: t('story.detail.handle'),
  };
  const list = new Intl.ListFormat(i18n.language).format(details.map((detail) => words[detail]));
  return (
    <div role="status">
      {details.length > 0 && (
        <Note tone="attention">
          <p>{t('story.outgoing', { details: list })}</p>
        </Note>
      )}
    </div>
  );
}
