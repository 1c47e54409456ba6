import type { Platform, Report, Submission } from '#client';

/** What every panel is about. */
export interface ActProps {
  readonly report: Pick<Report, 'id' | 'language'>;
  readonly submission: Submission;
  /** How the platform stands; absent while that is not known. */
  readonly standing: Platform | undefined;
  /** Called when it is recorded and the panel is about to go. */
  readonly onDone: () => void;
  /** Called when the submission stands elsewhere by now, and what was to be done cannot be. */
  readonly onMovedOn: (error: unknown) => void;
}
