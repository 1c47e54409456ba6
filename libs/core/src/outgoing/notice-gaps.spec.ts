import { checkElements, type NoticeElements } from './notice-gaps.js';

const complete: NoticeElements = {
  explanation: 'Synthetic: it insults a pupil.',
  target: { url: 'https://platform.example/post', locator: null },
  notifier: { name: 'Synthetic helpline', email: 'notices@uniflag.example' },
  notifierNameOptional: false,
  isInGoodFaith: true,
};
const gaps = (more: Partial<NoticeElements>) =>
  checkElements({ ...complete, ...more }).flatMap(({ missing }) => missing ?? []);

describe('the elements of Article 16(2)', () => {
  it('are all there in a complete notice', () => {
    expect(checkElements(complete).map(({ element }) => element)).toEqual(['A', 'B', 'C', 'D']);
    expect(gaps({})).toEqual([]);
  });

  it.each<[string, Partial<NoticeElements>, string[]]>([
    [
      'a reason of signs only',
      { explanation: '!!! ??? ... --- !!! ??? ... ---' },
      ['NOTICE.EXPLANATION_TOO_SHORT'],
    ],
    ['a place in words', { target: { url: null, locator: 'group "Synthetic"' } }, []],
    ['no place', { target: { url: null, locator: ' ' } }, ['NOTICE.EXACT_PLACE_MISSING']],
    ['no notifier', { notifier: { name: '', email: 'a@b.example' } }, ['NOTICE.NOTIFIER_MISSING']],
    [
      'no notifier where the law lets it',
      { notifier: { name: '', email: '' }, notifierNameOptional: true },
      [],
    ],
    ['no good faith', { isInGoodFaith: false }, ['NOTICE.GOOD_FAITH_MISSING']],
  ])('with %s say what to add', (_what, more, missing) => {
    expect(gaps(more)).toEqual(missing);
  });
});
