import { Textarea } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Note } from '../../design/note.js';
import { Choice } from './choice.js';
import type { DetailKind, Draft, ReportLanguage } from './draft.js';
import { FactsPart } from './facts-part.js';
import classes from './filing.module.css';
import type { TextFinding } from './findings.js';
import { ids, Step } from './step.js';
import { Translations } from './translations.js';
import type { UpdateDraft } from './use-draft.js';

interface StoryStepProps {
  readonly draft: Draft;
  readonly update: UpdateDraft;
  /** Details of persons in what would leave now. */
  readonly findings: readonly TextFinding[];
  /** What the tightest of the channels takes, in characters. */
  readonly mostChars: number;
  /** Languages of which platforms need a translation. */
  readonly translateInto: readonly ReportLanguage[];
  readonly mistake: string | undefined;
}

/** What happened? The words that go to the platforms. */
export function StoryStep({ draft, update, findings, mostChars, translateInto, mistake }: StoryStepProps) {
  const { t } = useTranslation('filing');
  const { explanation, names, confirmed } = draft;
  return (
    <Step name="story" number={4} title={t('story.title')}>
      <div className={classes.body}>
        <Textarea
          id={ids.field('explanation')}
          size="md"
          label={t('story.label')}
          description={t('story.hint')}
          value={explanation}
          onChange={(event) => update({ explanation: event.currentTarget.value, confirmed: [] })}
          error={mistake}
          classNames={{ input: classes.story ?? '', description: classes.fieldHint ?? '' }}
        />
        <Counter left={mostChars - explanation.trim().length} />
        <Translations draft={draft} update={update} translateInto={translateInto} />
        <Textarea
          size="md"
          label={t('story.names')}
          description={t('story.namesHint')}
          value={names}
          onChange={(event) => update({ names: event.currentTarget.value, confirmed: [] })}
          autosize
          minRows={1}
          maxRows={6}
          classNames={{ description: classes.fieldHint ?? '' }}
        />
        <Outgoing
          findings={findings}
          confirmed={confirmed}
          onConfirmed={(kinds) => update({ confirmed: kinds })}
        />
        <FactsPart draft={draft} update={update} />
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

interface OutgoingProps {
  readonly findings: readonly TextFinding[];
  readonly confirmed: readonly DetailKind[];
  readonly onConfirmed: (kinds: readonly DetailKind[]) => void;
}

/** Names belong to nobody but the caller; a platform may show what it gets to the one who is reported. */
function Outgoing({ findings, confirmed, onConfirmed }: OutgoingProps) {
  const { t, i18n } = useTranslation('filing');
  const { t: code } = useTranslation('codes');
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  const list = new Intl.ListFormat(i18n.language);
  return (
    <div role="status">
      {kinds.length > 0 && (
        <Note tone="attention">
          <p>
            {t('story.outgoing', { details: list.format(kinds.map((kind) => code(`detailKind.${kind}`))) })}
          </p>
          {kinds.map((kind) => (
            <Choice
              key={kind}
              type="checkbox"
              name="confirmed"
              value={kind}
              isChosen={confirmed.includes(kind)}
              onChoose={(isChosen) =>
                onConfirmed([...confirmed.filter((other) => other !== kind), ...(isChosen ? [kind] : [])])
              }
              label={t('story.confirm', {
                detail: code(`detailKind.${kind}`),
                found: list.format([
                  ...new Set(findings.filter((each) => each.kind === kind).map(({ found }) => found)),
                ]),
              })}
            />
          ))}
        </Note>
      )}
    </div>
  );
}
