import fc from 'fast-check';
import { channelKinds, spaces, type ChannelManifest, type PlatformManifest } from './manifest.js';
import { alternatives, keptPlan, memberChannel, planChannels, type PlanQuestion } from './plan-channels.js';

function aChannel(id: string, more: Partial<ChannelManifest> = {}): ChannelManifest {
  return {
    ...{ id, kind: 'EMAIL', regimes: ['PLATFORM_PRIORITY'], accepts: '*', needs: [] },
    ...{ acknowledgement: 'NONE', decisionBy: 'NONE', languages: ['en'], maxExplanationChars: 1_000 },
    source: { url: null, readOn: '2026-11-23', certainty: 'unclear' },
    ...more,
  };
}

function aQuestion(channels: readonly ChannelManifest[], more: Partial<PlanQuestion> = {}): PlanQuestion {
  const manifest: PlatformManifest = {
    ...{
      key: 'example',
      name: 'Example',
      dsaCoverage: 'FULL',
      channels,
      asks: [],
      effects: [],
      credentials: [],
    },
    ...{ verification: 'MEMBER', limits: { concurrency: 1 }, abilities: [], mailDomains: [] },
    ...{
      defaultChannel: channels[0]?.id ?? '',
      reasons: { HATE: { primary: 'synthetic', label: 'Synthetic' } },
    },
    ...(channels.some(({ id }) => id === 'api') ? { channelWithCredentials: 'api' } : {}),
  };
  return { manifest, targetKind: 'post', category: 'HATE', hasCredentials: true, space: 'PUBLIC', ...more };
}

function plan(channels: readonly ChannelManifest[], more: Partial<PlanQuestion> = {}) {
  const { because, channels: planned } = keptPlan(planChannels(aQuestion(channels, more)));
  return [because, ...planned.map(({ channel, role }) => `${role} ${channel}`)];
}

const mail = aChannel('mail');
const form = aChannel('form', { kind: 'ASSISTED_FORM' });
const api = aChannel('api', { kind: 'API' });
const member = aChannel('member', { kind: 'IN_APP_BY_MEMBER' });
const police = aChannel('police', { kind: 'LAW_ENFORCEMENT_ONLY' });

