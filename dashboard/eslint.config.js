import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import { existsSync } from 'node:fs';
import tseslint from 'typescript-eslint';

/** The browser tests' own packages are there only where a browser has been wanted. */
const browserTests = existsSync('e2e/node_modules') ? [] : ['e2e/'];

export default tseslint.config(
  { ignores: ['target/', 'node_modules/', ...browserTests] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [
      js.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      hooks.configs.flat['recommended-latest'],
    ],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'A union of string literals says the same.' },
        { selector: 'ExportAllDeclaration', message: 'Import from the file that defines it.' },
      ],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
);
