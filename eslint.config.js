import eslint from '@eslint/js'
import prettier from 'eslint-config-prettier'
import svelte from 'eslint-plugin-svelte'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import { houseConfigs } from './build/eslint-house.mjs'

const outsideCore = ['Date.now', 'setTimeout', 'setInterval', 'fetch', 'process', 'console', 'Math.random', 'crypto']

const withTypes = Object.assign({}, ...tseslint.configs.strictTypeCheckedOnly.map(({ rules }) => rules))

export default defineConfig(
  { ignores: ['out', 'node_modules', '**/*.d.ts'] },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  ...houseConfigs,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // `const { left, ...rest }` is how a field is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // The rules that need types are oxlint's (.oxlintrc.json), which is ten times as fast and reads no Svelte.
    files: ['**/*.svelte'],
    rules: {
      ...withTypes,
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: tseslint.parser, projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: { 'svelte/no-at-html-tags': 'error' },
  },
  {
    // The core has no clock, no timer, no randomness and no network of its own: they come in through ports.
    files: ['src/core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', ...outsideCore.filter((name) => !name.includes('.')), 'Buffer'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'Math', property: 'random' },
        { object: 'AbortSignal', property: 'any', message: 'The fallback runtime is Node 18, which has none.' },
      ],
    },
  },
  {
    files: ['build/**/*.mjs', '*.js', '.dependency-cruiser.mjs'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  { files: ['build/docs/search.js'], languageOptions: { globals: globals.browser } },
)
