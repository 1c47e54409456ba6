import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describeError, redact } from './redact.js';

it('blots out what stands under a telling name, however it is spelled and however deep', () => {
  const fields = {
    submissionId: 'sub_example',
    'X-Api-Key': 'canary',
    api_key: 'canary',
    mail: { From: 'canary', attempts: [{ refreshToken: 'canary', number: 2 }] },
    text: null,
  };
  expect(redact(fields)).toEqual({
    submissionId: 'sub_example',
    'X-Api-Key': '[redacted]',
    api_key: '[redacted]',
    mail: { From: '[redacted]', attempts: [{ refreshToken: '[redacted]', number: 2 }] },
    text: null,
  });
});

it('says of a failed request its name, code and place, and nothing of what went over the wire', () => {
  const failed = Object.assign(new Error('Request to https://user:canary@platform.example/x failed'), {
    code: 'ERR_BAD_REQUEST',
    config: { headers: { Authorization: 'canary' }, data: 'canary' },
    response: { data: 'canary' },
    cause: Object.assign(new Error('550 <canary@mail.example>: rejected'), {
      rejected: ['canary@mail.example'],
    }),
  });
  const line = JSON.stringify(redact({ error: failed }));
  expect(line).not.toContain('canary');
  expect(redact({ error: failed })).toMatchObject({
    error: { name: 'Error', code: 'ERR_BAD_REQUEST', cause: { name: 'Error' } },
  });
  expect(describeError(failed)['stack']).toContain('redact.spec');
});

const thrownBy = (act: () => unknown): Error => {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
};

it.each([
  ['a parser', () => JSON.parse('Synthetic canary "text"\n    at canary')],
  ['a parser of long texts', () => JSON.parse(`{"text": "${'canary '.repeat(40)}`)],
  ['the file system', () => readFileSync('/no such/canary of ours')],
  ['a check of arguments', () => readFileSync('ca\0canary')],
  ['headers', () => new Headers({ 'x-synthetic': 'can\ncanary' })],
])('does not repeat what %s quotes of what it was given', (_what, act) => {
  const line = JSON.stringify(describeError(thrownBy(act)));
  expect(line).not.toContain('canary');
  expect(line).toContain('redact.spec');
});

it('does not repeat what a mail server said', () => {
  const said = '550 5.7.1 canary was refused';
  const failed = Object.assign(new Error(`Message failed: ${said}`), { response: said, code: 'EMESSAGE' });
  expect(describeError(failed)).toMatchObject({
    code: 'EMESSAGE',
    stack: expect.stringMatching(/^Error: Message failed: \[redacted\]\n/),
  });
});

it('says of a fault of the database which table it was, and nothing of the row', () => {
  const failed = Object.assign(new Error('invalid input syntax for type uuid: "canary"'), {
    ...{ code: '22P02', table: 'reports', column: 'id', constraint: undefined },
    ...{ detail: 'Failing row contains (canary).', where: 'canary' },
  });
  const described = describeError(failed);
  expect(described).toMatchObject({ code: '22P02', table: 'reports', column: 'id' });
  expect(JSON.stringify(described)).not.toContain('canary');
});

it('keeps names of our own code in a message', () => {
  const failed = thrownBy(() => (undefined as unknown as { close(): void }).close());
  expect(describeError(failed)['stack']).toContain("(reading 'close')");
});

it('does not repeat something thrown that is no error', () => {
  expect(describeError('canary')).toEqual({ name: 'string' });
});

it('never lets a value under a telling name through', () => {
  const telling = fc.constantFrom('password', 'Authorization', 'to', 'explanation', 'URL', 'secret');
  const nested = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.integer(),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.string({ maxLength: 4 }), tie('node'), { maxKeys: 3 }),
      fc.tuple(telling, tie('node')).map(([key, inner]) => ({ [key]: 'canary-7', inner })),
    ),
  })).node;
  fc.assert(
    fc.property(nested, (value) => {
      expect(JSON.stringify(redact({ value }))).not.toContain('canary-7');
    }),
  );
});

it('ends on circles, dates and bytes', () => {
  const circle: Record<string, unknown> = { at: new Date(0), bytes: new Uint8Array(3), big: 2n ** 60n };
  circle['self'] = circle;
  expect(redact(circle)).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    bytes: '[3 bytes]',
    big: '1152921504606846976',
    self: '[deeper]',
  });
});
