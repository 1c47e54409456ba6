import type { LawPeriod, LawSubject, LawTable } from '../taxonomy/catalogue.js';

/** The articles on one subject of each period that a day of the facts and a later one span. */
export interface DatedArticles {
  /** First day of the period, ISO 8601; null for the oldest. */
  readonly from: string | null;
  readonly articles: readonly string[];
}

/** A qualification that staff picked, with its articles at the time of the facts and since. */
export interface LegalBasis {
  readonly key: string;
  readonly labels: LawSubject['labels'];
  /** The period of the facts first. Several where the law was renumbered since: then the milder rule applies. */
  readonly periods: readonly DatedArticles[];
}

/**
 * What the law says of subjects, by the date of the facts.
 *
 * Between the facts and the notice the law may have changed; then both articles are named, because the milder of the two
 * applies (Article 2 of the Belgian Criminal Code, Article 15 ICCPR). A period without an article on the subject is
 * left out.
 *
 * @param factsOn day of the facts, ISO 8601; what the caller saw last where nobody knows
 * @param today   day of the notice, ISO 8601
 */
export function legalBasesOn(
  { periods, subjects }: LawTable,
  keys: readonly string[],
  factsOn: string,
  today: string,
): LegalBasis[] {
  const spanned = periodsBetween(periods, factsOn, today);
  return keys.flatMap((key): LegalBasis[] => {
    const subject = subjects.get(key);
    if (!subject) return [];
    const dated = spanned.map(({ key: period, from }) => ({
      from,
      articles: subject.articles[period] ?? [],
    }));
    return [{ key, labels: subject.labels, periods: withoutRepeats(dated) }];
  });
}

/** Whether the law knew the subject on the day of the facts: what was no offence then is none because of a later law. */
export function wasInForce({ periods, subjects }: LawTable, key: string, factsOn: string): boolean {
  const [period] = periodsBetween(periods, factsOn, factsOn);
  return period !== undefined && (subjects.get(key)?.articles[period.key] ?? []).length > 0;
}

/** The period of each day from one to the other, in order of time. */
function periodsBetween(periods: readonly LawPeriod[], first: string, last: string): readonly LawPeriod[] {
  const startsBy = (day: string) => periods.findLastIndex(({ from }) => from === null || from <= day);
  return periods.slice(startsBy(first), Math.max(startsBy(first), startsBy(last)) + 1);
}

/** A period that only carries the articles of the one before on is no other law. */
function withoutRepeats(dated: readonly DatedArticles[]): DatedArticles[] {
  const kept: DatedArticles[] = [];
  for (const each of dated)
    if (each.articles.length > 0 && each.articles.join() !== kept.at(-1)?.articles.join()) kept.push(each);
  return kept;
}
