export * from './aes-report-cipher.js';
export * from './api-key.js';
export * from './cipher-error.js';
export * from './content-key.js';
export * from './field-cipher.js';
export * from './key-file.js';
export * from './mail-token.js';
export * from './secret-token.js';
