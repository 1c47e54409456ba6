import { Text, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import classes from './page.module.css';
import { useShownPage } from './shown-page.js';

interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Beside the title: the page's own actions. */
  readonly actions?: ReactNode;
  /** `narrow` for what is read and filled in, `wide` for lists. */
  readonly width?: 'narrow' | 'wide';
  /** Where people begin to type at once, this takes the focus instead of the title. */
  readonly focusFirst?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

/** The browser itself begins at the top of the first page, where the way past the navigation is. */
let isFirst = true;

/** Every page: its title, also as the window's, and the focus on it when one comes to it from another. */
export function Page({ title, lead, actions, width = 'wide', focusFirst, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useShownPage(`${title} · Uniflag`);
  useEffect(() => {
    const first = focusFirst ?? (isFirst ? undefined : heading);
    first?.current?.focus({ preventScroll: true });
    isFirst = false;
  }, [focusFirst]);
  return (
    <div className={classes.page} data-width={width}>
      <header className={classes.header}>
        <div>
          <Title order={1} ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {lead !== undefined && (
            <Text c="dimmed" mt={6} maw="44rem">
              {lead}
            </Text>
          )}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
