/** Configuration that cannot be used. One sentence a problem; none of them shows a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG.INVALID';

  constructor(readonly problems: readonly string[]) {
    super(
      problems.length === 1
        ? `The configuration cannot be used: ${problems[0]}`
        : `The configuration cannot be used, for ${problems.length} reasons:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    );
  }
}
