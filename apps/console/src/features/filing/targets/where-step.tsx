import { Button, FileButton, Textarea } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import type { ClipboardEvent, DragEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../../design/later.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import type { Draft } from '../draft.js';
import classes from '../filing.module.css';
import { filedOf } from '../request.js';
import { ids, Step } from '../step.js';
import type { UpdateDraft } from '../use-draft.js';
import { withoutLeftOut } from './found.js';
import own from './targets.module.css';
import { longPasteChars, mostTargets, useImport, type Imported } from './use-import.js';
import type { useTargets } from './use-targets.js';

const ImportNote = later(async () => (await import('./import-note.js')).ImportNote);
const TargetList = later(async () => (await import('./target-list.js')).TargetList);

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
  const reading = useImport((imported) => update((now) => withImported(now, imported)));
  const { text } = draft;
  const change = (next: string) => {
    if (next.length > text.length + longPasteChars) return reading.read(next);
    if (!reading.isReading && !reading.result?.list) reading.forget();
    update({ text: next });
  };
  // Before the browser puts it into the field, which takes seconds for a megabyte.
  const takeLongPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text/plain');
    if (pasted.length < longPasteChars) return;
    event.preventDefault();
    reading.read(pasted);
  };
  const takeFile = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    reading.read(file);
  };
  return (
    <Step name="where" number={1} title={t('where.title')}>
      <div className={classes.body} onDrop={takeFile} onDragOver={(event) => event.preventDefault()}>
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
        <FileButton
          accept=".csv,.tsv,.txt,.eml,text/csv,text/plain,message/rfc822"
          inputProps={{ 'aria-label': t('import.file') }}
          onChange={(file) => file && reading.read(file)}
        >
          {(props) => (
            <Button
              {...props}
              className={own.file}
              variant="default"
              size="xs"
              leftSection={<IconFileUpload size={16} aria-hidden />}
            >
              {t('import.file')}
            </Button>
          )}
        </FileButton>
        {!reading.isIdle && <ImportNote reading={reading} />}
        <Told draft={draft} update={update} targets={targets} />
        <ProblemAlert error={targets.error} onRetry={targets.retry} />
        <TargetList
          found={withoutLeftOut(targets.found, draft.leftOut)}
          draft={draft}
          update={update}
          mistakeOf={mistakeOf}
          onEmptied={() => field.current?.focus()}
        />
      </div>
    </Step>
  );
}

/** A few stand in the field, where they can be edited; many are kept beside it. */
function withImported(now: Draft, { found, locators, list }: Imported): Partial<Draft> {
  const taken = found.slice(0, mostTargets);
  if (list === null && taken.length <= mostLines)
    return {
      text: withLines(
        now.text,
        taken.map(({ input }) => input),
      ),
    };
  const known = new Set(now.listed.map(({ identity }) => identity));
  const listed = [...now.listed, ...taken.filter(({ identity }) => !known.has(identity))];
  return {
    listed: listed.slice(0, mostTargets),
    locators: { ...locators, ...now.locators },
    confirmed: [],
  };
}

const mostLines = 100;

function withLines(text: string, lines: readonly string[]): string {
  return [...(text.trim() === '' ? [] : [text.trimEnd()]), ...lines, ''].join('\n');
}

/** What was recognised, in one sentence; told as it changes to those who cannot see the list. */
function Told({ draft, update, targets }: Pick<WhereStepProps, 'draft' | 'update' | 'targets'>) {
  const { t } = useTranslation('filing');
  const shown = withoutLeftOut(targets.found, draft.leftOut);
  const filed = filedOf(shown, []).length;
  const sentence = () => {
    if (draft.text.trim() === '' && draft.listed.length === 0) return '';
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
      {draft.listed.length > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => update({ listed: [] })}>
          {t('where.takeOff', { places: draft.listed.length })}
        </Button>
      )}
      {leftOut > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => update({ leftOut: [] })}>
          {t('where.putBack', { count: leftOut })}
        </Button>
      )}
    </div>
  );
}
