import { worstLevel, type Level } from '#core/network/findings.ts'
import { hostsOf, type NetworkCheck } from '#core/network/network-check.ts'
import { microsoftDetails, type MicrosoftDetails } from '#core/problem.ts'
import type { NetworkStage } from '#core/session/session.ts'
import { moment } from '../format/dates.ts'
import type { Language, Words } from '../format/language.ts'
import { withoutMarks } from '../format/markup.ts'
import { words } from '../format/typography.ts'
import { networkWords, sayFinding } from '../screens/network.ts'
import { mainProcessWords } from '../screens/shell/main-process.ts'

const fr = {
  title: (name: string) => `${name} : vérification de la connexion`,
  at: (moment: string) => `Faite le ${moment}, sans compte ni secret.`,
  support: (values: string) => `Pour le soutien : ${values}`,
}

const en: typeof fr = {
  title: (name) => `${name}: check of the connection`,
  at: (moment) => `Made on ${moment}, without account or secret.`,
  support: (values) => `For support: ${values}`,
}

const textWords: Words<typeof fr> = words({ fr, en })

/** Returns the gravest level of a whole check; `unfinished` while something was not looked at. */
export function conclusionOf(checks: readonly NetworkCheck[]): Level | 'unfinished' {
  if (checks.some(({ findings }) => findings === null)) return 'unfinished'
  return worstLevel(checks.flatMap(({ findings }) => findings ?? []))
}

/** Returns the result of a check as plain text for the network team, with the hosts to allow. It names no account. */
export function networkText(
  { checks, begunAt }: Pick<NetworkStage, 'checks' | 'begunAt'>,
  practice: boolean,
  language: Language,
): string {
  const said = networkWords[language]
  const page = textWords[language]
  const lines = [
    page.title(mainProcessWords[language].windowTitle(practice)),
    page.at(moment(begunAt, language, true)),
    ...(practice ? [said.lead.practice] : []),
    '',
    said.conclusion[conclusionOf(checks)],
    ...checks.flatMap((check) => ['', ...checkLines(check, language)]),
    '',
    said.allow.title,
    ...hostsOf(checks).map(({ host, port, use, confirmed }) => {
      const note = confirmed ? '' : ` (${said.allow.unconfirmed})`
      return `  ${host}:${port} · ${said.allow.uses[use]}${note}`
    }),
    said.allow.body,
    said.allow.localhost,
  ]
  return `${lines.join('\n')}\n`
}

function checkLines({ subject, host, findings, details }: NetworkCheck, language: Language): readonly string[] {
  const said = networkWords[language]
  const title = host === null ? said.subjects[subject] : `${said.subjects[subject]} · ${host.host}:${host.port}`
  if (findings === null) return [title, `  [${said.notLooked}]`]
  const lines = findings.map(
    (finding) => `  [${said.levels[finding.level]}] ${withoutMarks(sayFinding(finding, language))}`,
  )
  return [title, ...lines, ...(details === null ? [] : [`  ${textWords[language].support(supportValues(details))}`])]
}

function supportValues(details: MicrosoftDetails): string {
  return microsoftDetails(details)
    .map(({ name, value }) => (name === 'status' ? `HTTP ${value}` : value))
    .join(' · ')
}
