import { whatCanLeave, type PlatformStanding } from './where-to-go.js';

it('says that nothing leaves while no platform is armed', () => {
  const platforms: PlatformStanding[] = [
    { key: 'youtube', mode: 'rehearsed' },
    { key: 'facebook', mode: 'stopped' },
  ];
  expect(whatCanLeave(platforms)).toContain('nothing leaves this machine');
});

it('names the platforms that are armed', () => {
  const platforms: PlatformStanding[] = [
    { key: 'youtube', mode: 'armed' },
    { key: 'facebook', mode: 'rehearsed' },
  ];
  expect(whatCanLeave(platforms)).toMatch(/^ARMED.*: youtube\. /);
});
