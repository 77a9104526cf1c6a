import { basename } from 'node:path'

/**
 * The house's own lint rules (docs/architecture.md, CONTRIBUTING.md): what ESLint's own cannot say.
 *
 * @typedef {import('eslint').Rule.RuleModule} RuleModule
 * @typedef {import('estree').Node} Node
 */

/**
 * A literal is written out: `{ ...{ a: 1 }, b }` and `[...['a'], b]` are `{ a: 1, b }` and `['a', b]`.
 *
 * @type {RuleModule}
 */
const noLiteralSpread = {
  meta: {
    type: 'problem',
    fixable: 'code',
    messages: { spread: 'Write the literal out: it is spread into another one.' },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context
    return {
      SpreadElement(node) {
        const literal = /** @type {Node} */ (withoutTypes(node.argument))
        const sameKind =
          (node.parent.type === 'ObjectExpression' && literal.type === 'ObjectExpression') ||
          (node.parent.type === 'ArrayExpression' && literal.type === 'ArrayExpression')
        if (literal.type !== 'ObjectExpression' && literal.type !== 'ArrayExpression') return
        context.report({
          node,
          messageId: 'spread',
          fix(fixer) {
            const comments = sourceCode.getCommentsInside(node).length > 0
            if (!sameKind || comments || literal !== node.argument) return null
            const inner = sourceCode.getText(literal).slice(1, -1).trim().replace(/,$/, '')
            if (inner !== '') return fixer.replaceText(node, inner)
            const next = sourceCode.getTokenAfter(node)
            return next?.value === ',' ? fixer.removeRange([node.range?.[0] ?? 0, next.range[1]]) : fixer.remove(node)
          },
        })
      },
    }
  },
}

/**
 * @param {{ type: string, expression?: unknown }} node
 * @returns {{ type: string }}
 */
function withoutTypes(node) {
  return node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression'
    ? withoutTypes(/** @type {{ type: string }} */ (node.expression))
    : node
}

/** Names that may not be the whole of a name: as a part of another they can be plain English. */
const forbiddenNames = new Map([
  ['wish', 'DesiredState'],
  ['seen', 'ObservedState'],
  ['outside', 'RunContext, or blockedMailbox'],
  ['desk', 'RunContext'],
  ['turn', 'RunContext'],
  ['say', 'emit or dispatch'],
  ['happen', 'emit or dispatch'],
  ['behind', 'previousStage'],
  ['agree', 'waitForStableReads'],
  ['late', 'replicationErrors'],
])
/** Names that may not be a part of a name either, word by word. */
const forbiddenWords = new Map([
  ['wish', 'DesiredState'],
  ['plainly', 'defaultOptions'],
  ['to its end', 'runUninterrupted'],
  ['ask until there', 'waitUntilFound'],
  ['mend of', 'suggestFix'],
  ['take away', 'exports'],
  ['elsewhere', 'delegation'],
  ['colleague', 'delegation'],
  ['cdid word', 'confirmation'],
  ['take word', 'confirmation'],
  ['to come back to', 'resumable'],
  ['crowd', 'generatedObjects'],
])

/**
 * The word of the glossary for a name that is not in it; null when the name may stand.
 *
 * @param {string} name An identifier, or a file's name without its ending.
 */
function glossaryWord(name) {
  const words = name
    .replace(/[-_.]/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .trim()
  const part = [...forbiddenWords].find(([forbidden]) => ` ${words} `.includes(` ${forbidden} `))
  return forbiddenNames.get(words) ?? part?.[1] ?? null
}

/**
 * What a file declares for others, and its own top-level names, follow the glossary of docs/architecture.md.
 *
 * @type {RuleModule}
 */
const glossary = {
  meta: {
    type: 'problem',
    messages: { word: 'The glossary says {{word}}, not «{{name}}».' },
    schema: [],
  },
  create(context) {
    /** @type {(node: Node, name: string) => void} */
    const judge = (node, name) => {
      const word = glossaryWord(name)
      if (word !== null) context.report({ node, messageId: 'word', data: { word, name } })
    }
    return {
      Program(node) {
        judge(node, basename(context.filename).replace(/(\.test|\.svelte)?\.\w+$/, ''))
        for (const statement of node.body) {
          const declared = 'declaration' in statement && statement.declaration ? statement.declaration : statement
          for (const name of namesOf(declared)) judge(statement, name)
          if (statement.type === 'ExportNamedDeclaration')
            for (const { exported } of statement.specifiers)
              judge(statement, exported.type === 'Identifier' ? exported.name : String(exported.value))
        }
      },
    }
  },
}

/**
 * @param {object} declared
 * @returns {readonly string[]}
 */
function namesOf(declared) {
  if ('declarations' in declared) {
    const declarations = /** @type {import('estree').VariableDeclarator[]} */ (declared.declarations)
    return declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
  }
  const id = 'id' in declared ? /** @type {{ name?: string } | null} */ (declared.id) : null
  return id?.name === undefined ? [] : [id.name]
}

const dayInMs = 86_400_000

/**
 * The rules that are written once, the only places that may hold them, and how a second definition is known.
 *
 * @type {readonly {
 *   readonly what: string,
 *   readonly home: readonly string[],
 *   readonly isDefinedBy: (node: any, scope: import('eslint').Scope.Scope) => boolean
 * }[]}
 */
const rulesWrittenOnce = [
  {
    what: 'what a mail address is',
    home: ['src/core/mail-address.ts'],
    isDefinedBy: (node) =>
      (typeof node.regex?.pattern === 'string' && /[\])}+*]@|@[[(\\]/.test(node.regex.pattern)) ||
      (calledMethod(node) === 'email' && node.callee.object.name === 'z'),
  },
  {
    what: 'a key’s fingerprint',
    home: ['src/core/fingerprint.ts'],
    isDefinedBy: (node) =>
      /fingerprint/i.test(node.id?.name ?? '') &&
      (node.type === 'FunctionDeclaration' || /Function/.test(node.init?.type ?? '')),
  },
  {
    // Adding days to an instant is no rule; how many days there are between two is.
    what: 'a count of days',
    home: ['src/core/calendar-days.ts'],
    isDefinedBy: (node, scope) =>
      node.type === 'BinaryExpression' && node.operator === '/' && constant(node.right, scope) === dayInMs,
  },
  {
    what: 'how names are folded',
    home: ['src/core/folded-name.ts'],
    isDefinedBy: (node) => {
      const methods = chainOf(node)
      return (
        ['normalize', 'toLowerCase', 'toLocaleLowerCase'].includes(methods[0] ?? '') &&
        methods.includes('normalize') &&
        methods.some((method) => method.startsWith('to'))
      )
    },
  },
  {
    what: 'a tag of the application',
    home: ['src/core/provision/tags.ts'],
    isDefinedBy: (node) => /^prextra-(adopted|scoped|delivered|confirmed)(:|$)/.test(textOf(node)),
  },
  {
    what: 'a host of one of Microsoft’s clouds',
    home: ['src/core/access/cloud.ts'],
    isDefinedBy: (node) => cloudHost.test(wholeTextOf(node)),
  },
]

