export { exportAudit, printPublicKey, verifyAudit } from './audit.js';
export { backUpKeysTo, clearKeysNow, createKey, restoreKeysFrom } from './keys.js';
export { scanPrivacy } from './privacy.js';
export { grantDatabaseRoles } from './roles.js';
export { importTransparency } from './transparency.js';
