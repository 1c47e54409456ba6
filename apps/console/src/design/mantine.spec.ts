import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, '..');
const styles = join(import.meta.dirname, '../../../../node_modules/@mantine/core/styles');

/** What the components in use are built on. */
const builtOn = ['FloatingIndicator', 'InlineInput', 'Input', 'Loader', 'UnstyledButton'];

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => ({ file, text: readFileSync(join(source, file), 'utf8') }));
const styledIn = (text: string) => {
  const imports = [...text.matchAll(/import {([^}]+)} from '@mantine\/core'/g)].map(
    ([, names = '']) => names,
  );
  const components = imports.flatMap((names) =>
    names.split(',').map((name) => name.trim().split(' ')[0] ?? ''),
  );
  return components.filter((name) => existsSync(join(styles, `${name}.css`)));
};
const namedIn = (sheet: string) =>
  [...readFileSync(join(import.meta.dirname, sheet), 'utf8').matchAll(/styles\/([A-Z]\w+)\.layer\.css/g)].map(
    ([, name = '']) => name,
  );
const [everyPage, later] = [namedIn('mantine.css'), namedIn('mantine-later.css')];

it('has the styles of every Mantine component in use, and of no other', () => {
  const styled = files.flatMap(({ text }) => styledIn(text));
  expect(styled).toContain('Button');
  expect([...everyPage, ...later].sort()).toEqual([...new Set([...styled, ...builtOn])].sort());
});

it('brings those that no page shows at first with each file that has one', () => {
  const bare = files.filter(
    ({ text }) => styledIn(text).some((name) => later.includes(name)) && !text.includes('/mantine-later.css'),
  );
  expect(bare.map(({ file }) => file)).toEqual([]);
});

it('uses no colour of Mantine that is taken out of its variables', () => {
  const config = readFileSync(join(source, '../unused-colours.ts'), 'utf8');
  const unused = [...(/unused = \[([^\]]+)/.exec(config)?.[1] ?? '').matchAll(/\w+/g)].join('|');
  const use = new RegExp(`mantine-color-(${unused})-|(color|c|bg)="(${unused})`);
  expect(files.filter(({ text }) => use.test(text)).map(({ file }) => file)).toEqual([]);
});
