/**
 * One step of `npm test`.
 *
 * `isInTests`: how it went is in the count of the tests already.
 *
 * @typedef {{ name: string, outcome: 'passed' | 'failed' | 'skipped', why?: string, isInTests?: boolean }} StepResult
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/**
 * Last line of `npm test`: every step counts as one, and so does every one of Jest's tests.
 *
 * @param {readonly StepResult[]} steps
 * @param {Counts} tests
 * @returns {string} such as `412 passed, 0 failed, 3 skipped`
 */
export function closingLine(steps, tests) {
  const counted = steps.filter(({ isInTests }) => !isInTests);
  const total = (outcome) => counted.filter((step) => step.outcome === outcome).length + tests[outcome];
  const skipped = total('skipped');
  return `${total('passed')} passed, ${total('failed')} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

/**
 * Counts what Jest wrote with `--json`. A file that could not be run at all counts as one failed test.
 *
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *           numRuntimeErrorTestSuites: number }} result
 * @returns {Counts}
 */
export function countTests(result) {
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/**
 * @param {{ testResults: readonly { name: string, assertionResults: readonly { status: string, fullName: string }[] }[] }} result
 * @param {string} root taken off the names of files
 * @returns {string[]} `file: title` of every test that did not run
 */
export function skippedTests(result, root) {
  return titlesOf(result, root, ({ status }) => status === 'pending' || status === 'todo');
}

/**
 * @param {{ testResults: readonly { name: string, assertionResults: readonly { status: string, fullName: string, retryReasons?: readonly string[] }[] }[] }} result
 * @param {string} root taken off the names of files
 * @returns {string[]} `file: title` of every test that failed at first and passed when it was run again
 */
export function passedWhenTriedAgain(result, root) {
  return titlesOf(
    result,
    root,
    ({ status, retryReasons = [] }) => status === 'passed' && retryReasons.length > 0,
  );
}

function titlesOf({ testResults }, root, isMeant) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(isMeant).map(({ fullName }) => `${name.replace(`${root}/`, '')}: ${fullName}`),
  );
}
