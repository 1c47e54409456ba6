import type { NoticeRequest } from '#application';
import type { Language } from '#core';
import { noticeWords } from './notice-words.js';

/**
 * The qualifications that staff picked, one a line, with their articles by the day of the facts: suggested by the
 * notifier, decided by nobody. Empty where none was picked.
 */
export function qualification({ legalBases }: NoticeRequest, language: Language): string {
  const words = noticeWords[language];
  const lines = legalBases.map(({ labels, periods }) => {
    const dated = periods.map(({ from, articles }, index) => {
      const named = articles
        .map((article) => (/^\d/.test(article) ? words.article(article) : article))
        .join(', ');
      return index === 0 || from === null ? named : `${named} (${words.since(from)})`;
    });
    return `${labels[language]}: ${dated.join('; ')}`;
  });
  const isRenumbered = legalBases.some(({ periods }) => periods.length > 1);
  return [...lines, ...(isRenumbered ? [words.milderRule] : [])].join('\n');
}
