export function ensureBuilt(root: string, stateFolder: string): Promise<void>;
export function build(
  root: string,
  stateFolder: string,
  stamp?: string,
): Promise<{ readonly code: number; readonly logFile: string }>;
export function isBuiltFrom(root: string, stamp: string): boolean;
export function sourcesStamp(root: string): string;
