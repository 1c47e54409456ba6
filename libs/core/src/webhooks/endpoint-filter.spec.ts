import { eventTypes } from '../events.js';
import { endpointState, endpointStates, standingOf } from './endpoint-state.js';
import { everyEvent, passesFilter, unknownEvents, type EndpointFilter } from './endpoint-filter.js';

const event = { type: 'submission.sla_breached', platform: 'facebook' } as const;
const passes = (filter: Partial<EndpointFilter>, about: Parameters<typeof passesFilter>[1] = event) =>
  passesFilter({ ...everyEvent, ...filter }, about, ['CYBERBULLYING', 'SEXTORTION']);

describe('the filter of an endpoint', () => {
  it('lets everything through where it names nothing', () => {
    for (const type of eventTypes) expect(passes({}, { type, platform: null })).toBe(true);
  });

  it.each<[Partial<EndpointFilter>, boolean]>([
    [{ events: ['submission.sla_breached'] }, true],
    [{ events: ['report.*', 'submission.*'] }, true],
    [{ events: ['submission.sla'] }, false],
    [{ events: ['report.*'] }, false],
    [{ platforms: ['youtube', 'facebook'] }, true],
    [{ platforms: ['youtube'] }, false],
    [{ categories: ['SEXTORTION'] }, true],
    [{ categories: ['GROOMING'] }, false],
    [{ sla: ['BREACHED'] }, true],
    [{ sla: ['DUE_SOON'] }, false],
    [{ events: ['submission.*'], platforms: ['youtube'] }, false],
  ])('%j', (filter, isLetThrough) => {
    expect(passes(filter)).toBe(isLetThrough);
  });

  it('keeps events of a whole report back from whoever named platforms', () => {
    expect(passes({ platforms: ['facebook'] }, { type: 'report.created', platform: null })).toBe(false);
  });

  it('keeps what says nothing of times back from whoever asked for times', () => {
    expect(passes({ sla: ['DUE_SOON', 'BREACHED'] }, { type: 'submission.sent', platform: 'facebook' })).toBe(
      false,
    );
  });

  it('says which entries no event has', () => {
    expect(unknownEvents(['report.created', 'report.*', 'report.gone', 'rep.*', '*'])).toEqual([
      'report.gone',
      'rep.*',
      '*',
    ]);
  });
});

describe('the state of an endpoint', () => {
  it('is what was chosen, and UNPROVEN only while it would get events', () => {
    for (const state of ['ACTIVE', 'PAUSED', 'DISABLED'] as const)
      expect(endpointState({ ...standingOf(state), isProven: true })).toBe(state);
    expect(endpointState({ ...standingOf('ACTIVE'), isProven: false })).toBe('UNPROVEN');
    expect(endpointState({ ...standingOf('PAUSED'), isProven: false })).toBe('PAUSED');
    expect(endpointState({ isEnabled: false, disabledBecause: 'WEBHOOK.GONE', isProven: true })).toBe('GONE');
    expect(endpointStates).toContain(
      endpointState({ isEnabled: false, disabledBecause: null, isProven: true }),
    );
  });
});
