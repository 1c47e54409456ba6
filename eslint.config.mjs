import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import globals from 'globals';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const specs = ['**/*.spec.ts'];
/** What runs under Jest without being a spec: contract suites and test support. */
const suites = ['libs/*/src/testing.ts', 'libs/*/src/testing/**', 'test/**'];

/** Sentences for what must not stand anywhere; `no-restricted-syntax` is one list a file, so lists are joined below. */
const everywhere = [
  {
    selector: 'CatchClause > BlockStatement[body.length=0]',
    message: 'An empty catch hides a fault: act on it, or let it pass.',
  },
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Named exports only: a thing has one name in all files.',
  },
  { selector: 'TSEnumDeclaration', message: 'Codes are unions of words, not enums.' },
];

/** In the console: text is shown as text, and every word that people read stands in the catalogues of all languages. */
const everywhereInConsole = [
  ...everywhere,
  ...['JSXAttribute[name.name=%s]', 'Property[key.name=%s]', 'Property[key.value=%s]'].map((selector) => ({
    selector: selector.replace('%s', '"dangerouslySetInnerHTML"'),
    message: 'Text is shown as text: React escapes it.',
  })),
  ...[
    'JSXText[value=/\\p{L}/u]',
    'JSXExpressionContainer > Literal[value=/\\p{L}/u]',
    'JSXAttribute[name.name=/^(aria-(label|description|roledescription)|alt|title|label|description|placeholder|error)$/] > Literal',
  ].map((selector) => ({ selector, message: 'Words stand in the catalogues: t(…).' })),
];

/** Tools ask for default exports in their configuration. */
const everywhereInTools = everywhere.filter(({ selector }) => selector !== 'ExportDefaultDeclaration');

const unfinished = 'A test that is left out, or leaves others out, proves nothing: finish it or delete it.';
/** A choice such as `isRoot ? describe : describe.skip` gives its reason and is let through. */
const unfinishedTests = [
  'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|failing|todo)$/]',
  'CallExpression > Identifier.callee[name=/^(fit|fdescribe|xit|xtest|xdescribe)$/]',
].map((selector) => ({ selector: `:not(ConditionalExpression) > ${selector}`, message: unfinished }));

/** No waiting: neither the core nor a mapper ever waits for anything. */
const noAsync = [
  { selector: ':function[async=true]', message: 'Pure code answers at once: no async functions.' },
  {
    selector: 'AwaitExpression, ForOfStatement[await=true]',
    message: 'Pure code answers at once: no await.',
  },
  {
    selector: 'TSTypeReference[typeName.name=/^(Promise|PromiseLike|AsyncIterable|AsyncGenerator)$/]',
    message: 'Pure code answers at once: no promises, not even as a type.',
  },
  { selector: 'ImportExpression', message: 'Pure code is imported at the top of the file.' },
];

const noPackages = [
  'ImportDeclaration[source.value=/^[^.]/]',
  'ExportNamedDeclaration[source.value=/^[^.]/]',
  'ExportAllDeclaration[source.value=/^[^.]/]',
].map((selector) => ({
  selector,
  message: 'The core imports its own files only: no package, no Node module, no library.',
}));

/** Doors to clock, randomness, network, process and later time. */
const impureGlobals = [
  ['Promise', 'Pure code answers at once.'],
  ['setTimeout', 'Time is handed in as a value.'],
  ['setInterval', 'Time is handed in as a value.'],
  ['setImmediate', 'Time is handed in as a value.'],
  ['queueMicrotask', 'Pure code answers at once.'],
  ['performance', 'Time is handed in as a value.'],
  ['crypto', 'Randomness and hashes are handed in.'],
  ['process', 'Values are handed in.'],
  ['console', 'Pure code answers; its caller logs.'],
  ['fetch', 'Pure code never reaches the network.'],
  ['XMLHttpRequest', 'Pure code never reaches the network.'],
  ['WebSocket', 'Pure code never reaches the network.'],
  ['require', 'Imports stand at the top of the file.'],
  ['eval', 'Code is written down.'],
  ['Function', 'Code is written down.'],
].map(([name, message]) => ({ name, message }));

const clock = { name: 'Date', message: 'Time is handed in, in milliseconds since 1970.' };
const noRandom = { object: 'Math', property: 'random', message: 'Randomness is handed in.' };
const noEnvironment = [
  {
    object: 'process',
    property: 'env',
    message: 'A library is handed values; apps hand the environment to config.',
  },
];

export default defineConfig(
  {
    ignores: [
      '**/node_modules/',
      'dist/',
      'coverage/',
      '.uniflag/',
      'libs/client/src/generated/',
      '**/*.d.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      'no-console': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: ['error', 'always'],
      'no-restricted-syntax': ['error', ...everywhere],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
    rules: { 'no-restricted-syntax': ['error', ...everywhereInTools] },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // There are no enums: it would look at every assignment for nothing, which takes a quarter of all linting.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // `return stop();` says that nothing follows.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Nest's modules and controllers are classes by decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }] }],
      // Classes of answers describe a shape to the API document; the answers themselves are plain objects.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // An asynchronous port may have nothing to wait for in one of its implementations.
      '@typescript-eslint/require-await': 'off',
      // Node's own errors are named by their type where they are caught.
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
    },
  },
  {
    files: ['libs/**/*.ts'],
    ignores: [...specs, ...suites],
    rules: { 'no-restricted-properties': ['error', ...noEnvironment] },
  },
  {
    files: ['libs/core/src/**/*.ts'],
    ignores: specs,
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...noAsync, ...noPackages],
      'no-restricted-globals': ['error', { globals: [...impureGlobals, clock], checkGlobalObject: true }],
      'no-restricted-properties': ['error', ...noEnvironment, noRandom],
    },
  },
  {
    // A mapper may write a given time as a day, and never asks for the time itself.
    files: ['libs/platforms/src/*/mapper.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...everywhere,
        ...noAsync,
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: clock.message },
      ],
      'no-restricted-globals': ['error', { globals: impureGlobals, checkGlobalObject: true }],
      'no-restricted-properties': [
        'error',
        ...noEnvironment,
        noRandom,
        { object: 'Date', property: 'now', message: clock.message },
      ],
    },
  },
  {
    files: ['apps/api/**/*.ts'],
    ignores: specs,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '#webhooks',
              importNames: ['WebhookSender', 'SignedWebhookTransport'],
              message: 'The API writes rows; the worker alone talks to consumers.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['apps/console/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...everywhereInConsole] },
  },
  {
    files: ['apps/console/*.config.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhereInTools] },
  },
  {
    // They talk to people in a terminal.
    files: ['apps/launcher/**', 'apps/cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: [...specs, ...suites],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...unfinishedTests],
      // Expectations on methods, bodies read from JSON, matchers (which are `any`), entries a test knows to be there.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // Jest and Vite ask for a default export, and people are told what is started and what is skipped.
    files: ['test/support/services/global-*.ts', 'test/browser/pseudo-locale/vite.config.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhereInTools], 'no-console': 'off' },
  },
  prettier,
);
