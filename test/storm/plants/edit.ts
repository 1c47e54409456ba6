import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plant } from './plant.js';
import { plants } from './plants.js';

const root = path.resolve(import.meta.dirname, '../../..');

export function plantNamed(name: string): Plant {
  const found = plants.find((plant) => plant.name === name);
  if (!found) throw new Error(`no plant ${name}; known are ${plants.map((each) => each.name).join(', ')}`);
  return found;
}

/** @returns what changes a source on its way into a process, so that it runs with this defect */
export function editOf(name: string): (file: string, source: string) => string {
  const { edits } = plantNamed(name);
  return (file, source) => {
    const own = edits.filter((edit) => path.join(root, edit.file) === file);
    return own.reduce((text, { find, replace }) => {
      const parts = text.split(find);
      if (parts.length !== 2)
        throw new Error(`plant ${name}: ${file} holds ${parts.length - 1} times: ${find}`);
      return parts.join(replace);
    }, source);
  };
}

/** Applies a plant to the sources as they are. @throws Error where one of its places is not there exactly once */
export function applied(plant: Plant): readonly string[] {
  const edit = editOf(plant.name);
  return [...new Set(plant.edits.map(({ file }) => path.join(root, file)))].map((file) =>
    edit(file, readFileSync(file, 'utf8')),
  );
}
