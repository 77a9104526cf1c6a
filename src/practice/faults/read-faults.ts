import { expectJson, FileProblem, type Expected } from '../serving/expect-json.ts'
import { faultEffects, type FaultResponse, type Faults } from './faults.ts'
import { lagging } from '../tenant/replication.ts'

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
        object: { request: { object: { url: 'text' }, optional: { method, nth: 'number', bodyFragment: 'text' } } },
        optional: {
          response,
          effect: { oneOf: faultEffects },
          drip: { object: {}, optional: { bytes: 'number', everyMs: 'number' } },
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
    replication: {
      object: { seed: 'number', seconds: kinds({ listOf: 'number' }) },
      optional: { flapping: 'number' },
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

function withFile(given: FaultResponse, readFile: (name: string) => string): FaultResponse {
  if (typeof given.body !== 'string' || !given.body.startsWith('@')) return given
  return { ...given, body: readFile(given.body.slice(1)) }
}
