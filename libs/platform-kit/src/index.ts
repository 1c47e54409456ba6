export * from './platform.js';
export * from './simulation.js';
export * from './http/http-client.js';
export * from './http/retry-after.js';
export * from './quota-window.js';
export * from './mail/index.js';
export type { CallFault } from './http/http-fault.js';
export {
  PlatformFault,
  platformFaultKinds,
  type Circuit,
  type InformationAnswer,
  type MailOutcome,
  type MailSender,
  type NoticeCategory,
  type NoticeRequest,
  type NoticeTarget,
  type OutgoingMail,
  type PlatformAdapter,
  type PlatformFaultKind,
  type PlatformMessage,
  type PreparedHandoff,
  type Reading,
  type SendAttempt,
  type SubmitResult,
  type VisibilityReading,
} from '#application';
