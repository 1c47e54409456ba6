import { describePlatformContract } from '#platform-kit/testing';
import { instagram } from './index.js';

describePlatformContract(instagram, { fixtures: new URL('./fixtures/', import.meta.url) });
