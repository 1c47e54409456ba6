import { aPlatform, FakeApi, problem } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

describe('uniflag platform', () => {
  const mode = (name: 'armed' | 'rehearsed' | 'stopped') => aPlatform({ mode: name });
  const api = () =>
    new FakeApi()
      .on('POST /v1/platforms/youtube/arm', mode('armed'))
      .on('POST /v1/platforms/youtube/rehearse', mode('rehearsed'))
      .on('POST /v1/platforms/youtube/stop', mode('stopped'));

  it('lists how the platforms stand', async () => {
    const held = { heldUntil: '2026-11-23T13:02:00.000Z', heldBecause: 'PLATFORM.RATE_LIMITED' };
    const data = [
      aPlatform({ key: 'facebook', defaultChannel: 'facebook-partner-mail' }),
      aPlatform({ mode: 'armed', ...held }),
    ];
    const { out } = await runUniflag(new FakeApi().on('GET /v1/platforms', { data }), ['platform', 'list']);
    expect(out).toMatchInlineSnapshot(`
     "platform  mode       channel
     facebook  rehearsed  facebook-partner-mail
     youtube   armed      yt-priority-form
       held until 2026-11-23 14:02: PLATFORM.RATE_LIMITED
     "
    `);
  });

  it.each([
    ['rehearse', 'YouTube is rehearsed: notices reach its simulator only.\n'],
    ['stop', 'YouTube is stopped: nothing is sent until it is armed or rehearsed again.\n'],
  ])('sets the mode with %s without asking', async (verb, out) => {
    expect(await runUniflag(api(), ['platform', verb, 'YouTube'])).toEqual({ exitCode: 0, out, err: '' });
  });

  it('arms after its key was typed', async () => {
    const questions: string[] = [];
    const ask = (question: string) => {
      questions.push(question);
      return Promise.resolve(' youtube ');
    };
    expect(await runUniflag(api(), ['platform', 'arm', 'youtube'], { ask })).toMatchObject({ exitCode: 0 });
    expect(questions).toEqual([expect.stringContaining('Type its key to arm it: ')]);
  });

  it.each([['y'], [''], ['yes']])('arms nothing after %j', async (answer) => {
    const fake = api();
    const ran = await runUniflag(fake, ['platform', 'arm', 'youtube'], {
      ask: () => Promise.resolve(answer),
    });
    expect(ran).toEqual({ exitCode: 1, out: '', err: 'Nothing was changed.\n' });
    expect(fake.calls).toEqual([]);
  });

  it('arms without asking with --yes alone', async () => {
    const fake = api();
    expect(await runUniflag(fake, ['platform', 'arm', 'youtube'])).toMatchObject({ exitCode: 2 });
    expect(fake.calls).toEqual([]);
    const ran = await runUniflag(fake, ['platform', 'arm', 'youtube', '--yes', '--json']);
    expect(JSON.parse(ran.out)).toEqual(mode('armed'));
  });

  it('says what is missing before a platform can be armed', async () => {
    const fake = new FakeApi().on('POST /v1/platforms/youtube/arm', () =>
      problem(
        409,
        'PLATFORM.NOT_READY',
        'Set platforms.youtube.credentials in the configuration before arming.',
      ),
    );
    const { exitCode, err } = await runUniflag(fake, ['platform', 'arm', 'youtube', '--yes']);
    expect(exitCode).toBe(1);
    expect(err).toContain('Set platforms.youtube.credentials');
  });
});
