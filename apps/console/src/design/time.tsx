import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { absoluteTime, relativeTime } from './times.js';

const tickMs = 15_000;

interface TimeProps {
  /** ISO 8601. */
  readonly at: string;
  /** `relative` has the other as its tooltip. */
  readonly style?: 'relative' | 'absolute' | 'both';
}

/** A point in time, on the clock of Brussels; the relative one moves on by itself. */
export function Time({ at, style = 'relative' }: TimeProps) {
  const { i18n } = useTranslation();
  const nowMs = useSyncExternalStore(everyTick, currentTick) * tickMs;
  const atMs = Date.parse(at);
  const relative = relativeTime(atMs, nowMs, i18n.language);
  const absolute = absoluteTime(atMs, i18n.language);
  return (
    <time dateTime={at} title={style === 'relative' ? absolute : undefined}>
      {style === 'relative' && relative}
      {style === 'absolute' && absolute}
      {style === 'both' && `${relative} · ${absolute}`}
    </time>
  );
}

/** Rounded to the nearest tick, so that what happened just now is not in the future. */
const currentTick = () => Math.round(Date.now() / tickMs);

function everyTick(tell: () => void): () => void {
  const timer = setInterval(tell, tickMs);
  return () => clearInterval(timer);
}
