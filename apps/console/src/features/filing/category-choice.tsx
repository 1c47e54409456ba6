import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Category } from '#client';
import { Note } from '../../design/note.js';
import { adviceCategories, groupedCategories, matches, type CategoryGroup } from './categories.js';
import { Choice } from './choice.js';
import classes from './filing.module.css';
import { ids } from './step.js';

interface CategoryChoiceProps {
  readonly all: readonly Category[];
  readonly category: string | null;
  readonly onCategory: (code: string) => void;
  /** The choice is meant: by a click or Enter. Arrow keys only go along the choices. */
  readonly onDone: () => void;
  readonly isWrong: boolean;
}

/** The categories as callers would tell them, with one sentence each. */
export function CategoryChoice({ all, category, onCategory, onDone, isWrong }: CategoryChoiceProps) {
  const { t, i18n } = useTranslation('filing');
  const groupTitle = useGroupTitle();
  const [wish, setWish] = useState('');
  // A browser makes a click of each arrow key too.
  const isByPointer = useRef(false);
  const language = i18n.language;
  const found = all.filter((each) => matches(each, wish, language));
  const groups = groupedCategories(found);
  /** Else the browser would press, with the same key, the button that comes in place of the list. */
  const done = (event: KeyboardEvent) => {
    event.preventDefault();
    onDone();
  };
  const takeFirst = (event: KeyboardEvent) => {
    const first = groups[0]?.categories[0];
    if (event.key !== 'Enter' || event.ctrlKey || wish === '' || !first) return;
    onCategory(first.code);
    done(event);
  };
  return (
    <>
      <TextInput
        type="search"
        label={t('what.search')}
        description={t('what.searchHint')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={wish}
        autoComplete="off"
        maw="26rem"
        onChange={(event) => setWish(event.currentTarget.value)}
        onKeyDown={takeFirst}
      />
      <fieldset
        id={ids.field('category')}
        tabIndex={-1}
        className={classes.fieldset}
        aria-label={t('what.title')}
        aria-describedby={isWrong ? ids.mistake('category') : undefined}
        onPointerDown={() => (isByPointer.current = true)}
        onKeyDown={(event) => {
          isByPointer.current = false;
          if (event.key === 'Enter' && !event.ctrlKey && category !== null) done(event);
        }}
        onClick={({ target }) => {
          if (isByPointer.current && target instanceof HTMLInputElement) onDone();
        }}
      >
        {groups.map(({ group, categories }) => (
          <div key={group}>
            <h3 className={classes.groupTitle}>{groupTitle(group)}</h3>
            <div className={classes.choices}>
              {categories.map(({ code, labels, descriptions }) => (
                <Choice
                  key={code}
                  type="radio"
                  name="category"
                  value={code}
                  isChosen={code === category}
                  onChoose={() => onCategory(code)}
                  label={labels[language]}
                  hint={descriptions[language]}
                />
              ))}
            </div>
          </div>
        ))}
      </fieldset>
      <span role="status" className={found.length > 0 ? classes.told : undefined}>
        {wish !== '' && (found.length === 0 ? t('what.none') : t('what.matches', { count: found.length }))}
      </span>
      <Advice categories={adviceCategories(found)} />
    </>
  );
}

/** What callers ask about too, and no platform can help with. */
function Advice({ categories }: { categories: readonly Category[] }) {
  const { t, i18n } = useTranslation('filing');
  if (categories.length === 0) return null;
  return (
    <Note tone="calm" title={t('what.advice')}>
      <ul className={classes.advice}>
        {categories.map(({ code, labels, descriptions }) => (
          <li key={code}>
            <strong>{labels[i18n.language]}</strong>
            <br />
            {descriptions[i18n.language]}
          </li>
        ))}
      </ul>
    </Note>
  );
}

function useGroupTitle(): (group: CategoryGroup) => string {
  const { t } = useTranslation('filing');
  const titles = {
    sexual: t('what.group.sexual'),
    bullying: t('what.group.bullying'),
    identity: t('what.group.identity'),
    danger: t('what.group.danger'),
    other: t('what.group.other'),
  };
  return (group) => titles[group];
}
