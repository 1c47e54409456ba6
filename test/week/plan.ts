import { callerRoles, languages, type CallerRole, type Language } from '#core';
import { randomFrom, type Random } from '../support/random.js';
import { behaviours, type Behaviour, type PlatformKey } from './behaviours.js';

export interface PlannedTarget {
  readonly platform: PlatformKey;
  readonly input: string;
  readonly behaviour: Behaviour;
}

export interface PlannedReport {
  readonly category: string;
  readonly role: CallerRole;
  readonly language: Language;
  /** One a platform. */
  readonly targets: readonly PlannedTarget[];
}

/** Where nothing is sent to anybody. */
export const adviceCategories = ['SEXTING_AT_RISK', 'UNSURE'] as const;

const criticalCategories = [
  ...['CSAM', 'CSAM_SYNTHETIC', 'SEXTORTION', 'GROOMING', 'THREAT'],
  ...['SELF_HARM_RISK', 'EXPLOITATION_TRAFFICKING'],
];
/** Calm, and known to YouTube's API, with or without being illegal. */
const illegalCategories = ['HATE', 'NCII_ADULT', 'VOYEURISM', 'SEXTING_MINOR_SHARED'];
const flaggedCategories = [
  ...illegalCategories,
  ...['CYBERBULLYING', 'PRIVACY_DOXXING', 'VIOLENCE_FILMED', 'IMPERSONATION'],
];
const calmCategories = [
  ...flaggedCategories,
  ...['HARASSMENT_GROUP', 'ACCOUNT_HIJACK', 'OWN_CONTENT_LOST_ACCESS'],
];

/**
 * Reports of one week, from a seed. Every behaviour on every platform that has it comes once before any comes again;
 * about every fourth report stands on several platforms at once.
 */
export function planWeek(seed: number, count: number): readonly PlannedReport[] {
  const random = randomFrom(seed);
  const every = behaviours.flatMap((behaviour) => behaviour.on.map((platform) => ({ behaviour, platform })));
  let waiting: Treatment[] = [];
  const next = (fits: (treatment: Treatment) => boolean) => {
    if (waiting.length === 0) waiting = shuffled(every, random);
    const at = waiting.findIndex(fits);
    return at < 0 ? undefined : waiting.splice(at, 1)[0];
  };
  let number = seed * 10_000;
  return Array.from({ length: count }, (_, index): PlannedReport => {
    const first = next(() => true)!;
    const treatments = [first];
    for (let more = random.chance(0.25) ? random.between(1, 3) : 0; more > 0; more -= 1) {
      const also = next(
        ({ behaviour, platform }) =>
          treatments.every((each) => each.platform !== platform) &&
          behaviour.urgency === first.behaviour.urgency &&
          behaviour.regime === first.behaviour.regime,
      );
      if (also) treatments.push(also);
    }
    const categories = categoriesFor(treatments);
    return {
      category: categories[index % categories.length]!,
      role: callerRoles[index % callerRoles.length]!,
      language: random.pick(languages),
      targets: treatments.map(({ behaviour, platform }) => ({
        ...{ behaviour, platform },
        input: addressOf(platform, behaviour, (number += 1)),
      })),
    };
  });
}

interface Treatment {
  readonly behaviour: Behaviour;
  readonly platform: PlatformKey;
}

function categoriesFor(treatments: readonly Treatment[]): readonly string[] {
  if (treatments.some(({ behaviour }) => behaviour.urgency === 'critical')) return criticalCategories;
  if (treatments.some(({ behaviour }) => behaviour.regime !== undefined)) return illegalCategories;
  return treatments.some(({ platform }) => platform === 'youtube') ? flaggedCategories : calmCategories;
}

/** A synthetic address that no other target of the week has. */
function addressOf(platform: PlatformKey, { target }: Behaviour, number: number): string {
  const digits = String(number).padStart(8, '0');
  switch (platform) {
    case 'facebook':
      return `https://www.facebook.com/synthetic.example/posts/88000000${digits}`;
    case 'instagram':
      return `https://www.instagram.com/p/wk${digits}/`;
    case 'snapchat':
      return target === 'person'
        ? `https://www.snapchat.com/add/synthetic${digits}`
        : `https://www.snapchat.com/spotlight/W7_Synthetic_week${digits}`;
    case 'whatsapp':
      return target === 'channel'
        ? `https://whatsapp.com/channel/SyntheticChannel${digits}`
        : `https://chat.whatsapp.com/Syntheticweek${digits}`;
    case 'youtube':
      return target === 'comment'
        ? `https://www.youtube.com/watch?v=wkx${digits}&lc=UgSYNTHETIC${digits}`
        : `https://youtu.be/wkx${digits}`;
  }
}

function shuffled<T>(some: readonly T[], random: Random): T[] {
  return some
    .map((each) => ({ each, place: random.next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ each }) => each);
}
