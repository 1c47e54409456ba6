/**
 * Setup of suites that wait for real processes and browsers: a test that fails is run again after the others of its
 * `describe`, twice at most. `npm test` names each that needed it; run by itself, a suite gets one try.
 */
jest.retryTimes(2, { logErrorsBeforeRetry: true });
