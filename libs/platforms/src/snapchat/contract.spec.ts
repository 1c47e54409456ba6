import { describePlatformContract } from '#platform-kit/testing';
import { snapchat } from './index.js';

describePlatformContract(snapchat, { fixtures: new URL('./fixtures/', import.meta.url) });
