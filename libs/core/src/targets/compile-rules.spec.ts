import { examplebook } from '../../../../test/support/examplebook.js';
import { boundedPattern } from './bounded-pattern.js';
import { catalogueOf } from './compile-rules.js';
import type { TargetRules } from './rules.js';

describe('catalogueOf', () => {
  it('compiles rules once, also in a list of their own', () => {
    const rules = [examplebook];
    expect(catalogueOf(rules)).toBe(catalogueOf(rules));
    expect(catalogueOf([examplebook]).platforms[0]).toBe(catalogueOf(rules).platforms[0]);
  });

  it.each<[string, Partial<TargetRules>, string]>([
    ['a shape of an unknown kind', { shapes: [{ path: '/x', kind: 'nothing' }] }, 'unknown kind: nothing'],
    [
      'a shape without an id of its kind',
      { shapes: [{ path: '/x', kind: 'post' }] },
      'does not say what post is',
    ],
    ['a shape with an unknown part', { shapes: [{ path: '/{x}', kind: 'opaque' }] }, 'unknown part: x'],
    [
      'a kind with an unknown part',
      { kinds: { post: { namesPerson: false, ids: ['x'], url: null } } },
      'unknown part: x',
    ],
    ['names of a kind with two ids', { handleKind: 'comment' }, 'comment must be a kind with one id'],
    [
      'a host listed twice',
      { hosts: [{ host: 'exb.test' }, { host: 'exb.test' }] },
      'exb.test is listed twice',
    ],
    [
      'a pattern that repeats a group',
      { parts: { ...examplebook.parts, post: '(?:a+)+' } },
      'repeats a group',
    ],
  ])('refuses %s', (_name, change, message) => {
    expect(() => catalogueOf([{ ...examplebook, ...change }])).toThrow(message);
  });
});

describe('boundedPattern', () => {
  it.each(['(?:a|b)*', '(?:a+)+', '(a){2,}', '(?:a(?:b)?)*'])(
    'refuses %s, which could match in many ways',
    (pattern) => {
      expect(() => boundedPattern(pattern, {})).toThrow('repeats a group');
    },
  );

  it.each(['(?<=a)b', '(?<!a)b', '(?<x>a)\\k<x>', '(a)\\1'])('refuses %s, which looks back', (pattern) => {
    expect(() => boundedPattern(pattern, {})).toThrow('looks back');
  });

  it.each(['(?:a|b)?', '[(){}*+]+', '\\(a\\)+', '(?!a)[a-z]{1,9}', '/{id}'])('takes %s', (pattern) => {
    expect(boundedPattern(pattern, { id: '\\d+' })).toBeInstanceOf(RegExp);
  });

  it('matches a whole string or nothing', () => {
    const pattern = boundedPattern('/{id}|/x', { id: '\\d+' });
    expect(pattern.exec('/12')?.groups).toMatchObject({ id: '12' });
    expect(['/12/', 'a/12', '/12\n', '/xy'].filter((text) => pattern.test(text))).toEqual([]);
  });
});
