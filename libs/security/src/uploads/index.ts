export * from './clamd-scanner.js';
export * from './sharp-image-cleaner.js';
