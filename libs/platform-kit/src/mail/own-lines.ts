import { languages } from '#core';
import { noticeWords } from './notice-words.js';

/** How the first lines of what we write begin, in every language: where a mail program quotes them without a mark. */
export const ownLines: readonly string[] = languages.flatMap((language) => {
  const words = noticeWords[language];
  return [
    words.addressee(''),
    upToData(words.repeatLine),
    ...Object.values(words.followUps).flatMap(({ repeatLine, intro }) => [repeatLine, upToData(intro)]),
  ];
});

function upToData(sentence: (data: string) => string): string {
  const mark = '\u0000';
  return sentence(mark).split(mark)[0] ?? '';
}
