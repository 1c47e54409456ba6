import { describePlatformContract } from '#platform-kit/testing';
import { dedupeExample } from './index.js';

describePlatformContract(dedupeExample, { fixtures: new URL('./fixtures/', import.meta.url) });
