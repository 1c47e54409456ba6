import { createClient, type UniflagClient } from '#client';
import { findConnection, type Connection } from './connection.js';
import { exitCodes, UsageError } from './failures.js';
import type { World } from './world.js';

/** Options every command takes. */
export interface SharedOptions {
  readonly json?: true;
  readonly apiUrl?: string;
  readonly apiKey?: string;
}

/** What one run of a command works with. */
export class Session {
  readonly isJson: boolean;
  /** Known once a client was asked for. */
  connection: Connection | undefined;

  constructor(
    readonly world: World,
    private readonly options: SharedOptions,
  ) {
    this.isJson = options.json ?? false;
  }

  async client(): Promise<UniflagClient> {
    const { fetch, wait } = this.world;
    this.connection = await findConnection(this.options, this.world);
    const { apiUrl: baseUrl, apiKey } = this.connection;
    try {
      return createClient({ baseUrl, apiKey, fetch, retries: 2, ...(wait ? { wait } : {}) });
    } catch (error) {
      if (error instanceof TypeError) throw new UsageError(error.message);
      throw error;
    }
  }

  /**
   * One document for machines, or the text for people.
   *
   * @returns exit code of what went well
   */
  show(document: unknown, text: () => string): number {
    this.world.out(`${this.isJson ? JSON.stringify(document, null, 2) : text()}\n`);
    return exitCodes.ok;
  }

  /** One line for machines, or the text for people. */
  showLine(document: unknown, text: () => string): void {
    this.world.out(`${this.isJson ? JSON.stringify(document) : text()}\n`);
  }
}

/** A command's work, with its operands and then its options. It gives the exit code. */
export type Work = (session: Session, ...given: never[]) => Promise<number>;

/** Makes a command's action of its work. */
export type Run = (work: Work) => (...given: unknown[]) => Promise<void>;
