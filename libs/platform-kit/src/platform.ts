import type { MailSender, PlatformAdapter } from '#application';
import type { PlatformManifest, TargetRules } from '#core';
import type { PlatformSimulation } from './simulation.js';

/**
 * What a platform folder exports; `registry.ts` lists one line a platform.
 */
export interface Platform {
  readonly manifest: PlatformManifest;
  readonly targets: TargetRules;
  /** Real address of its HTTP interface, ending in `/`: used where it is armed and configuration names no other. */
  readonly httpBaseUrl?: string;
  createAdapter(connection: PlatformConnection): PlatformAdapter;
  /** Behaving stand-in of this platform. */
  readonly simulation: PlatformSimulation;
}

/**
 * Where an adapter may go. A rehearsed platform is handed its simulator's addresses and the simulation's credentials,
 * whatever is configured.
 */
export interface PlatformConnection {
  readonly isRehearsal: boolean;
  /** Base address of the platform's HTTP interface, ending in `/`; for platforms that have one. */
  readonly httpBaseUrl: string;
  /** Mailbox of each e-mail channel: channel id -> address. */
  readonly mailboxes: Readonly<Record<string, string>>;
  /** Second address agreed with the platform; null where there is none. */
  readonly secondContact: string | null;
  /** Address of each form and portal: channel id -> https address. */
  readonly formUrls: Readonly<Record<string, string>>;
  readonly mail: MailSender;
  /** Our own addresses. `replyTo` is where the platform's answers are received. */
  readonly sender: { readonly organisation: string; readonly from: string; readonly replyTo: string };
  readonly credentials: Readonly<Record<string, string>>;
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  /** Uses up units of the platform's daily quota; false where none are left. */
  readonly useQuota: (call: string) => Promise<boolean>;
  readonly timeoutMs: number;
}
