export * from './annual-report/annual-reports.js';
export type { Change } from './annual-report/compare.js';
export * from './annual-report/content-type.js';
export type { AnnualReport } from './annual-report/report.js';
export { faultOfSeal, type Seal } from './annual-report/seal.js';
export * from './pdf/tagged-paper.js';
export { hasMissingSigns, missingSign } from './pdf/typeface.js';
