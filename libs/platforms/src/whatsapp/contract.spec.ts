import { describePlatformContract } from '#platform-kit/testing';
import { whatsapp } from './index.js';

describePlatformContract(whatsapp, { fixtures: new URL('./fixtures/', import.meta.url) });
