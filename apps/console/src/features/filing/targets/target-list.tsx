import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCodeTexts } from '../../../design/code-texts.js';
import type { Draft } from '../draft.js';
import type { UpdateDraft } from '../use-draft.js';
import type { Found } from './found.js';
import { TargetItem } from './target-item.js';
import own from './targets.module.css';

interface TargetListProps {
  readonly found: readonly Found[];
  readonly draft: Draft;
  readonly update: UpdateDraft;
  readonly mistakeOf: (identity: string) => string | undefined;
  /** The last one was taken off. */
  readonly onEmptied: () => void;
}

/** Everything that was found and not left out. */
export function TargetList({ found, draft, update, mistakeOf, onEmptied }: TargetListProps) {
  const { t } = useTranslation('filing');
  const list = useRef<HTMLUListElement>(null);
  const [pages, setPages] = useState(1);
  if (found.length === 0) return null;
  const leaveOut = (index: number, identity: string) => {
    // The focus goes on to the neighbour, so that several can be taken off in a row.
    const neighbour = list.current?.children[index + 1] ?? list.current?.children[index - 1];
    const button = neighbour?.querySelector<HTMLElement>('[data-leave-out]');
    update(({ leftOut }) => ({ leftOut: [...leftOut, identity] }));
    if (button) button.focus();
    else onEmptied();
  };
  const wrong = found.findLastIndex(({ identity }) => mistakeOf(identity) !== undefined);
  const shown = Math.max(pages * pageSize, Math.min(wrong + 1, mostWrongShown));
  return (
    <>
      {found.length > pageSize && <Counts found={found} />}
      <ul ref={list} className={own.list} aria-label={t('where.list')}>
        {found.slice(0, shown).map((each, index) => (
          <TargetItem
            key={each.identity}
            index={index}
            found={each}
            locator={draft.locators[each.identity] ?? ''}
            space={draft.spaces[each.identity]}
            mistake={mistakeOf(each.identity)}
            onSpace={(space) =>
              update(({ spaces: { [each.identity]: _before, ...others } }) => ({
                spaces: space ? { ...others, [each.identity]: space } : others,
              }))
            }
            onLocator={(locator) =>
              update(({ locators }) => ({
                locators: { ...locators, [each.identity]: locator },
                confirmed: [],
              }))
            }
            onPlatform={(platform) =>
              update(({ text }) => ({ text: withPlatform(text, each.input, platform) }))
            }
            onLeaveOut={() => leaveOut(index, each.identity)}
          />
        ))}
      </ul>
      {found.length > shown && (
        <Button className={own.file} variant="default" size="xs" onClick={() => setPages((now) => now + 1)}>
          {t('where.more', { count: Math.min(pageSize, found.length - shown), left: found.length - shown })}
        </Button>
      )}
    </>
  );
}

const pageSize = 50;
const mostWrongShown = 500;

/** Of very many, how many there are of each sort. */
function Counts({ found }: { found: readonly Found[] }) {
  const { t } = useTranslation('filing');
  const { t: code } = useTranslation('codes');
  const { targetKind } = useCodeTexts();
  const counts = new Map<string, number>();
  for (const { outcome, platform, kind } of found) {
    const sort =
      outcome === 'resolved' && platform
        ? `${code(`platform.${platform}`)} · ${targetKind(kind ?? '')}`
        : t('target.notFiled');
    counts.set(sort, (counts.get(sort) ?? 0) + 1);
  }
  return (
    <ul className={own.counts} aria-label={t('where.counts')}>
      {[...counts].map(([sort, count]) => (
        <li key={sort}>{t('where.sort', { sort, places: count })}</li>
      ))}
    </ul>
  );
}

/** Puts the platform's name before a name that stands alone on its line. */
function withPlatform(text: string, name: string, platform: string): string {
  return text
    .split('\n')
    .map((line) => (line.trim() === name ? `${platform} ${name}` : line))
    .join('\n');
}
