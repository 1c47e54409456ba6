import { idempotencyOf, idIn } from './request-parts.js';

const caller = {
  id: 'synthetic-key-id',
  kind: 'KEY' as const,
  name: 'synthetic',
  roles: [],
  accessId: 'synthetic-key-id',
};
const of = (header: string | undefined, body: unknown = { a: 1 }, route = 'POST /v1/reports') =>
  idempotencyOf(header, caller, route, body);

describe('an Idempotency-Key', () => {
  it('is not needed', () => {
    expect(of(undefined)).toBeNull();
  });

  it('is kept as a hash: what clients write there stays with them', () => {
    const request = of('order-of-synthetic-person');
    expect(JSON.stringify(request)).not.toContain('synthetic-person');
    expect(request?.client).toBe('synthetic-key-id');
  });

  it('means the same request, whatever the order of its fields', () => {
    expect(of('k', { a: 1, b: { c: 2, d: [1, 2] } })).toEqual(of('k', { b: { d: [1, 2], c: 2 }, a: 1 }));
    expect(of('k', { a: 1, b: [1, 2] })?.requestHash).not.toBe(of('k', { a: 1, b: [2, 1] })?.requestHash);
  });

  it('of one route is not that of another', () => {
    expect(of('k')?.key).not.toBe(of('k', { a: 1 }, 'POST /v1/webhooks/endpoints')?.key);
  });

  it.each(['', ' ', 'a b', 'é', 'x'.repeat(256)])('cannot be %j', (header) => {
    expect(() => of(header)).toThrow('IDEMPOTENCY_KEY.INVALID');
  });
});

describe('an id in a path', () => {
  it('has the prefix of what is asked for', () => {
    expect(idIn('rep', 'Report', 'rep_01m84tmt9j93vg89pj1j6bbd6e')).toMatch(/^[0-9a-f-]{36}$/);
    expect(() => idIn('sub', 'Submission', 'rep_01m84tmt9j93vg89pj1j6bbd6e')).toThrow('SUBMISSION.NOT_FOUND');
    expect(() => idIn('rep', 'Report', "rep_' OR true")).toThrow('REPORT.NOT_FOUND');
  });
});
