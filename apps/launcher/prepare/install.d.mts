export interface LockEntry {
  readonly version?: string;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}
export function ensureInstalled(root: string, stateFolder: string): Promise<void>;
export function holdsAll(
  wanted: Readonly<Record<string, LockEntry>>,
  present: Readonly<Record<string, LockEntry>>,
): boolean;
