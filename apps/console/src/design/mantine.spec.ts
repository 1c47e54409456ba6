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

it('has the styles of every Mantine component in use', () => {
  const css = readFileSync(join(import.meta.dirname, 'mantine.css'), 'utf8');
  const styled = [...new Set(importedComponents())].filter((name) => existsSync(join(styles, `${name}.css`)));
  expect(styled).toContain('Button');
  expect(styled.filter((name) => !css.includes(`/${name}.layer.css`))).toEqual([]);
});
