import { addressParts } from '#core/mail-address.ts'
import { supportDetails } from '#core/problem.ts'
import { identityOf } from '#core/session/session-path.ts'
import type { SupportFileFacts } from '#core/session/writer.ts'
import { moment } from '../format/dates.ts'
import type { Language, Words } from '../format/language.ts'
import { maskOf, type Mask } from '../format/mask.ts'
import { words } from '../format/typography.ts'
import { mainProcessWords } from '../screens/shell/main-process.ts'
import { codeOf } from '../screens/shell/path.ts'
import { shellWords } from '../screens/shell/shell.ts'
import { networkText } from './network.ts'

const fr = {
  title: (name: string) => `${name} : fichier pour le soutien`,
  made: (moment: string) => `Fait le ${moment}, sans secret, ni jeton, ni message.`,
  practice: 'Exercice : rien de réel n’est touché.',
  versions: 'Versions',
  step: 'Étape',
  organization: 'Organisation',
  account: 'Compte',
  problem: 'Problème affiché',
  noProblem: 'Aucun problème n’est affiché.',
  requests: 'Requêtes, la plus récente d’abord',
  noRequests: 'Aucune requête n’a été notée.',
  noAnswer: 'sans réponse',
  network: 'Vérification de la connexion',
  noNetwork: 'Elle n’est pas à l’écran.',
  colon: ' :',
  file: 'prextra-soutien',
}

const en: typeof fr = {
  title: (name) => `${name}: file for support`,
  made: (moment) => `Made on ${moment}, without any secret, token or message.`,
  practice: 'Practice: nothing real is touched.',
  versions: 'Versions',
  step: 'Step',
  organization: 'Organization',
  account: 'Account',
  problem: 'Problem on screen',
  noProblem: 'No problem is on screen.',
  requests: 'Requests, the latest first',
  noRequests: 'No request was noted.',
  noAnswer: 'no answer',
  network: 'Check of the connection',
  noNetwork: 'It is not on screen.',
  colon: ':',
  file: 'prextra-support',
}

const supportWords: Words<typeof fr> = words({ fr, en })

/** The most requests that the file tells of. */
const requestsMax = 300

/** Returns the file for CDID's support as plain text, and its name. */
export function supportFile(
  facts: SupportFileFacts,
  masked: boolean,
  language: Language,
): { readonly fileName: string; readonly text: string } {
  const said = supportWords[language]
  const { session, now, requests } = facts
  const requested = requests.slice(0, requestsMax).flatMap((line) => requestLine(line, said.noAnswer) ?? [])
  const blocks = [
    [said.title(mainProcessWords[language].appName), said.made(moment(now.toISOString(), language, true))],
    session.practice ? [said.practice] : [],
    [...ticketLines(facts, language)],
    [said.requests, ...(requested.length > 0 ? requested.map((line) => `  ${line}`) : [`  ${said.noRequests}`])],
    [said.network, session.at === 'network' ? networkText(session, session.practice, language) : `  ${said.noNetwork}`],
  ]
  const text = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')
  const day = now.toISOString().slice(0, 10).replaceAll('-', '')
  return { fileName: `${said.file}-${day}.txt`, text: `${masked ? shortened(text, facts) : text}\n` }
}

/** Returns what is copied into a ticket: versions, the step, who it is about, and the problem. */
export function ticketText(facts: SupportFileFacts, language: Language): string {
  return ticketLines(facts, language).join('\n')
}

function ticketLines({ session, versions }: SupportFileFacts, language: Language): readonly string[] {
  const said = supportWords[language]
  const { steps, details } = shellWords[language]
  const pair = (name: string, value: string) => `${name}${said.colon} ${value}`
  const code = codeOf(session)
  const identity = identityOf(session)
  const problem = session.problem
    ? supportDetails(session.problem).map(({ name, value }) => `  ${pair(details[name], value)}`)
    : [`  ${said.noProblem}`]
  return [
    said.versions,
    ...versions.map(([name, version]) => `  ${name} ${version}`),
    pair(said.step, `${code} · ${steps[code]}`),
    ...(identity
      ? [
          pair(
            said.organization,
            [identity.organization.name, identity.organization.domain, identity.tenantId].join(' · '),
          ),
          pair(said.account, `${identity.account.name} · ${identity.account.username}`),
        ]
      : []),
    said.problem,
    ...problem,
  ]
}

/** A request of the journal: when, what, its answer and its ids. `null` for a line that is none. */
function requestLine(line: unknown, noAnswer: string): string | null {
  const { at, method, path, status, requestId, ms, host } = Object(line) as Record<string, unknown>
  if (typeof method !== 'string' || typeof path !== 'string') return null
  const answer = typeof status === 'number' ? `HTTP ${status}` : noAnswer
  const parts = [at, method, `${typeof host === 'string' ? host : ''}${path}`, answer, requestId, ms]
  return parts
    .flatMap((part) => (typeof part === 'string' || typeof part === 'number' ? [String(part)] : []))
    .join(' · ')
}

const guids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/giu
const wordsOfText = /[^\s·<>"/=?&,;:()]+/gu
/** An organization's domain in the path of a request, which may be of another day: `v2.0` and a host are none. */
const domainsInPaths = /(?<=[^/]\/)[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.[a-z]{2,}(?=[/\s·]|$)/giu

/**
 * Returns a text with its ids, addresses and names shortened as on a shared screen. The ids of requests stay whole: they name
 * nobody, and Microsoft finds nothing by a part of one.
 */
function shortened(text: string, { session, requests }: SupportFileFacts): string {
  const mask: Mask = maskOf(true)
  const identity = identityOf(session)
  const { requestId, clientRequestId, correlationId } = session.problem?.microsoft ?? {}
  const ofRequests = new Set<unknown>([requestId, clientRequestId, correlationId, ...requests.map(requestIdOf)])
  const names = identity ? [identity.organization.name, identity.account.name] : []
  const domains = identity ? [identity.organization.domain, identity.homeDomain ?? ''] : []
  const replaced = (from: string, what: string, shown: (one: string) => string) =>
    what === '' ? from : from.replaceAll(what, shown(what))
  const withoutAddresses = text
    .replaceAll(wordsOfText, (one) => (addressParts(one) === null ? one : mask.address(one)))
    .replaceAll(guids, (one) => (ofRequests.has(one) ? one : mask.id(one)))
    .replaceAll(domainsInPaths, mask.domain)
  const withoutNames = names.reduce((from, name) => replaced(from, name, mask.name), withoutAddresses)
  return domains.reduce((from, domain) => replaced(from, domain, mask.domain), withoutNames)
}

function requestIdOf(line: unknown): unknown {
  return (Object(line) as { readonly requestId?: unknown }).requestId
}
