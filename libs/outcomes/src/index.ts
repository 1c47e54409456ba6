export * from './pdf/tagged-paper.js';
export { hasMissingSigns, missingSign } from './pdf/typeface.js';
