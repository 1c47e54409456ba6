import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
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
  if (found.length === 0) return null;
  const leaveOut = (index: number, identity: string) => {
    // The focus goes on to the neighbour, so that several can be taken off in a row.
    const neighbour = list.current?.children[index + 1] ?? list.current?.children[index - 1];
    const button = neighbour?.querySelector<HTMLElement>('[data-leave-out]');
    update(({ leftOut }) => ({ leftOut: [...leftOut, identity] }));
    if (button) button.focus();
    else onEmptied();
  };
  return (
    <ul ref={list} className={own.list} aria-label={t('where.list')}>
      {found.map((each, index) => (
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
  );
}

/** Puts the platform's name before a name that stands alone on its line. */
function withPlatform(text: string, name: string, platform: string): string {
  return text
    .split('\n')
    .map((line) => (line.trim() === name ? `${platform} ${name}` : line))
    .join('\n');
}
