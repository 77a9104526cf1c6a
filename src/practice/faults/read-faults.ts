import { expectJson, FileProblem, type Expected } from '../serving/expect-json.ts'
import { challengeReasons } from '../routes/graph/request/claims-challenge.ts'
import { faultEffects, type FaultEffect, type FaultResponse, type FaultRule, type Faults } from './faults.ts'
import { isLike } from '../serving/wildcard.ts'
import { lagging, views } from '../tenant/replication.ts'

const method: Expected = { oneOf: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'CONNECT', 'TRACE'] }

const response: Expected = {
  object: {},
  optional: {
    statusCode: 'number',
    headers: { listOf: { object: { name: 'text', value: 'text' } } },
    body: 'anything',
  },
}

const kinds = (each: Expected): Expected => ({
  object: {},
  optional: Object.fromEntries(lagging.map((kind) => [kind, each])),
})

const faults: Expected = {
  object: {},
  optional: {
    $schema: 'text',
    mocks: {
      listOf: {
        object: {
          request: {
            object: { url: 'text' },
            optional: { method, nth: 'number', times: 'number', bodyFragment: 'text' },
          },
        },
        optional: {
          response,
          effect: { oneOf: faultEffects },
          drip: { object: {}, optional: { bytes: 'number', everyMs: 'number' } },
          delayMs: 'number',
          page: { object: {}, optional: { title: 'text', text: 'text' } },
          challenge: { oneOf: challengeReasons },
          aadsts: 'number',
          exchangeError: {
            object: { code: 'text' },
            optional: { message: 'text', as: { oneOf: ['fault', 'message'] } },
          },
        },
      },
    },
    errors: {
      listOf: {
        object: {
          request: { object: { url: 'text' }, optional: { method, bodyFragment: 'text' } },
          responses: { listOf: response },
        },
      },
    },
    rate: 'number',
    retryAfterInSeconds: 'number',
    seed: 'number',
    lag: kinds('number'),
    expiredSecretAnswers: 'number',
    servicePrincipals: {
      listOf: {
        object: { displayName: 'text' },
        optional: { accountEnabled: { oneOf: [false] }, disabledByMicrosoftStatus: 'text' },
      },
    },
    shownRestrictions: { listOf: { object: {}, more: 'anything' } },
    replication: {
      object: { seed: 'number', seconds: kinds({ listOf: 'number' }) },
      optional: { flapping: 'number', views: { listOf: { oneOf: views } } },
    },
  },
}

/**
 * Returns the faults that a parsed JSON file holds: Dev Proxy's mocks or errors file unchanged, or one with the practice
 * tenant's additions. A body `@name` is the text of another file, which `readFile` reads. Throws a FileProblem with one
 * sentence when the file holds something else.
 */
export function readFaults(json: unknown, readFile: (name: string) => string): Faults {
  expectJson(json, faults, 'faults file')
  const { mocks, errors, ...more } = json as Faults
  for (const [name, range] of Object.entries(more.replication?.seconds ?? {})) {
    const [least = NaN, most = NaN, ...rest] = range as readonly number[]
    if (rest.length > 0 || !(least <= most))
      throw new FileProblem(`The faults file is not right: "replication.seconds.${name}" must be [least, most].`)
  }
  for (const [index, rule] of (mocks ?? []).entries()) {
    const problem = problemOf(rule)
    if (problem !== undefined) throw new FileProblem(`The faults file is not right: "mocks[${index}]${problem}.`)
  }
  return {
    ...more,
    ...(mocks === undefined
      ? {}
      : {
          mocks: mocks.map((rule) =>
            rule.response === undefined ? rule : { ...rule, response: withFile(rule.response, readFile) },
          ),
        }),
    ...(errors === undefined
      ? {}
      : {
          errors: errors.map((rule) => ({ ...rule, responses: rule.responses.map((one) => withFile(one, readFile)) })),
        }),
  }
}

/** The part of a rule that each of these effects needs or allows, by its effect. */
const parts: Readonly<Partial<Record<keyof FaultRule, readonly FaultEffect[]>>> = {
  page: ['html-page', 'html-page-after-commit'],
  challenge: ['claims-challenge'],
  aadsts: ['sign-in-error-page'],
  exchangeError: ['exchange-error'],
  drip: ['drip'],
}

/** The hosts that alone can give these answers. */
const hosts: Readonly<Partial<Record<FaultEffect, string>>> = {
  'claims-challenge': 'graph.microsoft.com',
  'sign-in-error-page': 'login.microsoftonline.com',
  'exchange-error': 'outlook.office365.com',
}

/** Returns the end of a sentence on a rule that contradicts itself, or undefined. */
function problemOf(rule: FaultRule): string | undefined {
  const { effect = 'answer', request, response, delayMs, aadsts, exchangeError } = rule
  for (const name of ['nth', 'times'] as const) {
    const count = request[name]
    if (count !== undefined && (!Number.isInteger(count) || count < 1))
      return `.request.${name}" must be a whole number from 1 on`
  }
  const status = response?.statusCode
  if (status !== undefined && (!Number.isInteger(status) || status < 200 || status > 599))
    return '.response.statusCode" must be a whole number from 200 to 599'
  if (effect === 'delay' && delayMs === undefined) return '" has the effect "delay" and no "delayMs"'
  if (effect === 'sign-in-error-page' && aadsts === undefined)
    return '" has the effect "sign-in-error-page" and no "aadsts"'
  if (exchangeError !== undefined && !/^Error[A-Za-z]+$/.test(exchangeError.code))
    return '.exchangeError.code" must be a response code such as "ErrorInternalServerError"'
  for (const [name, effects] of Object.entries(parts)) {
    if (rule[name as keyof FaultRule] !== undefined && !effects.includes(effect))
      return `.${name}" is only for the effect ${effects.map((one) => `"${one}"`).join(' or ')}`
  }
  const host = hosts[effect]
  return host === undefined || mayMeet(request.url, host)
    ? undefined
    : `.request.url" must be an address of ${host} for the effect "${effect}"`
}

/** Whether a pattern of an address can match one of this host. */
function mayMeet(url: string, host: string): boolean {
  return isLike(`https://${host}`, /^https:\/\/[^/]*/i.exec(url)?.[0] ?? url)
}

function withFile(given: FaultResponse, readFile: (name: string) => string): FaultResponse {
  if (typeof given.body !== 'string' || !given.body.startsWith('@')) return given
  return { ...given, body: readFile(given.body.slice(1)) }
}
