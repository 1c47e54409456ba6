/**
 * Sources as they are, or with the edits that UNIFLAG_PLANTED names (a JSON list of `{ file, find, replace }`): how a test
 * is shown to fail where its guard is gone.
 */
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
const edits = JSON.parse(process.env['UNIFLAG_PLANTED'] ?? '[]');

/** @throws Error where a place is not there exactly once */
function withEdits(file, source, wanted = edits) {
  const own = wanted.filter((edit) => path.join(root, edit.file) === file);
  return own.reduce((text, { find, replace }) => {
    const parts = text.split(find);
    if (parts.length !== 2) throw new Error(`${file} holds ${parts.length - 1} times: ${find}`);
    return parts.join(replace);
  }, source);
}

module.exports = { withEdits };
