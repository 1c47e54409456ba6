import { useWindowEvent } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { platformsQuery } from '../../api/queries.js';
import { later } from '../../design/later.js';
import { Note } from '../../design/note.js';
import { Page } from '../../design/page.js';
import type { UiLanguage } from '../../i18n/languages.js';
import { isUntouched, newDraft, type Draft } from './draft.js';
import classes from './filing.module.css';
import { useMistakeText } from './mistake-text.js';
import { usePreview } from './preview/use-preview.js';
import { filedOf, previewedOf, previewRequest, type Field } from './request.js';
import { withoutLeftOut } from './targets/found.js';
import { useTargets } from './targets/use-targets.js';
import { WhereStep } from './targets/where-step.js';
import { mostExplanationChars } from './tightest-channel.js';
import { useDraft, type UpdateDraft } from './use-draft.js';
import { useFiling } from './use-filing.js';

const ConfirmButton = later(async () => (await import('../../design/confirm-button.js')).ConfirmButton);
const laterSteps = () => import('./later-steps.js');
const WhatStep = later(async () => (await laterSteps()).WhatStep);
const AskStep = later(async () => (await laterSteps()).AskStep);
const StoryStep = later(async () => (await laterSteps()).StoryStep);
const CallerStep = later(async () => (await laterSteps()).CallerStep);
const CheckStep = later(async () => (await laterSteps()).CheckStep);
const Outline = later(async () => (await laterSteps()).Outline);
const Preview = later(async () => (await laterSteps()).Preview);

/** One report, from what a caller tells to what platforms get. Everything on one page, in the order of the call. */
export function FilePage() {
  const { t, i18n } = useTranslation('filing');
  const pageLanguage = i18n.language as UiLanguage;
  const { draft, isKept, update: change, startOver } = useDraft();
  const [isInGoodFaith, setIsInGoodFaith] = useState(false);
  const filing = useFiling(startOver);
  const textOf = useMistakeText();
  const targets = useTargets(draft);
  const { data: platforms = [] } = useQuery(platformsQuery);
  const firstField = useRef<HTMLTextAreaElement>(null);

  const update: UpdateDraft = (next) => {
    change(next);
    filing.mend(fieldsOf(typeof next === 'function' ? next(draft) : next));
  };
  const shown = withoutLeftOut(targets.found, draft.leftOut);
  const filed = filedOf(shown, []);
  const language = draft.language ?? pageLanguage;
  const previewed = previewedOf(filed, draft.locators);
  const request = previewRequest(draft, previewed, pageLanguage);
  const preview = usePreview(request);
  const channels = preview.notices && new Set(preview.notices.map(({ channel }) => channel ?? ''));
  const mistakeAt = (field: Field, identity?: string) => {
    const mistake = filing.mistakes.find(
      (each) => each.field === field && each.identity === identity && !filing.isMended(each),
    );
    return mistake && textOf(mistake);
  };
  const file = (from: Draft = draft) => filing.file({ draft: from, isInGoodFaith, pageLanguage });
  const fileAnew = () => {
    const { key } = newDraft();
    change({ key });
    file({ ...draft, key });
  };
  // From anywhere on the page, but not out of a question over it.
  useWindowEvent('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    if (event.target instanceof Element && event.target.closest('dialog')) return;
    event.preventDefault();
    file();
  });
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      focusFirst={firstField}
      actions={
        !isUntouched(draft) && (
          <ConfirmButton
            title={t('startOver.title')}
            text={t('startOver.text')}
            confirmLabel={t('startOver.confirm')}
            onConfirm={() => {
              startOver();
              setIsInGoodFaith(false);
              filing.forget();
              firstField.current?.focus();
            }}
          >
            {t('startOver.button')}
          </ConfirmButton>
        )
      }
    >
      <div className={classes.layout}>
        <div className={classes.steps}>
          {!isKept && (
            <Note tone="attention" role="status">
              <p>{t('notKept')}</p>
            </Note>
          )}
          <WhereStep
            draft={draft}
            update={update}
            targets={targets}
            mistake={mistakeAt('targets')}
            mistakeOf={(identity) => mistakeAt('targets', identity)}
            field={firstField}
          />
          <WhatStep
            key={draft.key}
            category={draft.category}
            onCategory={(category, triage = []) => update({ category, triage: [...triage], asks: null })}
            mistake={mistakeAt('category')}
          />
          <AskStep
            draft={draft}
            filed={filed}
            onAsks={(asks) => update({ asks })}
            mistake={mistakeAt('asks')}
          />
          <StoryStep
            draft={draft}
            update={update}
            findings={preview.findings}
            mostChars={mostExplanationChars(platforms, filed, channels)}
            translateInto={[
              ...new Set((preview.notices ?? []).flatMap(({ translateInto }) => translateInto?.[0] ?? [])),
            ]}
            mistake={mistakeAt('explanation')}
          />
          <CallerStep
            role={draft.role}
            onRole={(role) => update({ role })}
            language={language}
            onLanguage={(language) => update({ language })}
            mistake={mistakeAt('role')}
          />
          <CheckStep
            filing={filing}
            shown={shown}
            notFiled={shown.length - filed.length}
            isInGoodFaith={isInGoodFaith}
            onGoodFaith={(is) => {
              setIsInGoodFaith(is);
              filing.mend(['goodFaith']);
            }}
            isHeld={draft.isHeld}
            onHold={(isHeld) => update({ isHeld })}
            onFile={() => file()}
            onFileAnew={fileAnew}
            preview={
              <Preview
                preview={preview}
                filed={previewed}
                notShown={filed.length - previewed.length}
                isAsked={request !== null}
              />
            }
          />
        </div>
        <Outline draft={draft} filed={filed} language={language} isInGoodFaith={isInGoodFaith} />
      </div>
    </Page>
  );
}

/** The parts of the page that a change is about. */
function fieldsOf(change: Partial<Draft>): Field[] {
  const isAboutTargets =
    'text' in change ||
    'listed' in change ||
    'leftOut' in change ||
    'locators' in change ||
    'spaces' in change;
  const isAboutStory = 'confirmed' in change || 'names' in change || 'translations' in change;
  const others = (['category', 'asks', 'explanation', 'role', 'language'] as const).filter(
    (field) => field in change,
  );
  return [
    ...(isAboutTargets || 'confirmed' in change ? (['targets'] as const) : []),
    ...(isAboutStory ? (['explanation'] as const) : []),
    ...others,
  ];
}
