import { Sight } from './sight.js';

it('shows without the glass what the roles alone show', () => {
  const report = { id: 'synthetic', category: 'CSAM' };
  const sight = new Sight(['SUPERVISOR'], new Map([[report.id, 'reason']]), () => 'ABUSE_IMAGES', ['CSAM']);
  expect(sight.hiddenFor('READ_ADDRESS', report)).toBeNull();
  expect(sight.shown('READ_REPLY').reportIds).toEqual([report.id]);
  expect(sight.ofRoles().hiddenFor('READ_ADDRESS', report)).toEqual(['ANALYST']);
  expect(sight.ofRoles().shown('READ_REPLY')).toEqual({ categories: [], reportIds: [] });
});
