import { describePlatformContract } from '#platform-kit/testing';
import { youtube } from './index.js';

describePlatformContract(youtube, { fixtures: new URL('./fixtures/', import.meta.url) });
