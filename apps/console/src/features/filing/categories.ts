import type { Category } from '#client';

/** Under which heading a category stands: how a caller would tell it, not how the law sorts it. */
export const categoryGroups = ['sexual', 'bullying', 'identity', 'danger', 'other'] as const;
export type CategoryGroup = (typeof categoryGroups)[number];

const groupOf: Readonly<Record<string, CategoryGroup>> = {
  SEXTORTION: 'sexual',
  SEXTING_MINOR_SHARED: 'sexual',
  GROOMING: 'sexual',
  CSAM: 'sexual',
  CSAM_SYNTHETIC: 'sexual',
  EXPLOITATION_TRAFFICKING: 'sexual',
  VOYEURISM: 'sexual',
  NCII_ADULT: 'sexual',
  CYBERBULLYING: 'bullying',
  HARASSMENT_GROUP: 'bullying',
  THREAT: 'bullying',
  VIOLENCE_FILMED: 'bullying',
  HATE: 'bullying',
  IMPERSONATION: 'identity',
  PRIVACY_DOXXING: 'identity',
  ACCOUNT_HIJACK: 'identity',
  OWN_CONTENT_LOST_ACCESS: 'identity',
  SELF_HARM_RISK: 'danger',
};

export interface GroupedCategories {
  readonly group: CategoryGroup;
  readonly categories: readonly Category[];
}

/** The categories a report can be filed under, by heading, the most frequent first. One that is new here is an other. */
export function groupedCategories(all: readonly Category[]): GroupedCategories[] {
  const fileable = all.filter(({ ground }) => ground !== 'ADVICE');
  const order = Object.keys(groupOf);
  const rank = ({ code }: Category) => order.indexOf(code) + 1 || order.length + 1;
  return categoryGroups
    .map((group) => ({
      group,
      categories: fileable
        .filter(({ code }) => (groupOf[code] ?? 'other') === group)
        .sort((a, b) => rank(a) - rank(b)),
    }))
    .filter(({ categories }) => categories.length > 0);
}

/** Categories that lead to advice: nothing is sent for them. */
export function adviceCategories(all: readonly Category[]): Category[] {
  return all.filter(({ ground }) => ground === 'ADVICE');
}

/** Whether every word of `wish` stands in the category's texts, whatever the accents. */
export function matches({ labels, descriptions }: Category, wish: string, language: string): boolean {
  const text = folded(`${labels[language] ?? ''} ${descriptions[language] ?? ''}`);
  return folded(wish)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
