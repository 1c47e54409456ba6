import './trusted-types.js';
import './design/mantine.css';
import './design/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { takeCallerCode } from './features/caller/linked-code.js';
import { takeMemberCode } from './features/member/member-code.js';
import { takePersonCode } from './features/people/person-code.js';
import { takeLinkCode } from './features/session/link-code.js';
import { startI18n } from './i18n/i18n.js';
import { shareNonce } from './page-nonce.js';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');
shareNonce();
takeMemberCode();
takeCallerCode();
takePersonCode();
const openedByLink = takeLinkCode();
await startI18n();
await openedByLink?.();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
