import { clouds } from '#core/access/cloud.ts'
import { profiles, registeringRole, type RoleName } from '#core/access/profile.ts'
import { problemCodes, type ProblemCode } from '#core/problem.ts'
import { knownNumbers, meaningOf } from '#adapters/microsoft/sign-in/aadsts.ts'
import { fixWords } from '#words/problems/fixes.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { documentationWords } from '#words/pages/documentation.ts'
import { cloudNames } from '#words/portal/clouds.ts'
import { sayPermission } from '#words/portal/permissions.ts'
import { roles } from '#words/portal/roles.ts'
import type { Language } from '#words/format/language.ts'

/** A page as Markdown, whether a person wrote it or it was made from `words`. */
export interface Source {
  readonly name: string
  readonly section: keyof (typeof documentationWords)['fr']['sections']
  readonly markdown: string
}

/** Returns a page for every problem, and one that lists them all. */
export function problemPages(language: Language): readonly Source[] {
  const said = documentationWords[language]
  const list = [
    `# ${said.sections.problems}`,
    table(
      said.natureColumns,
      problemCodes.map((code) => {
        const { sentence, nature } = sayProblem({ code, at: '' }, language)
        return [`[${plain(sentence)}](${code}.md)`, said.natureNames[nature]]
      }),
    ),
  ]
  return [
    { name: 'problems/index', section: 'problems', markdown: list.join('\n\n') },
    ...problemCodes.map((code): Source => {
      return { name: `problems/${code}`, section: 'problems', markdown: problemPage(code, language) }
    }),
  ]
}

function problemPage(code: ProblemCode, language: Language): string {
  const { natures, problem } = documentationWords[language]
  const { sentence, advice, nature } = sayProblem({ code, at: '' }, language)
  const numbers = numbersOf(code)
  return [
    `# ${plain(sentence)}`,
    `## ${problem.nature}`,
    natures[nature],
    `## ${problem.advice}`,
    // What stands in bold in the assistant stands in bold here.
    advice,
    ...byHand(code, language),
    ...(numbers.length === 0 ? [] : [`## ${problem.numbers}`, numbers.map((number) => `AADSTS${number}`).join(', ')]),
    `## ${problem.code}`,
    `\`${code}\``,
    problem.more,
  ].join('\n\n')
}

/** What the guide by hand says of a problem whose reason has the same name. */
function byHand(code: ProblemCode, language: Language): readonly string[] {
  const said: Readonly<Record<string, string>> = fixWords[language]
  const fix = { 'secret-not-accepted': 'wrong-secret', 'secret-expired': 'expired-secret', 'role-missing': 'no-role' }
  const reason = (fix as Readonly<Record<string, string>>)[code] ?? code
  return said[reason] === undefined ? [] : [said[reason]]
}

/** The numbers of Microsoft's sign-in errors that a person would see as this problem. */
function numbersOf(code: ProblemCode): readonly number[] {
  return knownNumbers.filter((number) => meaningOf(number, 'person') === code)
}

/**
 * Returns a page for every company policy. The assistant reads none yet: when it has a schema of them, each of its policies
 * becomes a page here, as each problem does.
 */
export function policyPages(): readonly Source[] {
  return []
}

/** The parts of a page that are made from the program's own tables, by the name in braces that stands for each. */
export const parts: Readonly<Record<string, (language: Language) => string>> = {
  hosts(language) {
    const { columns } = documentationWords[language].hosts
    const rows = Object.values(clouds).map(({ id, login, graph, exchange }) => [
      cloudNames[language][id],
      ...[login, graph, exchange].map((host) => `\`${host}\``),
    ])
    return table(columns, rows)
  },

  roles(language) {
    const { columns, rows, both } = documentationWords[language].roles
    const say = (role: RoleName) => roles[language][role]
    const others = (names: readonly RoleName[]) => names.slice(1).map(say).join(', ')
    const granting = (names: readonly RoleName[]) => [say(names[0] ?? 'global-administrator'), others(names)]
    return table(columns, [
      [rows.register, say(registeringRole), say('application-administrator')],
      [rows.consent, ...granting(profiles.ews.grantedBy)],
      [rows.consentGraph, ...granting(profiles.graph.grantedBy)],
      [rows.allowList, say('exchange-administrator'), ''],
      [rows.exemption, both(say('security-administrator'), say(registeringRole)), ''],
    ])
  },

  permissions(language) {
    const rows = [profiles.ews, profiles.graph].flatMap(({ permissions }) =>
      permissions.map(({ value, resourceName }) => [`\`${value}\``, resourceName, sayPermission(value, language)]),
    )
    return table(documentationWords[language].permissionColumns, rows)
  },
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A sentence without its marks, for a heading or a link. */
function plain(sentence: string): string {
  return sentence.replaceAll(/\*\*|`/g, '')
}
