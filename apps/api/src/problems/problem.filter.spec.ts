import { BadRequestException, NotFoundException } from '@nestjs/common';
import { KeyServiceFault } from '#application';
import { invalid, notFound } from './problem.js';
import { problemOf } from './problem.filter.js';

const coded = (code: string, message = 'synthetic') => Object.assign(new Error(message), { code });

describe('what went wrong', () => {
  it.each([
    ['a refused connection', coded('ECONNREFUSED'), 503, 'DATABASE.UNAVAILABLE'],
    ['a server that shuts down', coded('57P01'), 503, 'DATABASE.UNAVAILABLE'],
    ['too many connections', coded('53300'), 503, 'DATABASE.UNAVAILABLE'],
    ['a statement that was cancelled', coded('57014'), 503, 'DATABASE.BUSY'],
    ['a lock not had in time', coded('55P03'), 503, 'DATABASE.BUSY'],
    ['a conflict of transactions', coded('40001'), 503, 'DATABASE.BUSY'],
    ['a deadlock', coded('40P01'), 503, 'DATABASE.BUSY'],
    ['a server that takes no writes', coded('25006'), 503, 'DATABASE.UNAVAILABLE'],
    ['a full disk', coded('53100'), 503, 'DATABASE.DISK_FULL'],
    ['what the schema library wraps', { driverError: coded('40001') }, 503, 'DATABASE.BUSY'],
    ['a connection that broke', new Error('Connection terminated unexpectedly'), 503, 'DATABASE.UNAVAILABLE'],
    [
      'no connection in time',
      new Error('timeout exceeded when trying to connect'),
      503,
      'DATABASE.UNAVAILABLE',
    ],
    ['no answer in time', new Error('Query read timeout'), 503, 'DATABASE.UNAVAILABLE'],
    ['a key service that is away', new KeyServiceFault('KEYS.TOKEN', 'Synthetic.'), 503, 'KEYS.UNAVAILABLE'],
    ['a constraint', coded('23505'), 500, 'SERVER.ERROR'],
    ['a mistake of ours', new TypeError('synthetic'), 500, 'SERVER.ERROR'],
    ['something that is no error', 'synthetic', 500, 'SERVER.ERROR'],
    ['nothing', undefined, 500, 'SERVER.ERROR'],
    ['no such route', new NotFoundException(), 404, 'ROUTE.NOT_FOUND'],
    ['a body that is not JSON', new BadRequestException(), 400, 'BODY.NOT_JSON'],
    ['a body too large', Object.assign(new Error(), { statusCode: 413 }), 413, 'BODY.TOO_LARGE'],
    [
      'a client that went away',
      Object.assign(coded('ECONNRESET'), { statusCode: 400 }),
      400,
      'BODY.NOT_JSON',
    ],
    ['an odd header', Object.assign(new Error(), { statusCode: 431 }), 431, 'REQUEST.INVALID'],
    ['a missing report', notFound('Report'), 404, 'REPORT.NOT_FOUND'],
    ['a wrong field', invalid([{ pointer: '/a', code: 'X', detail: 'Synthetic.' }]), 422, 'REQUEST.INVALID'],
  ])('%s has its own status and code', (_what, error, status, code) => {
    const problem = problemOf(error);
    expect([problem.status, problem.code]).toEqual([status, code]);
    expect(problem.body()).toMatchObject({
      status,
      code,
      detail: expect.stringMatching(/\w{3,}/),
      title: expect.any(String),
    });
  });

  it('says nothing of what we did not foresee', () => {
    const error = coded('22007', 'invalid input syntax for type date: "synthetic secret"');
    expect(JSON.stringify(problemOf(error).body())).not.toContain('synthetic secret');
  });

  it.each([
    ['away', 'ECONNREFUSED', '5'],
    ['busy', '40P01', '1'],
    ['full', '53100', '30'],
  ])('says when to come back while the database is %s', (_how, code, seconds) => {
    expect(problemOf(coded(code)).headers).toEqual({ 'retry-after': seconds });
  });
});
