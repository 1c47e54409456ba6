/**
 * Setup of suites that wait for real processes and browsers: a test that fails is run once more after the others of its
 * `describe`. `npm test` names each that needed it; run by itself, a suite gets no second try.
 */
jest.retryTimes(1, { logErrorsBeforeRetry: true });
