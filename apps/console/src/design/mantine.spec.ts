import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, '..');
const styles = join(import.meta.dirname, '../../../../node_modules/@mantine/core/styles');

/** What files of the console import from Mantine by name. */
function importedComponents(): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tsx'),
  );
  const imports = files.flatMap((file) => [
    ...readFileSync(join(source, file), 'utf8').matchAll(/import {([^}]+)} from '@mantine\/core'/g),
  ]);
  return imports.flatMap(([, names = '']) => names.split(',').map((name) => name.trim().split(' ')[0] ?? ''));
}

/** What the components in use are built on. */
const builtOn = ['FloatingIndicator', 'InlineInput', 'Input', 'Loader', 'UnstyledButton'];

it('has the styles of every Mantine component in use, and of no other', () => {
  const css = readFileSync(join(import.meta.dirname, 'mantine.css'), 'utf8');
  const named = [...css.matchAll(/styles\/([A-Z]\w+)\.layer\.css/g)].map(([, name = '']) => name);
  const styled = importedComponents().filter((name) => existsSync(join(styles, `${name}.css`)));
  expect(styled).toContain('Button');
  expect(named.sort()).toEqual([...new Set([...styled, ...builtOn])].sort());
});
