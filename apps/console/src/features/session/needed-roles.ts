import type { Act, Role } from '#client';

/** Who may open a page, or decide about an act. needed-roles.spec.ts holds this to the rules of the core. */
export const neededRoles = {
  FILE: ['STAFF', 'ANALYST', 'SUPERVISOR'],
  READ_REPORT: ['STAFF', 'ANALYST', 'SUPERVISOR', 'AUDITOR'],
  READ_WORK: ['STAFF', 'ANALYST', 'SUPERVISOR'],
  DECIDE: ['ANALYST', 'SUPERVISOR', 'ADMINISTRATOR'],
  ARM_PLATFORM: ['ADMINISTRATOR'],
  ERASE: ['SUPERVISOR'],
  KEEP: ['SUPERVISOR'],
  EXPORT: ['ANALYST', 'SUPERVISOR'],
  CONFIRM_CATEGORY: ['ANALYST'],
  READ_OUTCOMES: ['SUPERVISOR', 'AUDITOR'],
  MANAGE_PEOPLE: ['ADMINISTRATOR'],
  MANAGE_KEYS: ['ADMINISTRATOR'],
  MANAGE_WEBHOOKS: ['ADMINISTRATOR', 'INTEGRATOR'],
  READ_AUDIT: ['AUDITOR'],
  READ_QUEUES: ['SUPERVISOR', 'ADMINISTRATOR'],
  READ_RETENTION: ['SUPERVISOR', 'AUDITOR'],
} as const satisfies Partial<Record<Act, readonly Role[]>>;

export type PageAct = keyof typeof neededRoles;
