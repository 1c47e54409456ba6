import type { Platform } from '#client';
import { minuteOf, plain, table } from './layout.js';

/** One line a platform, and another where something holds it up. */
export function platformTable(platforms: readonly Platform[], timeZone: string): string {
  const cells = platforms.map(({ key, mode, defaultChannel }) => [key, mode, plain(defaultChannel)]);
  const [head = '', ...lines] = table([['platform', 'mode', 'channel'], ...cells]).split('\n');
  const held = platforms.map(({ heldUntil, heldBecause }) =>
    heldUntil === null
      ? []
      : [`  held until ${minuteOf(heldUntil, timeZone)}: ${heldBecause ?? 'no reason given'}`],
  );
  const closed = platforms.map(({ channels }) =>
    channels.flatMap(({ id, state }) =>
      state === 'USABLE' ? [] : [`  ${plain(id)}: ${closedTexts[state]}`],
    ),
  );
  return [
    head,
    ...lines.flatMap((line, index) => [line, ...(held[index] ?? []), ...(closed[index] ?? [])]),
  ].join('\n');
}

const closedTexts = { DEAD: 'dead, notices to it came back', OFF: 'switched off' } as const;

/** What a mode means for whoever just set it. */
export function modeText({ name, mode }: Pick<Platform, 'name' | 'mode'>): string {
  return `${plain(name)} is ${mode}: ${meanings[mode]}`;
}

const meanings = {
  armed: 'notices really leave from now on.',
  rehearsed: 'notices reach its simulator only.',
  stopped: 'nothing is sent until it is armed or rehearsed again.',
} as const;
