import {
  IconAlertCircle,
  IconAlertTriangle,
  IconCircleCheck,
  IconInfoCircle,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notes.module.css';
import type { Tone } from './tone.js';

const icons: Readonly<Record<Tone, Icon>> = {
  calm: IconInfoCircle,
  moving: IconInfoCircle,
  good: IconCircleCheck,
  attention: IconAlertTriangle,
  bad: IconAlertCircle,
};

interface NoteProps {
  readonly tone: Tone;
  readonly title?: string;
  readonly role?: 'alert' | 'status';
  readonly children?: ReactNode;
}

/** A remark to the reader in the place it is about. */
export function Note({ tone, title, role, children }: NoteProps) {
  const Mark = icons[tone];
  return (
    <div className={classes.note} data-tone={tone} role={role}>
      <Mark size={22} stroke={1.8} aria-hidden />
      <div>
        {title !== undefined && <p className={classes.title}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
