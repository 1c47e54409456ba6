import type { Platform } from '#client';
import type { Found } from './targets/found.js';

/** Longest explanation that the API takes at all. */
const mostAnywhere = 20_000;

/**
 * How long an explanation may be: as long as the tightest of the channels takes that carry it.
 *
 * @param channels channel ids the preview named; without them, the usual ones of the platforms
 */
export function mostExplanationChars(
  platforms: readonly Platform[],
  filed: readonly Found[],
  channels?: ReadonlySet<string>,
): number {
  const used = platforms
    .filter(({ key }) => filed.some(({ platform }) => platform === key))
    .flatMap((platform) =>
      platform.channels.filter(({ id }) => channels?.has(id) ?? id === platform.defaultChannel),
    );
  const limits = used
    .filter(({ needs }) => needs.includes('explanation'))
    .map(({ maxExplanationChars }) => maxExplanationChars);
  return Math.min(mostAnywhere, ...limits);
}
