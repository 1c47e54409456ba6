import '../../design/mantine-later.css';
import { Button, Kbd } from '@mantine/core';
import { IconFlagPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '../../design/error-summary.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Choice } from './choice.js';
import classes from './filing.module.css';
import { useMistakeText } from './mistake-text.js';
import { FieldMistake, ids, Step } from './step.js';
import type { Found } from './targets/found.js';
import type { useFiling } from './use-filing.js';

interface CheckStepProps {
  readonly filing: ReturnType<typeof useFiling>;
  /** Shown, and no target: they are not filed. */
  readonly notFiled: number;
  readonly shown: readonly Found[];
  readonly isInGoodFaith: boolean;
  readonly onGoodFaith: (isInGoodFaith: boolean) => void;
  /** The police first. */
  readonly isHeld: boolean;
  readonly onHold: (isHeld: boolean) => void;
  readonly onFile: () => void;
  /** Another report with the same words. */
  readonly onFileAnew: () => void;
  /** What each platform will get. */
  readonly preview: ReactNode;
}

/** Check: what each platform will get, the statement of good faith, and File. */
export function CheckStep(props: CheckStepProps) {
  const { filing, notFiled, shown, isInGoodFaith, onGoodFaith, isHeld, onHold, onFile, onFileAnew, preview } =
    props;
  const { t } = useTranslation('filing');
  const textOf = useMistakeText();
  const { mistakes } = filing;
  const isAllMended = mistakes.every(filing.isMended);
  // One list a try: it takes the focus when it is new.
  const errors = useMemo(
    () =>
      mistakes.map((mistake) => {
        const index = shown.findIndex(({ identity }) => identity === mistake.identity);
        const fieldId = index >= 0 ? ids.target(index) : mistake.field && ids.field(mistake.field);
        return { text: textOf(mistake), ...(fieldId === null ? {} : { fieldId }) };
      }),
    // The words of another language, or a shorter list, are no new mistakes.
    [mistakes],
  );
  const goodFaithMistake = mistakes.find((each) => each.field === 'goodFaith' && !filing.isMended(each));
  return (
    <Step name="check" number={6} title={t('check.title')} hint={t('check.hint')}>
      <div className={classes.body}>
        {preview}
        {notFiled > 0 && (
          <Note tone="attention">
            <p>{t('check.notFiled', { count: notFiled })}</p>
          </Note>
        )}
        <div id={ids.field('goodFaith')} tabIndex={-1}>
          <FieldMistake name="goodFaith" text={goodFaithMistake && textOf(goodFaithMistake)} />
          <Choice
            type="checkbox"
            name="goodFaith"
            value="true"
            isChosen={isInGoodFaith}
            onChoose={onGoodFaith}
            label={t('check.goodFaith')}
          />
        </div>
        <Choice
          type="checkbox"
          name="hold"
          value="true"
          isChosen={isHeld}
          onChoose={onHold}
          label={t('check.hold')}
          hint={t('check.holdHint')}
        />
        {!isAllMended && <ErrorSummary errors={errors} />}
        {filing.isFiledAlready ? (
          <FiledAlready onFileAnew={onFileAnew} />
        ) : (
          <ProblemAlert error={filing.error} onRetry={onFile} />
        )}
        <div className={classes.file}>
          <Button
            size="md"
            leftSection={<IconFlagPlus size={20} aria-hidden />}
            onClick={onFile}
            aria-disabled={filing.isPending}
            aria-keyshortcuts="Control+Enter"
          >
            {filing.isPending ? t('check.filing') : t('check.file')}
          </Button>
          <span className={classes.keys}>
            <Kbd>{t('check.ctrl')}</Kbd> + <Kbd>{t('check.enter')}</Kbd>
          </span>
        </div>
        <span role="status" className={classes.told}>
          {filing.isPending && t('check.filing')}
        </span>
      </div>
    </Step>
  );
}

/** The answer to an earlier try was lost, and the draft has changed since. */
function FiledAlready({ onFileAnew }: { onFileAnew: () => void }) {
  const { t } = useTranslation('filing');
  return (
    <Note tone="attention" role="alert" title={t('already.title')}>
      <p>{t('already.text')}</p>
      <div className={classes.file}>
        <Link to="/reports">{t('already.look')}</Link>
        <Button variant="default" size="xs" onClick={onFileAnew}>
          {t('already.anew')}
        </Button>
      </div>
    </Note>
  );
}
