export * from './ladder.js';
export * from './move-clocks.js';
export * from './rules.js';
export * from './sla.js';
export * from './warnings.js';
export * from './working-calendar.js';
