import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
}

/** In place of a list that has nothing to show: why, and what to do. */
export function EmptyState({ icon: Mark, title, text, action }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <span className={classes.mark}>
        <Mark size={30} stroke={1.5} aria-hidden />
      </span>
      <p className={classes.title}>{title}</p>
      {text !== undefined && <p className={classes.text}>{text}</p>}
      {action}
    </div>
  );
}
