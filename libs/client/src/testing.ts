export * from './testing/shapes.js';
