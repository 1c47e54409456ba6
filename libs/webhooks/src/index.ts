export { AddressGuard, type AddressOptions, type AddressRefusal } from './address-guard.js';
export * from './endpoint-url.js';
export * from './event-body.js';
export * from './event-view.js';
export * from './retry-schedule.js';
export * from './sign-webhook.js';
export * from './webhook-sender.js';
export * from './signed-transport.js';
