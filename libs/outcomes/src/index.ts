export * from './exchange/csv-table.js';
export * from './exchange/deadline-calendar.js';
export * from './exchange/report-table.js';
export * from './exchange/submission-table.js';
export * from './exchange/table.js';
export * from './exchange/xarf.js';
export * from './exchange/xlsx-table.js';
export * from './pdf/tagged-paper.js';
export { hasMissingSigns, missingSign } from './pdf/typeface.js';
