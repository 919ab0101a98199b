import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { boundaries } from './scripts/eslint/boundaries.mjs';

const TESTS = ['src/**/*.test.ts', 'test/**/*.ts'];
const STORIES = ['src/**/*.stories.ts', 'stories/**/*.ts', '.storybook/**/*.ts'];

const HTML = 'TaggedTemplateExpression[tag.name=/^(html|svg|mathml|staticHtml)$/] TemplateElement';

const everywhere = [
  {
    selector: 'CatchClause > BlockStatement[body.length=0]',
    message: 'An error must not vanish: handle it or rethrow.',
  },
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe|suite|context)$/][property.name=/^(only|skip|todo)$/]',
    message: 'No focused, skipped or empty tests.',
  },
  {
    selector:
      'CallExpression[callee.name=/^(it|test|describe|suite)$/] > ObjectExpression > Property[key.name=/^(only|skip|todo)$/]',
    message: 'No focused, skipped or empty tests.',
  },
];

const unsafeMarkup = [
  {
    selector:
      'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc|createContextualFragment)$/]',
    message: 'Markup comes from lit templates only.',
  },
  {
    selector: 'MemberExpression[computed=true][property.value=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]',
    message: 'Markup comes from lit templates only.',
  },
  {
    selector: 'MemberExpression[object.name="document"][property.name=/^(write|writeln)$/]',
    message: 'document.write is blocked by a strict policy.',
  },
  {
    selector: 'ImportSpecifier[imported.name=/^(unsafeHTML|unsafeSVG|unsafeMathML|unsafeCSS|unsafeStatic|styleMap)$/]',
    message: 'Blocked by a strict content security policy, or unsafe with what people write.',
  },
  { selector: `${HTML}[value.raw=/\\sstyle\\s*=/i]`, message: 'No inline style: use a class or a custom property.' },
  { selector: `${HTML}[value.raw=/<(style|script)\\b/i]`, message: 'No <style> or <script> in a template.' },
  { selector: `${HTML}[value.raw=/\\son[a-z]+\\s*=/i]`, message: 'No inline handler: use @event.' },
  { selector: `${HTML}[value.raw=/\\.(innerHTML|outerHTML|srcdoc)\\s*=/i]`, message: 'Text is bound as text.' },
  {
    selector: 'CallExpression[callee.property.name="setAttribute"][arguments.0.value=/^(style|on[a-z]+)$/i]',
    message: 'Blocked by a strict content security policy.',
  },
];

const hiddenInputs = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'The clock is a port: see platform.ts.',
  },
  { selector: 'CallExpression[callee.name="Date"]', message: 'The clock is a port: see platform.ts.' },
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'The clock is a port: see platform.ts.',
  },
  {
    selector: 'MemberExpression[object.name="performance"][property.name="now"]',
    message: 'The clock is a port: see platform.ts.',
  },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'Ids and random values are a port: see platform.ts.',
  },
  {
    selector: 'MemberExpression[property.name=/^(randomUUID|getRandomValues)$/]',
    message: 'Ids and random values are a port: see platform.ts.',
  },
];

const restricted = (...groups) => ({ 'no-restricted-syntax': ['error', ...everywhere, ...groups.flat()] });

export default defineConfig(
  globalIgnores(['dist/', 'storybook-static/', 'coverage/', '.cache/', '**/vendor/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { tandem: { rules: { boundaries } } },
    rules: {
      ...restricted(),
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 500 }],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-implied-eval': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description', 'ts-ignore': true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] },
            // The dom diff of open-wc types every `equal` as a promise; it is none.
            { from: 'package', package: '@open-wc/semantic-dom-diff', name: 'Equal' },
            { from: 'package', package: 'chai', name: 'Equal' },
          ],
        },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // An adapter's method may answer at once and still be asynchronous by contract.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'tandem/boundaries': 'error',
      ...restricted(unsafeMarkup),
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    files: ['src/core/**/*.ts'],
    ignores: ['src/core/platform.ts'],
    rules: {
      ...restricted(unsafeMarkup, hiddenInputs),
      'no-restricted-globals': [
        'error',
        { name: 'crypto', message: 'Ids and random values are a port: see platform.ts.' },
      ],
    },
  },
  {
    // An inferred type may name a package that an installation does not bring (lit-html instead of lit).
    files: ['src/elements/**/*.ts'],
    ignores: [...TESTS, ...STORIES],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'error' },
  },
  {
    // Lit binds template listeners to the host element.
    files: ['src/elements/**/*.ts', ...STORIES],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  { files: [...STORIES, 'demo/**/*.ts'], rules: restricted(unsafeMarkup) },
  {
    files: STORIES,
    rules: { 'tandem/boundaries': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: TESTS,
    rules: {
      ...restricted(),
      'tandem/boundaries': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { '@typescript-eslint/no-implied-eval': 'off', 'no-undef': 'off' },
  },
);
