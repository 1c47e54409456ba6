import type { Platform } from '#client';
import { minuteOf, plain, table } from './layout.js';

export function platformTable(platforms: readonly Platform[], timeZone: string): string {
  return table([
    ['platform', 'mode', 'channel', 'held'],
    ...platforms.map(({ key, mode, defaultChannel, heldUntil, heldBecause }) => [
      key,
      mode,
      plain(defaultChannel),
      heldUntil === null ? '' : `until ${minuteOf(heldUntil, timeZone)} ${heldBecause ?? ''}`,
    ]),
  ]);
}

/** What a mode means for whoever just set it. */
export function modeText({ name, mode }: Pick<Platform, 'name' | 'mode'>): string {
  return `${plain(name)} is ${mode}: ${meanings[mode]}`;
}

const meanings = {
  armed: 'notices really leave from now on.',
  rehearsed: 'notices reach its simulator only.',
  stopped: 'nothing is sent until it is armed or rehearsed again.',
} as const;
