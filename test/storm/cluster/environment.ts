import { randomBytes } from 'node:crypto';
import type { Backend } from '../plan/plan.js';

/** How long a submission stays with its worker in a storm. */
export const leaseMs = 5_000;
/** Longest wait for a platform's answer: on a busy machine a process may get no turn for a second. */
export const sendTimeoutMs = 2_500;
export const webhookTimeoutMs = 1_500;

/** What all processes of one installation are told: the product's settings, with waits that fit into a storm. */
export function sharedEnvironment(backend: Backend): Readonly<Record<string, string>> {
  const many = (waitMs: number, count: number) =>
    Array.from({ length: count }, () => `${waitMs}ms`).join(',');
  return {
    UNIFLAG_DATABASE__POOL_SIZE: '6',
    UNIFLAG_DATABASE__STATEMENT_TIMEOUT_MS: '3s',
    UNIFLAG_DATABASE__LOCK_TIMEOUT_MS: '2s',
    UNIFLAG_QUEUE__BACKEND: backend,
    UNIFLAG_WORKER__LEASE_MS: `${leaseMs}ms`,
    UNIFLAG_WORKER__SEND_TIMEOUT_MS: `${sendTimeoutMs}ms`,
    UNIFLAG_WORKER__SWEEP_EVERY_MS: '250ms',
    UNIFLAG_WORKER__SETTLE_MS: '700ms',
    UNIFLAG_WORKER__RETRY_SCHEDULE_MS: many(400, 60),
    UNIFLAG_WORKER__RATE_LIMITED_DEFAULT_MS: '700ms',
    UNIFLAG_WORKER__CREDENTIALS_RECHECK_MS: '1s',
    UNIFLAG_WORKER__OVERTAKEN_RETRY_MS: many(700, 60),
    UNIFLAG_WORKER__CIRCUIT_FAILURES: '4',
    UNIFLAG_WORKER__CIRCUIT_OPEN_MS: '600ms',
    UNIFLAG_WORKER__CIRCUIT_MAX_OPEN_MS: '1500ms',
    UNIFLAG_VERIFICATION__FIRST_CHECK_AFTER_MS: '3s',
    UNIFLAG_VERIFICATION__SCHEDULE_MS: '1h',
    UNIFLAG_WEBHOOKS__TIMEOUT_MS: `${webhookTimeoutMs}ms`,
    UNIFLAG_WEBHOOKS__RETRY_SCHEDULE_MS: many(300, 200),
    UNIFLAG_WEBHOOKS__ALLOW_PRIVATE_ADDRESSES: 'true',
    UNIFLAG_WEBHOOKS__MAX_CONCURRENT: '16',
    UNIFLAG_PLATFORMS__FACEBOOK__ON_UNKNOWN__FACEBOOK_PARTNER_MAIL: 'resendMarked',
    UNIFLAG_PLATFORMS__SNAPCHAT__ON_UNKNOWN__SNAP_PARTNER: 'resendMarked',
    UNIFLAG_PLATFORMS__YOUTUBE__DEFAULT_CHANNEL: 'yt-api',
    UNIFLAG_SECURITY__WRAPPING_KEY: randomBytes(32).toString('base64'),
    UNIFLAG_SECURITY__CONTENT_KEY: randomBytes(32).toString('base64'),
  };
}
