export * from './alert-causes.js';
export * from './alert-rules.js';
export * from './quiet-hours.js';
