import { Button, Textarea } from '@mantine/core';
import type { ClipboardEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../design/problem-alert.js';
import type { Draft } from '../draft.js';
import classes from '../filing.module.css';
import { filedOf } from '../request.js';
import { ids, Step } from '../step.js';
import type { UpdateDraft } from '../use-draft.js';
import { LongPasteNote } from './long-paste-note.js';
import { TargetList } from './target-list.js';
import own from './targets.module.css';
import { longPasteChars, useLongPaste, type useTargets } from './use-targets.js';

interface WhereStepProps {
  readonly draft: Draft;
  readonly update: UpdateDraft;
  readonly targets: ReturnType<typeof useTargets>;
  readonly mistake: string | undefined;
  /** What the API said about one target. */
  readonly mistakeOf: (identity: string) => string | undefined;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Where is it? Anything can be pasted; what it is, is told at once. */
export function WhereStep({ draft, update, targets, mistake, mistakeOf, field }: WhereStepProps) {
  const { t } = useTranslation('filing');
  const paste = useLongPaste((inputs) => update((now) => ({ text: withLines(now.text, inputs) })));
  const { text } = draft;
  const change = (next: string) => {
    if (next.length > text.length + longPasteChars) return paste.read(next);
    if (!paste.isReading) paste.forget();
    update({ text: next });
  };
  // Before the browser puts it into the field, which takes seconds for a megabyte.
  const takeLongPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text/plain');
    if (pasted.length < longPasteChars) return;
    event.preventDefault();
    paste.read(pasted);
  };
  return (
    <Step name="where" number={1} title={t('where.title')}>
      <div className={classes.body}>
        <Textarea
          id={ids.field('targets')}
          size="md"
          ref={field}
          label={t('where.label')}
          description={t('where.hint')}
          placeholder={t('where.placeholder')}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
          onPaste={takeLongPaste}
          error={mistake}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          classNames={{ input: classes.paste ?? '', description: classes.fieldHint ?? '' }}
        />
        <LongPasteNote paste={paste} />
        <Told draft={draft} update={update} targets={targets} />
        <ProblemAlert error={targets.error} onRetry={targets.retry} />
        <TargetList
          found={targets.found.filter(({ identity }) => !draft.leftOut.includes(identity))}
          draft={draft}
          update={update}
          mistakeOf={mistakeOf}
          onEmptied={() => field.current?.focus()}
        />
      </div>
    </Step>
  );
}

function withLines(text: string, lines: readonly string[]): string {
  return [...(text.trim() === '' ? [] : [text.trimEnd()]), ...lines, ''].join('\n');
}

/** What was recognised, in one sentence; told as it changes to those who cannot see the list. */
function Told({ draft, update, targets }: Pick<WhereStepProps, 'draft' | 'update' | 'targets'>) {
  const { t } = useTranslation('filing');
  const shown = targets.found.filter(({ identity }) => !draft.leftOut.includes(identity));
  const filed = filedOf(shown, []).length;
  const sentence = () => {
    if (draft.text.trim() === '') return '';
    if (targets.error !== null) return '';
    if (!targets.isCurrent) return t('where.looking');
    if (shown.length === 0) return t('where.nothing');
    const problems = shown.length - filed;
    const found = t('where.found', { count: filed });
    return problems === 0 ? found : `${found} ${t('where.problems', { count: problems })}`;
  };
  const leftOut = targets.found.length - shown.length;
  return (
    <div className={own.status}>
      <span role="status">{sentence()}</span>
      {leftOut > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => update({ leftOut: [] })}>
          {t('where.putBack', { count: leftOut })}
        </Button>
      )}
    </div>
  );
}
