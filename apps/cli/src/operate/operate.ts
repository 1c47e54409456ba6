export { exportAudit, printPublicKey, verifyAudit } from './audit.js';
export { scanPrivacy } from './privacy.js';
export { grantDatabaseRoles } from './roles.js';
