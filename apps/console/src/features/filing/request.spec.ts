import { ApiProblem } from '#client';
import type { Draft } from './draft.js';
import { filedOf, fileRequest, missingIn, mistakesOf, previewedOf, previewRequest } from './request.js';
import type { Found } from './targets/found.js';

const found = (identity: string, outcome: Found['outcome'] = 'resolved'): Found => ({
  ...{ identity, outcome, namesPerson: false, times: 1 },
  input: `https://example.org/${identity}`,
});
const draft = (more: Partial<Draft> = {}): Draft => ({
  ...{ writtenOn: '2026-11-23T12:00:00.000Z', isHeld: false },
  ...{ key: 'synthetic-key', text: '', listed: [], leftOut: [], locators: { a: ' in the comments ' } },
  ...{ category: 'SEXTORTION', asks: null, explanation: ' Synthetic. ', role: 'PARENT', language: null },
  ...{ triage: [], names: '', confirmed: [], spaces: {}, translations: {}, legalBases: [], factsOn: '' },
  ...more,
});

describe('a draft on its way to the API', () => {
  it('is filed at every target that was found and not left out', () => {
    const filed = filedOf([found('a'), found('b', 'opaque'), found('c')], ['c']);
    expect(fileRequest(draft(), filed, 'nl')).toEqual({
      category: 'SEXTORTION',
      targets: [{ input: 'https://example.org/a', locator: 'in the comments' }],
      explanation: 'Synthetic.',
      caller: { role: 'PARENT' },
      language: 'nl',
      goodFaith: true,
    });
  });

  it('is held for two weeks where the police come first, and says the same each time', () => {
    expect(fileRequest(draft({ isHeld: true }), [found('a')], 'nl')?.hold).toEqual({
      ...{ reason: 'POLICE_FIRST', until: '2026-12-07T12:00:00.000Z' },
    });
  });

  it('is previewed whole, or of very many some of each sort and those with notes', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => found(String(index)));
    expect(previewedOf(many.slice(0, 100), {})).toHaveLength(100);
    expect(previewedOf(many, { '700': 'second photo' }).map(({ identity }) => identity)).toEqual([
      ...['0', '1', '2', '3', '4'],
      '700',
    ]);
  });

  it('takes the names that must not leave along, and what may', () => {
    const careful = draft({ names: ' Synthetic School \n\nLaura', confirmed: ['PHONE'] });
    expect(fileRequest(careful, [found('a')], 'nl')).toMatchObject({
      ...{ confidential: ['Synthetic School', 'Laura'], confirmedFindings: ['PHONE'] },
    });
    expect(previewRequest(careful, [found('a')], 'nl')).not.toHaveProperty('confirmedFindings');
  });

  it('takes along where it was seen, the day and the law of the facts, and translations', () => {
    const whole = draft({
      ...{ spaces: { a: 'PRIVATE_GROUP' }, factsOn: '2026-11-20', legalBases: ['harassment'] },
      translations: { en: ' Invented. ', de: ' ', nl: 'the language of the report' },
    });
    expect(fileRequest(whole, [found('a')], 'nl')).toMatchObject({
      targets: [{ space: 'PRIVATE_GROUP' }],
      ...{ factsOn: '2026-11-20', legalBases: ['harassment'], translations: { en: 'Invented.' } },
    });
  });

  it('is filed with the answers that led to its category, where there are any', () => {
    const triage = [{ question: 'DANGER', answer: 'NO' }];
    expect(fileRequest(draft({ triage }), [found('a')], 'nl')).toMatchObject({ triage });
  });

  it('is previewed before it is complete, and says no good faith for anybody', () => {
    const early = draft({ explanation: ' ', role: null, language: 'de', asks: ['REMOVE_CONTENT'] });
    expect(previewRequest(early, [found('a')], 'nl')).toEqual({
      category: 'SEXTORTION',
      targets: [{ input: 'https://example.org/a', locator: 'in the comments' }],
      asks: ['REMOVE_CONTENT'],
      caller: { role: 'OTHER' },
      language: 'de',
    });
    expect(previewRequest(early, [], 'nl')).toBeNull();
    expect(fileRequest(early, [found('a')], 'nl')).toBeNull();
  });

  it('says everything that is missing, in the order of the page', () => {
    const empty = draft({ category: null, asks: [], explanation: ' ', role: null });
    expect(missingIn(empty, [], false).map(({ field }) => field)).toEqual([
      ...['targets', 'category', 'asks', 'explanation', 'role', 'goodFaith'],
    ]);
    expect(missingIn(draft(), [found('a')], true)).toEqual([]);
  });

  it('takes each refusal of the API to its part of the page', () => {
    const error = (pointer: string) => ({ pointer, code: 'SYNTHETIC', detail: 'Synthetic.' });
    const pointers = ['/targets/1/input', '/targets/9/input', '/caller/role', '/explanation', '/channels/x'];
    const problem = new ApiProblem(422, 'REQUEST.INVALID', 'See errors.', pointers.map(error));
    const mistakes = mistakesOf(problem, [found('a'), found('b')]);
    expect(mistakes.map(({ field, identity }) => [field, identity])).toEqual([
      ['targets', 'b'],
      ['targets', undefined],
      ['role', undefined],
      ['explanation', undefined],
      [null, undefined],
    ]);
  });
});
