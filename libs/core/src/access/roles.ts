/**
 * What a person or program does here.
 *
 * STAFF files and follows reports; ANALYST also sees addresses in reports of abuse images; SUPERVISOR decides and looks
 * at outcomes; ADMINISTRATOR runs the installation and sees no content of reports; INTEGRATOR gets thin events;
 * AUDITOR checks the record and metadata only.
 */
export const roles = ['STAFF', 'ANALYST', 'SUPERVISOR', 'ADMINISTRATOR', 'INTEGRATOR', 'AUDITOR'] as const;
export type Role = (typeof roles)[number];
