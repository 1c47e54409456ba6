import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  IconFileText,
  IconFlagPlus,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
  type Icon,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { changeLanguage } from '../../i18n/i18n.js';
import { languageNames, languages } from '../../i18n/languages.js';
import { usePlaces, usePlaceNames } from '../../shell/places.js';
import { addToDraft } from '../filing/draft.js';
import { useMay } from '../session/may.js';
import { signOut } from '../session/session.js';
import './spotlight.css';
import classes from './command-bar.module.css';
import { ShortcutSheet } from './shortcut-sheet.js';
import { whatIsTyped } from './what-is-typed.js';

interface Command {
  readonly id: string;
  readonly name: string;
  readonly icon: Icon;
  /** Words beside its name by which it is found. */
  readonly also?: string;
  readonly run: () => unknown;
}

const pauseMs = 200;
const mostFound = 5;

/**
 * Finds pages, acts and reports by what is typed; what is pasted can be reported.
 *
 * @param asked how often it was asked for: it opens each time
 */
export function CommandBar({ asked }: { readonly asked: number }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  useEffect(() => {
    if (asked === 0) return;
    setText('');
    spotlight.open();
  }, [asked]);
  const [hasSheet, setHasSheet] = useState(false);
  const found = useFoundReports(text);
  const commands = useCommands(() => setHasSheet(true)).filter(({ name, also = '' }) =>
    isIn(`${name} ${also}`, text),
  );
  const pasted = usePasted(text);
  const all = [...pasted, ...found, ...commands];
  return (
    <>
      <Spotlight.Root
        query={text}
        onQueryChange={setText}
        shortcut={null}
        // It is emptied when it opens: what is typed at once stays.
        clearQueryOnClose={false}
        scrollable
        maxHeight="60vh"
        title={t('commands.title')}
        classNames={{ header: classes.title }}
      >
        <Spotlight.Search
          placeholder={t('commands.placeholder')}
          aria-label={t('commands.placeholder')}
          leftSection={<IconSearch size={20} aria-hidden />}
          classNames={{ input: classes.search }}
        />
        <Spotlight.ActionsList>
          {all.map(({ id, name, icon: Mark, run }) => (
            <Spotlight.Action
              key={id}
              label={name}
              leftSection={<Mark size={20} stroke={1.75} aria-hidden />}
              onClick={() => void run()}
            />
          ))}
          {all.length === 0 && <Spotlight.Empty>{t('commands.none')}</Spotlight.Empty>}
        </Spotlight.ActionsList>
        <p className={classes.hint}>{t('commands.hint')}</p>
      </Spotlight.Root>
      <ShortcutSheet isOpen={hasSheet} onClose={() => setHasSheet(false)} />
    </>
  );
}

/** Every word that is typed begins a word of it. */
function isIn(name: string, typed: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const words = plain(name).split(/[\s'’-]+/);
  return plain(typed)
    .trim()
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

function useCommands(showShortcuts: () => void): readonly Command[] {
  const { t, i18n } = useTranslation();
  const { t: session } = useTranslation('session');
  const navigate = useNavigate();
  const names = usePlaceNames();
  const { setColorScheme, colorScheme } = useMantineColorScheme();
  const toLight = {
    id: 'light',
    name: t('commands.light'),
    icon: IconSun,
    run: () => setColorScheme('light'),
  };
  const toDark = { id: 'dark', name: t('commands.dark'), icon: IconMoon, run: () => setColorScheme('dark') };
  return [
    ...usePlaces().map(({ to, icon }) => ({ id: to, name: names[to], icon, run: () => navigate({ to }) })),
    ...(colorScheme === 'light' ? [] : [toLight]),
    ...(colorScheme === 'dark' ? [] : [toDark]),
    ...languages
      .filter((language) => language !== i18n.language)
      .map((language) => ({
        ...{ id: language, name: languageNames[language], also: t('shell.language'), icon: IconLanguage },
        run: () => changeLanguage(language),
      })),
    { id: 'shortcuts', name: t('commands.shortcuts'), icon: IconKeyboard, run: showShortcuts },
    { id: 'leave', name: session('signOut'), icon: IconLogout, run: signOut },
  ];
}

/** Reports whose reference begins so. */
function useFoundReports(text: string): readonly Command[] {
  const navigate = useNavigate();
  const { t: code } = useTranslation('codes');
  const typed = whatIsTyped(text).reference;
  const [settled] = useDebouncedValue(typed, pauseMs);
  const mayRead = useMay('READ_REPORT');
  const search = { q: settled ?? '', limit: mostFound };
  const { data } = useQuery({
    queryKey: [...keys.reports, 'commands', search],
    queryFn: () => client.reportPage(search),
    enabled: settled !== null && mayRead,
    // What stands there stays while more of it is typed: who chose it meanwhile gets it.
    placeholderData: keepPreviousData,
  });
  if (typed === null) return [];
  return (data?.data ?? [])
    .filter(({ reference }) => reference.startsWith(typed))
    .map(({ reference, status }) => ({
      ...{ id: reference, name: `${reference} · ${code(`status.${status}`)}`, icon: IconFileText },
      run: () => navigate({ to: '/reports/$reference', params: { reference } }),
    }));
}

/** What says where content is goes to the page where it is filed, into the draft there: never into an address. */
function usePasted(text: string): readonly Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayFile = useMay('FILE');
  if (!mayFile || !whatIsTyped(text).isPlace) return [];
  const file = () => {
    addToDraft(text.trim());
    return navigate({ to: '/file' });
  };
  return [{ id: 'file-this', name: t('commands.fileThis'), icon: IconFlagPlus, run: file }];
}
