import type { NewWebhookEndpoint, WebhookEndpoint } from '#client';

/** What an endpoint gets, where and how, as the form holds it; a list that is null lets everything through. */
export type Terms = Pick<WebhookEndpoint, 'url' | 'description' | 'format'> & {
  readonly [List in 'events' | 'platforms' | 'categories' | 'sla']: NonNullable<
    NewWebhookEndpoint[List]
  > | null;
};

export const everything: Terms = {
  ...{ url: '', description: '', format: 'STANDARD' },
  ...{ events: null, platforms: null, categories: null, sla: null },
};

export function termsOf(endpoint: WebhookEndpoint): Terms {
  const { url, description, format, events, platforms, categories, sla } = endpoint;
  return { url, description, format, events, platforms, categories, sla };
}

/** What was changed alone, so that what somebody else changed meanwhile stays. */
export function changesOf(before: Terms, now: Terms): Partial<Terms> {
  const changed = Object.entries(now).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Terms]),
  );
  return Object.fromEntries(changed);
}

/** `submission.*` lets all of them through, also those to come. */
export function groupOf(type: string): string {
  return `${type.split('.')[0] ?? ''}.*`;
}

/** With an entry, or without it; a group takes the place of its types. */
export function withEntry(entries: readonly string[], entry: string, isIn: boolean): string[] {
  const kept = entries.filter(
    (each) => each !== entry && !(isIn && entry.endsWith('.*') && groupOf(each) === entry),
  );
  return isIn ? [...kept, entry] : kept;
}
