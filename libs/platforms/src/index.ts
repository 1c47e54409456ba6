export * from './catalogue.js';
export * from './circuits.js';
export * from './connections.js';
export * from './phone-reader.js';
export * from './registry.js';
