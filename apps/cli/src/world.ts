/** Everything the command reads and touches. Tests hand in one of their own. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder it was started in. */
  readonly cwd: string;
  /** Folder of the checkout it belongs to. */
  readonly checkout: string;
  /** User id; undefined where the system has none. */
  readonly userId: number | undefined;
  readonly fetch: (request: Request) => Promise<Response>;
  /** How the client waits between its tries. */
  readonly wait?: (durationMs: number, signal?: AbortSignal) => Promise<void>;
  /** Writes to standard output. */
  readonly out: (text: string) => void;
  /** Writes to standard error. */
  readonly err: (text: string) => void;
  /** Standard input to its end. */
  readonly readInput: () => Promise<Uint8Array>;
  /** Asks a person; undefined where none sits at a terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** From the first call on, Ctrl-C no longer ends the process but the signal. */
  readonly interruption: () => AbortSignal;
  /** Width for text. */
  readonly columns: number;
  /** IANA name of the zone times are shown in. */
  readonly timeZone: string;
}
