import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { eventTypes } from '#core';
import { eventCatalogue } from '#webhooks';
import { brokenPromises, eventShapes, type EventShape } from './event-shapes.js';
import { breakingChanges, type Schema } from './schema-changes.js';

/**
 * The shape of every event that webhooks bring, as it was promised. `UPDATE_GOLDEN=1 npx jest test/golden` writes the file
 * anew after fields were added or a version was raised, and refuses where a promise would be broken.
 */
const file = join(import.meta.dirname, 'event-shapes.json');

describe('the shapes of events', () => {
  let golden: string;
  let promised: readonly EventShape[];
  beforeAll(async () => {
    const isNew = !existsSync(file);
    promised = isNew ? [] : (JSON.parse(readFileSync(file, 'utf8')) as readonly EventShape[]);
    if (process.env['UPDATE_GOLDEN'] === '1' && brokenPromises(promised, eventShapes()).length === 0)
      writeFileSync(file, await inWriting(eventShapes()));
    golden = readFileSync(file, 'utf8');
  });

  it('keep what was promised', () => {
    expect(brokenPromises(promised, eventShapes())).toEqual([]);
  });

  it('are written down, each type once: after a change that breaks nothing run UPDATE_GOLDEN=1 npx jest test/golden', async () => {
    expect(golden).toBe(await inWriting(eventShapes()));
    const written = (JSON.parse(golden) as readonly EventShape[]).flatMap(({ types }) => types);
    expect(written.toSorted()).toEqual([...eventTypes].sort());
  });
});

describe('a promise', () => {
  const changed = (change: (schema: any) => void, version = 1) =>
    eventShapes(
      eventCatalogue().map((each) => {
        const schema: any = structuredClone(each.schema);
        if (each.type !== 'submission.decided') return each;
        change(schema.properties.data);
        return { ...each, version, schema };
      }),
    );
  const broken = (now: readonly EventShape[]) => brokenPromises(eventShapes(), now);

  it.each<[string, (data: any) => void]>([
    ['a field', ({ properties }) => (properties.urgency = { type: 'string' })],
    [
      'a field that is always there',
      (data) => {
        data.properties.urgency = { type: 'string' };
        data.required.push('urgency');
      },
    ],
    ['a detail', ({ properties }) => (properties.detail.properties.note = { type: 'string' })],
    ['a word', ({ properties }) => properties.word.anyOf[0].enum.push('synthetic_word')],
    ['a sentence for people', ({ properties }) => (properties.sequence.description = 'counts')],
  ])('is kept where %s is added', (_what, change) => {
    expect(broken(changed(change))).toEqual([]);
  });

  it.each<[string, (data: any) => void, string]>([
    ['a field is removed', ({ properties }) => delete properties.category, 'body.data.category is gone'],
    [
      'a detail is renamed',
      ({ properties: { detail } }) => {
        detail.properties.grounds = detail.properties.reason;
        delete detail.properties.reason;
      },
      'body.data.detail.reason is gone',
    ],
    [
      'a type is changed',
      ({ properties }) => (properties.sequence.type = 'string'),
      'body.data.sequence has type "string" in place of "integer"',
    ],
    [
      'an enum is narrowed',
      ({ properties }) => properties.status.enum.shift(),
      'body.data.status no longer knows',
    ],
    [
      'a field may be absent',
      (data) => data.required.splice(data.required.indexOf('links'), 1),
      'body.data.links may be absent',
    ],
    [
      'a field may be null',
      ({ properties }) => (properties.platform = { anyOf: [properties.platform, { type: 'null' }] }),
      'body.data.platform has anyOf',
    ],
    [
      'an id is written otherwise',
      ({ properties }) => (properties.id.pattern = '^ev-'),
      'body.data.id has pattern',
    ],
  ])('is broken where %s, and the message says what to do', (_what, change, says) => {
    const found = broken(changed(change));
    expect(found[0]).toContain(`submission.decided v1: ${says}`);
    expect(found[0]).toContain('or give the type another version');
  });

  it('is broken where a type is gone or its version falls, and free where it rises', () => {
    const removed = ({ properties }: any) => delete properties.category;
    expect(broken(eventShapes(eventCatalogue().slice(1)))[0]).toContain(
      'report.created v1 is sent no longer',
    );
    expect(broken(changed(removed, 0))[0]).toContain('versions only rise');
    expect(broken(changed(removed, 2))).toEqual([]);
  });
});

describe('breakingChanges', () => {
  const flat: Schema = {
    type: 'object',
    properties: { a: { type: 'string' }, b: { enum: ['X', 'Y'] } },
    required: ['a'],
  };

  it('finds none in itself, in whatever order its fields stand', () => {
    const { type, properties, required } = flat as any;
    const turned = { required, properties: { b: properties.b, a: properties.a }, type };
    expect(breakingChanges(flat, turned)).toEqual([]);
  });

  it('looks into lists and alternatives', () => {
    const list = (items: Schema): Schema => ({ type: 'array', items });
    expect(breakingChanges(list(flat), list({ ...flat, properties: {} }))).toEqual([
      'body[].a is gone',
      'body[].b is gone',
    ]);
    const either = (...ways: Schema[]): Schema => ({ anyOf: ways });
    expect(
      breakingChanges(either(flat, { type: 'null' }), either({ ...flat, required: [] }, { type: 'null' })),
    ).toEqual(['body.a may be absent']);
    expect(breakingChanges(either(flat, { type: 'null' }), either(flat))).toHaveLength(1);
  });
});

async function inWriting(shapes: readonly EventShape[]): Promise<string> {
  return format(JSON.stringify(shapes), { parser: 'json', printWidth: 110 });
}