describe('the plan of channels', () => {
  it('has the usual one first, and the others for the case that it fails', () => {
    expect(plan([mail, form, police])).toEqual(['PLAN.USUAL', 'USED mail', 'NEXT form']);
    expect(plan([mail, form], { wanted: 'form' })).toEqual(['PLAN.WANTED', 'USED form', 'NEXT mail']);
    expect(plan([police])).toEqual(['PLAN.NONE']);
  });

  it('lets whoever received what disappears report it first, unless the report wants another', () => {
    const all = [mail, form, member, police];
    const disappearing = { space: 'DISAPPEARING', preferred: 'mail' } as const;
    expect(plan(all, disappearing)).toEqual(['PLAN.MEMBER_FIRST', 'USED member', 'NEXT mail', 'NEXT form']);
    expect(plan(all, { ...disappearing, wanted: 'mail' })[1]).toBe('USED mail');
    expect(plan([mail, form], disappearing)).toEqual(['PLAN.USUAL', 'USED mail', 'NEXT form']);
  });

  it('sends a private group’s notice, has a member report beside it, and leaves who runs it to the police', () => {
    expect(plan([mail, form, member, police], { space: 'PRIVATE_GROUP' })).toEqual([
      ...['PLAN.PRIVATE_GROUP', 'USED mail', 'BESIDE member', 'NEXT form', 'REFERRAL police'],
    ]);
    expect(plan([mail, member, police], { space: 'PRIVATE_CHAT' })).toEqual([
      ...['PLAN.PRIVATE_CHAT', 'USED mail', 'BESIDE member'],
    ]);
  });

  it('uses an API or a form, never both', () => {
    expect(plan([form, api])).toEqual(['PLAN.API_NOT_FORM', 'USED api', 'NEXT form']);
    expect(plan([form, api], { hasCredentials: false })).toEqual(['PLAN.FORM_NOT_API', 'USED form']);
    expect(plan([form, api], { category: 'THREAT' })).toEqual(['PLAN.FORM_NOT_API', 'USED form']);
  });

  it('steps over a channel that is dead or switched off, and says so', () => {
    const closed = new Map([['mail', 'DEAD']] as const);
    expect(plan([mail, form], { closed })).toEqual(['PLAN.STEPPED_OVER', 'USED form', 'DEAD mail']);
    expect(plan([form, mail], { closed })).toEqual(['PLAN.USUAL', 'USED form', 'DEAD mail']);
    expect(plan([mail, form], { closed: new Map([['mail', 'OFF']] as const) })[2]).toBe('OFF mail');
    expect(plan([mail, form], { closed, preferred: 'mail' })[0]).toBe('PLAN.STEPPED_OVER');
    expect(plan([mail], { closed })).toEqual(['PLAN.NONE', 'DEAD mail']);
  });

  it('takes no other where the report wants one that is closed, but offers the others', () => {
    const closed = new Map([['mail', 'DEAD']] as const);
    const planned = planChannels(aQuestion([mail, form, police], { closed, wanted: 'mail' }));
    expect(planned.none).toBe('CHANNEL.DEAD');
    expect(keptPlan(planned).channels).toEqual([
      { channel: 'form', role: 'NEXT' },
      { channel: 'mail', role: 'DEAD' },
    ]);
    expect(alternatives(keptPlan(planned), { delivery: 'BLOCKED', decision: 'NONE', channel: '' })).toEqual([
      'form',
    ]);
  });

  it('uses one channel at the most, names each once, and asks the police for nothing but who runs a group', () => {
    const anyChannel = fc.record({
      kind: fc.constantFrom(...channelKinds),
      accepts: fc.constantFrom<ChannelManifest['accepts']>('*', ['post'], []),
    });
    fc.assert(
      fc.property(
        fc.array(anyChannel, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...spaces),
        fc.boolean(),
        fc.option(fc.nat(5).map(String), { nil: undefined }),
        (some, space, hasCredentials, wanted) => {
          const channels = some.map((more, index) => aChannel(String(index), more));
          const more = { space, hasCredentials, ...(wanted === undefined ? {} : { wanted }) };
          const { because, channels: planned } = planChannels(aQuestion(channels, more));
          const roles = planned.map(({ role }) => role);
          expect(roles.filter((role) => role === 'USED')).toHaveLength(because === 'PLAN.NONE' ? 0 : 1);
          expect(roles[0] ?? 'USED').toBe('USED');
          expect(new Set(planned.map(({ channel }) => channel.id)).size).toBe(planned.length);
          for (const { channel, role } of planned)
            expect(channel.kind === 'LAW_ENFORCEMENT_ONLY').toBe(role === 'REFERRAL');
          if (roles.includes('REFERRAL')) expect(space).toBe('PRIVATE_GROUP');
        },
      ),
    );
  });

  it('offers the next ones only once the one before surely led nowhere', () => {
    const kept = keptPlan(planChannels(aQuestion([mail, form, api])));
    const at = (more: object) =>
      alternatives(kept, { delivery: 'SENT', decision: 'NONE', channel: 'api', ...more });
    expect(at({})).toEqual([]);
    expect(at({ delivery: 'UNCERTAIN' })).toEqual([]);
    expect(at({ delivery: 'FAILED' })).toEqual(['mail', 'form']);
    expect(at({ delivery: 'FAILED', channel: 'mail' })).toEqual(['form']);
    expect(at({ decision: 'REFUSED' })).toEqual(['mail', 'form']);
    expect(alternatives(null, { delivery: 'FAILED', decision: 'NONE', channel: 'api' })).toEqual([]);
  });
});

describe('the channel of a member', () => {
  const channels = [mail, member, police];
  const planned = (role: 'USED' | 'BESIDE' | 'NEXT' | 'REFERRAL') => ({
    channel: 'mail',
    plan: { because: 'PLAN.USUAL' as const, channels: [{ channel: 'member', role }] },
  });

  it.each(['BESIDE', 'NEXT'] as const)('is one that the plan names %s', (role) => {
    expect(memberChannel({ channels }, planned(role))).toBe(member);
  });

  it('is the one it goes over, also where nothing was planned', () => {
    expect(memberChannel({ channels }, { channel: 'member', plan: null })).toBe(member);
  });

  it('is none where it goes over another, and for what is the police’s', () => {
    for (const question of [{ channel: 'mail', plan: null }, planned('REFERRAL'), planned('USED')])
      expect(memberChannel({ channels }, question)).toBeUndefined();
    expect(memberChannel({ channels: [mail] }, planned('NEXT'))).toBeUndefined();
  });
});
