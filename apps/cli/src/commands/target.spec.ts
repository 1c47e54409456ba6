import { FakeApi } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const resolved = {
  ...{ input: 'hxxps://youtu[.]be/Synthetic_1', outcome: 'resolved', platform: 'youtube', kind: 'video' },
  ...{
    key: 'youtube:video:Synthetic_1',
    url: 'https://www.youtube.com/watch?v=Synthetic_1',
    namesPerson: false,
  },
};
const opaque = {
  ...{ input: 'https://fb.watch/Synthetic', outcome: 'opaque', reason: 'SHORT_LINK_MUST_BE_OPENED' },
  ...{
    platform: 'facebook',
    hint: 'This short link says nothing until it is opened, which Uniflag never does.',
  },
};
const several = {
  ...{ input: `${'look '.repeat(40)}\nhere`, outcome: 'invalid', reason: 'SEVERAL_TARGETS' },
  hint: 'This text holds several addresses. File each as a target of its own.',
  finds: [resolved, opaque],
};

describe('uniflag target resolve', () => {
  const apiAnswering = (...data: object[]) => new FakeApi().on('POST /v1/targets/resolve', { data });

  it('says what each input is, and what to do about the others', async () => {
    const { exitCode, out } = await runUniflag(apiAnswering(resolved, opaque, several), [
      ...['target', 'resolve', resolved.input, opaque.input, several.input],
    ]);
    expect(exitCode).toBe(1);
    expect(out).toMatchInlineSnapshot(`
     "resolved     hxxps://youtu[.]be/Synthetic_1
                  youtube:video:Synthetic_1
                  https://www.youtube.com/watch?v=Synthetic_1
     opaque       https://fb.watch/Synthetic
                  SHORT_LINK_MUST_BE_OPENED: This short link says nothing until it is
                  opened, which Uniflag never does.
     invalid      look look look look look look look look look look look look look l…
                  SEVERAL_TARGETS: This text holds several addresses. File each as a
                  target of its own.
                  resolved     hxxps://youtu[.]be/Synthetic_1
                               youtube:video:Synthetic_1
                               https://www.youtube.com/watch?v=Synthetic_1
                  opaque       https://fb.watch/Synthetic
                               SHORT_LINK_MUST_BE_OPENED: This short link says
                               nothing until it is opened, which Uniflag never does.
     "
    `);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('ends with 0 where every input holds a target', async () => {
    expect(await runUniflag(apiAnswering(resolved, several), ['target', 'resolve', 'a', 'b'])).toMatchObject({
      exitCode: 0,
    });
  });

  it('prints the rows of the API with --json', async () => {
    const { out } = await runUniflag(apiAnswering(resolved), ['target', 'resolve', 'x', '--json']);
    expect(JSON.parse(out)).toEqual({ data: [resolved] });
  });

  it('reads one input a line from standard input, or one text', async () => {
    const api = apiAnswering(resolved);
    const input = 'one\r\n\n  \ntwo\n';
    await runUniflag(api, ['target', 'resolve', 'zero', '-'], { input });
    await runUniflag(api, ['target', 'resolve', '-', '--text'], { input });
    expect(api.calls.map(({ body }) => body)).toEqual([
      { inputs: ['zero', 'one', 'two'] },
      { inputs: [input] },
    ]);
  });

  it('asks in portions of five hundred', async () => {
    const api = apiAnswering(resolved);
    await runUniflag(api, ['target', 'resolve', '-'], { input: 'x\n'.repeat(501) });
    expect(api.calls.map(({ body }) => (body as { inputs: string[] }).inputs.length)).toEqual([500, 1]);
  });

  it('ends with 2 where there is no input', async () => {
    expect(await runUniflag(apiAnswering(), ['target', 'resolve', '-'])).toMatchObject({ exitCode: 2 });
    expect(await runUniflag(apiAnswering(), ['target', 'resolve'])).toMatchObject({ exitCode: 2 });
  });
});
