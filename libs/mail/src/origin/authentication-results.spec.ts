import { readAuthenticationResults } from './authentication-results.js';

const read = (value: string) => {
  const found = readAuthenticationResults(value);
  return (
    found && {
      id: found.authservId,
      results: found.results.map(({ method, result, of }) => [method, result, Object.fromEntries(of)]),
    }
  );
};

it.each([
  [
    'mx.helpline.example; dmarc=pass (p=REJECT) header.from=platform.example; dkim=pass header.d=platform.example header.s=a',
    'mx.helpline.example',
    [
      ['dmarc', 'pass', { 'header.from': 'platform.example' }],
      ['dkim', 'pass', { 'header.d': 'platform.example', 'header.s': 'a' }],
    ],
  ],
  ['MX.Helpline.Example 1; none', 'mx.helpline.example', []],
  [
    'mx.example; spf=fail smtp.mailfrom="a b"@c; dmarc=FAIL header.from=platform.example',
    'mx.example',
    [
      ['spf', 'fail', { 'smtp.mailfrom': 'a' }],
      ['dmarc', 'fail', { 'header.from': 'platform.example' }],
    ],
  ],
])('reads %s', (value, id, results) => expect(read(value)).toEqual({ id, results }));

it.each([
  [
    'in a comment',
    'mx.example; dmarc=fail (dmarc=pass; dmarc=pass header.from=platform.example) header.from=x.example',
  ],
  [
    'in a comment within one',
    'mx.example; dmarc=fail (a (b) ; dmarc=pass header.from=platform.example) header.from=x.example',
  ],
  [
    'in quotes',
    'mx.example; dmarc=fail reason="; dmarc=pass header.from=platform.example;" header.from=x.example',
  ],
])('takes no result that stands %s', (_where, value) => {
  const found = readAuthenticationResults(value)?.results.filter(({ result }) => result === 'pass');
  expect(found).toEqual([]);
});

it.each(['', '   ', '(nothing)', '; dmarc=pass'])('reads nothing from "%s"', (value) =>
  expect(readAuthenticationResults(value)).toBeUndefined(),
);
