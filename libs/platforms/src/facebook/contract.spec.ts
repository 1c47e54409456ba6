import { describePlatformContract } from '#platform-kit/testing';
import { facebook } from './index.js';

describePlatformContract(facebook, { fixtures: new URL('./fixtures/', import.meta.url) });
