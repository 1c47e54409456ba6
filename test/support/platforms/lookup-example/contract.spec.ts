import { describePlatformContract } from '#platform-kit/testing';
import { lookupExample } from './index.js';

describePlatformContract(lookupExample, { fixtures: new URL('./fixtures/', import.meta.url) });
