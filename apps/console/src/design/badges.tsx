import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report, Word } from '#client';
import classes from './badges.module.css';
import { statusLooks, wordLooks, type Tone } from './tone.js';

interface ToneBadgeProps {
  readonly tone: Tone;
  readonly icon: Icon;
  /** `plain` has no ground: for rows of many. */
  readonly variant?: 'filled' | 'plain';
  readonly children: ReactNode;
}

/** A state, told by icon, text and colour together. */
export function ToneBadge({ tone, icon: Mark, variant = 'filled', children }: ToneBadgeProps) {
  return (
    <span className={classes.badge} data-tone={tone} data-variant={variant}>
      <Mark size={16} stroke={2} aria-hidden />
      <span>{children}</span>
    </span>
  );
}

/** Where a submission stands. */
export function WordBadge({ word, variant }: { word: Word; variant?: 'filled' | 'plain' }) {
  const { t } = useTranslation('codes');
  return (
    <ToneBadge {...wordLooks[word]} {...(variant && { variant })}>
      {t(`word.${word}`)}
    </ToneBadge>
  );
}

/** How far a report is. */
export function StatusBadge({ status }: { status: Report['status'] }) {
  const { t } = useTranslation('codes');
  return <ToneBadge {...statusLooks[status]}>{t(`status.${status}`)}</ToneBadge>;
}

/** What a person must do about a report now. */
export function AttentionBadge({ word }: { word: Report['attention'][number] }) {
  const { t } = useTranslation('codes');
  return (
    <ToneBadge tone="attention" icon={wordLooks[word].icon}>
      {t(`attention.${word}`)}
    </ToneBadge>
  );
}
