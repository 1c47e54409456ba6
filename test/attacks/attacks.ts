import type { Attack } from './attack.js';
import { edgeAttacks } from './edge-attacks.js';
import { signInAttacks } from './sign-in-attacks.js';
import { messageAttacks } from './message-attacks.js';
import { staffAttacks } from './staff-attacks.js';

export const attacks: readonly Attack[] = [
  ...edgeAttacks,
  ...signInAttacks,
  ...messageAttacks,
  ...staffAttacks,
];