/** The domains of the services that every cloud has hosts of its own for. Microsoft's documents are not among them. */
const cloudHost = new RegExp(
  [
    'microsoftonline\\.(com|us|cn)',
    '(login|sts)\\.windows\\.net',
    '(login|graph|entra)\\.microsoft\\.(com|us)',
    'chinacloudapi\\.cn',
    'usgovcloudapi\\.net',
    'outlook[\\w-]*\\.office365\\.(com|us)',
    'partner\\.outlook\\.cn',
    'portal\\.azure\\.(com|us|cn)',
    'admin(\\.exchange)?\\.microsoft\\.com',
    'O365(Default|USGov\\w+|China)',
  ].join('|'),
  'i',
)

/**
 * All the text in a literal, a template or a regular expression.
 *
 * @param {any} node
 * @returns {string}
 */
function wholeTextOf(node) {
  if (node.type === 'TemplateLiteral') return node.quasis.map((/** @type {any} */ one) => one.value.cooked).join(' ')
  if (node.type !== 'Literal') return ''
  return String(node.regex?.pattern ?? node.value).replaceAll('\\', '')
}

/** @param {any} node */
const calledMethod = (node) => (node.type === 'CallExpression' ? (node.callee.property?.name ?? '') : '')

/**
 * The methods of `text.normalize().replace().toLowerCase()`, the last one first.
 *
 * @param {any} node
 * @returns {readonly string[]}
 */
function chainOf(node) {
  const method = calledMethod(node)
  return method === '' ? [] : [method, ...chainOf(node.callee.object)]
}

/** @param {any} node */
const textOf = (node) => {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : ''
  return node.type === 'TemplateLiteral' ? node.quasis[0].value.cooked : ''
}

/**
 * The value of a number, of a product of numbers, or of a name for either; NaN for anything else.
 *
 * @param {any} node
 * @param {import('eslint').Scope.Scope | null} scope
 * @returns {number}
 */
function constant(node, scope) {
  if (node.type === 'Literal' && typeof node.value === 'number') return node.value
  if (node.type === 'BinaryExpression' && node.operator === '*')
    return constant(node.left, scope) * constant(node.right, scope)
  if (node.type !== 'Identifier') return NaN
  for (let around = scope; around !== null; around = around.upper) {
    const declared = around.set.get(node.name)?.defs[0]?.node
    if (declared?.type === 'VariableDeclarator' && declared.init) return constant(declared.init, null)
  }
  return NaN
}

/**
 * A rule that must be the same everywhere is defined in one file; whoever needs it asks that file.
 *
 * @type {RuleModule}
 */
const oneDefinition = {
  meta: {
    type: 'problem',
    messages: { second: 'This defines {{what}} a second time: ask {{home}}.' },
    schema: [],
  },
  create(context) {
    const file = context.filename.replaceAll('\\', '/')
    const elsewhere = rulesWrittenOnce.filter(({ home }) => !home.some((path) => `/${file}`.endsWith(`/${path}`)))
    /** @param {Node} node */
    const judge = (node) => {
      for (const { what, home, isDefinedBy } of elsewhere)
        if (isDefinedBy(node, context.sourceCode.getScope(node)))
          context.report({ node, messageId: 'second', data: { what, home: home.join(' or ') } })
    }
    return {
      Literal: judge,
      TemplateLiteral: judge,
      CallExpression: judge,
      BinaryExpression: judge,
      FunctionDeclaration: judge,
      VariableDeclarator: judge,
    }
  },
}

export const house = {
  rules: { 'no-literal-spread': noLiteralSpread, glossary, 'one-definition': oneDefinition },
}

/**
 * Where the rules hold. Practice reads Microsoft's own rules, a second opinion, and tests may say a rule again to hold
 * the first to it.
 *
 * @type {import('eslint').Linter.Config[]}
 */
export const houseConfigs = [
  { plugins: { house }, rules: { 'house/no-literal-spread': 'error', 'house/glossary': 'error' } },
  {
    files: ['src/**'],
    ignores: ['src/practice/**', '**/*.test.ts'],
    rules: { 'house/one-definition': 'error' },
  },
]
