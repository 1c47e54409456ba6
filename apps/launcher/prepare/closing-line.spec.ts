import {
  closingLine,
  countTests,
  passedWhenTriedAgain,
  skippedTests,
  type JestResult,
  type StepResult,
} from './closing-line.mjs';

const noTests = { passed: 0, failed: 0, skipped: 0 };

function aResult(numbers: Partial<JestResult> = {}): JestResult {
  return {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
    testResults: [],
    ...numbers,
  };
}

describe('closingLine', () => {
  it('counts every step as one and adds the tests', () => {
    const steps: StepResult[] = [
      { name: 'format', outcome: 'passed' },
      { name: 'types', outcome: 'failed' },
    ];
    expect(closingLine(steps, { passed: 40, failed: 2, skipped: 0 })).toBe('41 passed, 3 failed');
  });

  it('names skipped ones only where there are some', () => {
    expect(closingLine([{ name: 'Debian packages', outcome: 'skipped' }], noTests)).toBe(
      '0 passed, 0 failed, 1 skipped',
    );
  });

  it('does not count a step again whose tests are counted', () => {
    const steps: StepResult[] = [{ name: 'tests', outcome: 'failed', isInTests: true }];
    expect(closingLine(steps, { passed: 7, failed: 1, skipped: 0 })).toBe('7 passed, 1 failed');
  });
});

describe('countTests', () => {
  it('counts a file that could not be run as a failed test', () => {
    const result = aResult({ numPassedTests: 3, numRuntimeErrorTestSuites: 1 });
    expect(countTests(result)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('counts pending and planned tests as skipped', () => {
    expect(countTests(aResult({ numPendingTests: 2, numTodoTests: 1 })).skipped).toBe(3);
  });
});

it('lists the tests that did not run, with the file they stand in', () => {
  const result = aResult({
    testResults: [
      {
        name: '/checkout/libs/queue/src/redis.spec.ts',
        assertionResults: [
          { status: 'passed', fullName: 'runs' },
          { status: 'pending', fullName: 'Redis (skipped: none is installed) adds a job' },
        ],
      },
    ],
  });
  expect(skippedTests(result, '/checkout')).toEqual([
    'libs/queue/src/redis.spec.ts: Redis (skipped: none is installed) adds a job',
  ]);
});

it('lists the tests that passed when tried again alone, with the file they stand in', () => {
  const result = aResult({
    testResults: [
      {
        name: '/checkout/test/flows/outage.spec.ts',
        assertionResults: [
          { status: 'passed', fullName: 'passes at once', retryReasons: [] },
          { status: 'passed', fullName: 'passes when it is run again', retryReasons: ['waited 5000 ms'] },
          { status: 'failed', fullName: 'fails twice', retryReasons: ['waited 5000 ms'] },
        ],
      },
    ],
  });
  expect(passedWhenTriedAgain(result, '/checkout')).toEqual([
    'test/flows/outage.spec.ts: passes when it is run again',
  ]);
});
