import { expect, test } from 'vitest'
import { identityStage } from '#support/gallery/sessions.ts'
import { answered } from '#support/gallery/network.ts'
import { openMemorySession } from '#support/memory-session.ts'
import { ProblemError } from '../problem.ts'
import { checkConnection } from './check-connection.ts'
import { goBack } from './leave.ts'
import type { NetworkStage, Session } from './session.ts'

const shownChecks = (session: Session): NetworkStage['checks'] => (session.at === 'network' ? session.checks : [])
const lookedAt = (session: Session) =>
  shownChecks(session).flatMap(({ subject, findings }) => (findings === null ? [] : subject))

async function end(work: Promise<void>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
  )
}

test('from the welcome it opens the world that was asked about, and goes back to the welcome', async () => {
  const { context, shown } = await openMemorySession()
  await checkConnection(context, { practice: true })
  expect(context.session).toMatchObject({ at: 'network', practice: true, busy: false, problem: null })
  expect(lookedAt(context.session)).toEqual(['sign-in', 'graph', 'exchange', 'loopback', 'keychain'])
  // Each result was shown as it came.
  expect(new Set(shown.map((session) => lookedAt(session).length))).toEqual(new Set([0, 1, 2, 3, 4, 5]))
  await goBack(context)
  expect(context.session).toMatchObject({ at: 'welcome', practice: false })
})

test('after a failure of the network it leads back to the stage and its problem', async () => {
  const { context } = await openMemorySession(identityStage())
  const problem = { code: 'unreachable', at: '2026-11-22T19:07:31.000Z' } as const
  context.emit({ kind: 'failed', problem })
  await checkConnection(context, { practice: true })
  // It looked at the world that is open, whatever the window said.
  expect(context.session).toMatchObject({ at: 'network', practice: false })
  await goBack(context)
  expect(context.session).toMatchObject({ ...identityStage(), busy: false, problem })
})

test('it is refused where nothing of the network failed', async () => {
  const { context } = await openMemorySession(identityStage())
  expect(await end(checkConnection(context, { practice: true }))).toBe('out-of-order')
  expect(context.session.at).toBe('identity')
})

test('a stop leaves what was found, and the check can be made again', async () => {
  const session = await openMemorySession()
  const { context, told } = session
  told.look = ({ use }, signal) =>
    use === 'exchange'
      ? new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error)
          })
        })
      : Promise.resolve(answered({ use, host: 'h', port: 443, confirmed: true }))
  const ended = end(checkConnection(context, { practice: true }))
  await session.until((shown) => lookedAt(shown).length === 4)
  context.end('stop', 'stopped')
  expect(await ended).toBe('stopped')
  expect(context.session).toMatchObject({ at: 'network', busy: false, problem: { code: 'stopped' } })
  expect(lookedAt(context.session)).not.toContain('exchange')
  told.look = (host) => Promise.resolve(answered(host))
  await checkConnection(context, { practice: true })
  expect(lookedAt(context.session)).toHaveLength(5)
  expect(context.session).toMatchObject({ problem: null, from: { at: 'welcome' } })
})

test('localhost and the keychain that refuse are said, and the rest is looked at', async () => {
  const { context, told, tenant } = await openMemorySession()
  told.canListen = false
  tenant.answer('vault.canary', { no: { code: 'vault-unavailable', at: '' } })
  await checkConnection(context, { practice: true })
  const found = shownChecks(context.session).flatMap(({ findings }) => findings ?? [])
  expect(found.filter(({ level }) => level === 'refused').map(({ kind }) => kind)).toEqual([
    'loopback-refused',
    'keychain-refused',
  ])
})
