import keytar from 'keytar'
import type { Keychain } from '#adapters/keychain/keychain.ts'
import type { Clock, World } from '#core/ports.ts'
import type { Aim } from '#core/provision/step.ts'
import { bridgeHeaders } from './bridge.ts'
import { openComputer } from './computer.ts'
import { countCrashPoints } from './crash-points.ts'

/**
 * The assistant in a process of its own: the real core, adapters, keyring and files; the tenant lies across a bridge.
 * At the place CRASH_AT it is killed; without one it ends by itself. Its standard output says where, as JSON.
 */
const { CRASH_AT = '0', CRASH_BRIDGE = '', CRASH_FOLDER = '', CRASH_SERVICE = '', CRASH_AIM = 'present' } = process.env
const { CRASH_IMPATIENT } = process.env
const points = countCrashPoints(Number(CRASH_AT))

const cross = (headers: Record<string, string>, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${CRASH_BRIDGE}/`, {
    ...init,
    headers: { ...(init.headers as object), ...headers },
    cache: 'default',
  })

let waited = 0
const clock: Clock = {
  now: () => new Date(Date.parse('2026-11-23T14:00:00Z') + waited),
  wait: async (ms, signal) => {
    signal.throwIfAborted()
    waited += ms
    await cross({ [bridgeHeaders.wait]: String(ms) })
  },
  // Only what is known to hang is given up, and then soon.
  alarm: (_ms, ring) => {
    if (CRASH_IMPATIENT === undefined) return () => undefined
    const timer = setTimeout(ring, 2_000)
    return () => {
      clearTimeout(timer)
    }
  },
}

/** Which of the fourteen steps a write belongs to; reads belong to the step that is under way. */
const stepOf: readonly (readonly [RegExp, string])[] = [
  [/^PATCH .*prextra-delivered/, 'S11'],
  [/^PATCH /, 'S4'],
  [/^POST .*\/servicePrincipals /, 'S5'],
  [/appRoleAssignedTo/, 'S6'],
  [/addPassword/, 'S7'],
  [/client_credentials|EWS/, 'S9'],
  [/^DELETE |removePassword/, 'S13'],
]

async function send(url: string, init: RequestInit): Promise<Response> {
  const body = typeof init.body === 'string' ? init.body : ''
  const step = stepOf.find(([pattern]) => pattern.test(`${init.method ?? 'GET'} ${url} ${body}`))?.[1]
  if (step !== undefined) points.at(CRASH_AIM === 'removed' ? 'S13' : step)
  points.pass('before', 'request')
  const answer = await cross({ [bridgeHeaders.url]: url }, init)
  points.pass('sent', 'request')
  return answer
}

const browse = async (request: Request): Promise<Response> => {
  const body = request.method === 'POST' ? await request.text() : null
  const given = Object.fromEntries(request.headers)
  const headers = { ...given, [bridgeHeaders.url]: request.url, [bridgeHeaders.browser]: '1' }
  return cross(headers, { method: request.method, redirect: 'manual', ...(body !== null && { body }) })
}

function counted<Given extends readonly string[], Told>(
  name: string,
  call: (...given: Given) => Promise<Told>,
): (...given: Given) => Promise<Told> {
  return async (...given) => {
    const isCanary = given[1]?.startsWith('canary') === true
    if (CRASH_AIM === 'present') {
      if (isCanary) points.at('S2')
      else if (name === 'setPassword') points.at('S8')
    }
    points.pass('before', name)
    const result = await call(...given)
    points.pass('after', name)
    return result
  }
}

const keychain: Keychain = {
  getPassword: counted('getPassword', keytar.getPassword),
  setPassword: counted('setPassword', keytar.setPassword),
  deletePassword: counted('deletePassword', keytar.deletePassword),
  findCredentials: keytar.findCredentials,
}

const through = (world: World): World => ({
  ...world,
  journal: {
    ...world.journal,
    note: (line) => {
      if (CRASH_AIM === 'present') points.at(line.did === 'deliver' ? 'S12' : 'S3')
      world.journal.note(line)
      // The secret is the last that is made; what comes after makes sure of it.
      if (CRASH_AIM === 'present' && line.did === 'end' && line.change === 'create-secret') points.at('S9')
    },
  },
  seal: async (...given) => {
    points.at('S10')
    points.pass('before', 'seal')
    const sealed = await world.seal(...given)
    points.pass('after', 'seal')
    return sealed
  },
})

points.pass('before', 'opening')
const computer = openComputer({
  fetch: send,
  browse,
  clock,
  keychain,
  through,
  folder: CRASH_FOLDER,
  vaultService: CRASH_SERVICE,
})
points.pass('after', 'opening')
points.at('S1')
try {
  await computer.signIn()
  points.at(CRASH_AIM === 'removed' ? 'S13' : 'S2')
  if (CRASH_AIM === 'removed') await computer.make('removed')
  else await computer.job(CRASH_AIM as Aim)
} catch (error) {
  process.stderr.write(`${String(error)}\n`)
  // A keyring that waits for somebody to answer its prompt keeps a thread, and Node would wait for that thread.
  process.kill(process.pid, 'SIGKILL')
}
process.exit(0)
