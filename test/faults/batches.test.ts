import { strike, type Fault, alphabet } from '#support/faults/alphabet.ts'
import { endedWith, type End } from '#support/faults/observation.ts'
import { runRow, type Cell } from '#support/faults/row.ts'
import type { Trial } from '#support/faults/trial.ts'
import { ProblemError, type ProblemCode } from '#core/problem.ts'
import type { FaultRequest } from '#practice/faults/faults.ts'

const hourMs = 3_600_000

/** A batch of a job, and the reads in it. `nth`: which batch of the job it is. */
interface Wave {
  readonly name: string
  readonly nth: number
  /** One of its reads, and which of the reads of that kind it is. */
  readonly part: FaultRequest & { readonly nth: number }
  /** Another of its reads, which fails in another way. */
  readonly other: FaultRequest & { readonly nth: number }
}

const graph = (path: string) => `https://graph.microsoft.com/v1.0${path}`
const batch = { method: 'POST', url: graph('/$batch') } as const
const byTag = { method: 'GET', url: graph('/applications?$filter=tags*') } as const
const byName = { method: 'GET', url: graph('/applications(uniqueName=*') } as const
const assigned = { method: 'GET', url: graph('/servicePrincipals(appId=*)/appRoleAssignments*') } as const
const ours = { method: 'GET', url: graph('/servicePrincipals(appId=*)?*') } as const

/** The plan that is shown, the fresh one that is applied, and both waves of the first and of the last look after it. */
const waves: readonly Wave[] = [
  { name: 'plan', nth: 1, part: { ...byTag, nth: 1 }, other: { ...byName, nth: 1 } },
  { name: 'fresh-plan', nth: 2, part: { ...byTag, nth: 2 }, other: { ...byName, nth: 2 } },
  { name: 'look-1', nth: 3, part: { ...byTag, nth: 3 }, other: { ...byName, nth: 3 } },
  { name: 'look-1-second', nth: 4, part: { ...assigned, nth: 1 }, other: { ...ours, nth: 4 } },
  { name: 'look-5', nth: 11, part: { ...byTag, nth: 7 }, other: { ...byName, nth: 7 } },
  { name: 'look-5-second', nth: 12, part: { ...assigned, nth: 5 }, other: { ...ours, nth: 12 } },
]

const retryAfter = (seconds: string) => ({
  response: { statusCode: 429, headers: [{ name: 'Retry-After', value: seconds }] },
})
const faultNamed = (name: string) => alphabet.find((one) => one.name === name) as Fault

/** What Graph refuses about a batch: each of its reads is then sent alone. */
const refusals: readonly Fault[] = [400, 404, 405, 413, 501].map((statusCode) => ({
  name: `refused-${String(statusCode)}`,
  response: { statusCode },
}))
const pages: readonly Fault[] = [200, 403, 404, 502].map((statusCode) => ({
  name: `page-${String(statusCode)}`,
  response: { statusCode },
  effect: 'html-page',
}))
const malformed: readonly Fault[] = [
  { name: 'no-responses', response: { statusCode: 200, headers: [{ name: 'request-id', value: 'r' }], body: {} } },
  {
    name: 'answer-to-others',
    response: {
      statusCode: 200,
      headers: [{ name: 'request-id', value: 'r' }],
      body: { responses: [{ id: 'x', status: 200, headers: {}, body: { value: [] } }] },
    },
  },
  { name: 'claims-challenge', effect: 'claims-challenge' },
]
const wholeFaults = [...alphabet, ...refusals, ...pages, ...malformed]
const partFaults = [...alphabet, ...pages, { name: 'claims-challenge', effect: 'claims-challenge' } as const]

/** The faults after which the reads are simply asked again, or were not touched. */
const passing = [
  '429-seconds',
  '429-date',
  '429-bare',
  '500',
  '502',
  '503',
  '503-after-commit',
  '504',
  '504-after-commit',
  '507',
  'page-502',
  'reset-before-commit',
  'reset-after-commit',
  'half-body',
  'stalled-body',
  'no-answer',
  'no-answer-after-commit',
  'ten-megabytes',
  'drip',
  'no-responses',
  'answer-to-others',
  '401-claims',
  ...refusals.map(({ name }) => name),
]
const foreign = ['captive-portal', 'page-200', 'page-403', 'page-404', 'bad-json']

/** How a job may end in which this happened to a whole batch or to a part; `null`: in any way that is a sentence. */
function endsAfter({ name }: Fault): readonly (ProblemCode | 'done')[] | null {
  if (passing.includes(name)) return ['done']
  if (foreign.includes(name)) return ['not-microsoft']
  if (name === '429-an-hour') return ['microsoft-busy']
  // Without somebody at a page, a token that is new enough comes only within seconds of the sign-in.
  if (name === 'claims-challenge') return ['done', 'signed-out']
  return null
}

function unexpected(fault: Fault, { error }: End): readonly string[] {
  const expected = endsAfter(fault)
  const code = error === null ? 'done' : error instanceof ProblemError ? error.problem.code : null
  if (expected === null || (code !== null && expected.includes(code))) return []
  return [`${endedWith(error ?? 'done')}, not ${expected.join(' or ')}`]
}

function cell(id: string, fault: Fault, begin: (trial: Trial) => void): Cell {
  return {
    id,
    async run(open) {
      const trial = open()
      const computer = trial.computer()
      await computer.signIn()
      begin(trial)
      const end = await trial.run(computer)
      const { struck } = trial.site
      await trial.converge(computer, 'present', fault.name === '429-an-hour' ? 2 * hourMs : undefined)
      const unmet = [...unexpected(fault, end), ...(struck > 0 ? [] : ['nothing went wrong'])]
      return { observed: trial.observe(), unmet }
    },
  }
}

const whole = waves.flatMap(({ name, nth }) =>
  wholeFaults.map((fault) =>
    cell(`${name}/whole/${fault.name}`, fault, ({ site }) => {
      strike(site, fault, batch, nth)
    }),
  ),
)

const single = waves.flatMap(({ name, part: { nth, ...request } }) =>
  partFaults.map((fault) =>
    cell(`${name}/part/${fault.name}`, fault, ({ site }) => {
      strike(site, fault, request, nth)
    }),
  ),
)

/** Two parts of one batch fail in two ways: each is asked again after its own time. */
const double = waves.flatMap(({ name, part: { nth, ...request }, other: { nth: otherNth, ...otherRequest } }) =>
  (
    [
      ['throttled-twice', retryAfter('3'), retryAfter('11')],
      ['throttled-and-ill', retryAfter('20'), { response: { statusCode: 503 } }],
      ['ill-and-challenged', { response: { statusCode: 504 } }, { effect: 'claims-challenge' }],
    ] as const
  ).map(([what, one, other]) =>
    cell(
      `${name}/two-parts/${what}`,
      { name: what === 'ill-and-challenged' ? 'claims-challenge' : '503' },
      ({ site }) => {
        strike(site, { name: what, ...one }, request, nth)
        strike(site, { name: what, ...other }, otherRequest, otherNth)
      },
    ),
  ),
)

/** Every part of every batch fails once: the job still ends by itself. */
const all = ['429-seconds', '503', '500'].map((name) =>
  cell(`all-parts-once/${name}`, faultNamed(name), ({ site }) => {
    for (const request of [byTag, byName, assigned, ours]) strike(site, faultNamed(name), request)
  }),
)

runRow('batches', [...whole, ...single, ...double, ...all])
