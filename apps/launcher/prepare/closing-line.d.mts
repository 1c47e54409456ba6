export interface StepResult {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly why?: string;
  readonly isInTests?: boolean;
}
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
export interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      /** Why earlier tries failed. */
      readonly retryReasons?: readonly string[];
    }[];
  }[];
}
export function closingLine(steps: readonly StepResult[], tests: Counts): string;
export function countTests(result: JestResult): Counts;
export function skippedTests(result: JestResult, root: string): string[];
export function passedWhenTriedAgain(result: JestResult, root: string): string[];
