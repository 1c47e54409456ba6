import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Note } from '../../design/note.js';
import { languages } from '../../i18n/languages.js';
import type { Draft, ReportLanguage } from './draft.js';
import classes from './filing.module.css';
import type { UpdateDraft } from './use-draft.js';

interface TranslationsProps {
  readonly draft: Draft;
  readonly update: UpdateDraft;
  /** Languages of which platforms need a translation. */
  readonly translateInto: readonly ReportLanguage[];
}

/** A platform that does not read the language of the explanation gets a translation by a person, or nothing. */
export function Translations({ draft, update, translateInto }: TranslationsProps) {
  const { t } = useTranslation('filing');
  const { t: code } = useTranslation('codes');
  const shown = languages.filter((each) => translateInto.includes(each) || draft.translations[each]);
  return (
    <>
      {translateInto.length > 0 && (
        <Note tone="attention" role="status">
          <p>{t('story.translationMissing')}</p>
        </Note>
      )}
      {shown.map((each) => (
        <Textarea
          key={each}
          size="md"
          label={t('story.translation', { language: code(`language.${each}`) })}
          description={t('story.translationHint')}
          lang={each}
          value={draft.translations[each] ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            update(({ translations }) => ({
              translations: { ...translations, [each]: value },
              confirmed: [],
            }));
          }}
          autosize
          minRows={3}
          maxRows={14}
          classNames={{ description: classes.fieldHint ?? '' }}
        />
      ))}
    </>
  );
}
