export * from './find-targets.js';
export * from './resolution.js';
export * from './resolve-input.js';
export * from './resolve-target.js';
export * from './rules.js';
