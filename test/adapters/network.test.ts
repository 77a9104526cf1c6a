import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWizard, type Wizard } from '#support/wizard.ts'

function resultOf({ context: { session } }: Wizard): Readonly<Record<string, readonly string[] | null>> {
  if (session.at !== 'network') throw new Error(`the wizard is at ${session.at}`)
  return Object.fromEntries(
    session.checks.map(({ subject, findings }) => [
      subject,
      findings?.map(({ level, kind }) => `${level} ${kind}`) ?? null,
    ]),
  )
}

const good = ['ok microsoft', 'ok clock-right']

test('the connection is checked in practice, and its result saved without an account', async () => {
  const wizard = openWizard()
  await wizard.handlers.checkConnection({ practice: true })
  expect(resultOf(wizard)).toEqual({
    'sign-in': good,
    graph: good,
    exchange: good,
    loopback: ['ok loopback-open'],
    keychain: ['ok keychain-works'],
  })
  // One request for each host, none with a token, and nothing left in the keychain.
  expect(wizard.tenant.requests.map(({ method, host }) => `${method} ${host}`).sort()).toEqual([
    'GET graph.microsoft.com',
    'GET login.microsoftonline.com',
    'GET outlook.office365.com',
  ])
  expect(wizard.keychain.entries.size).toBe(0)

  await wizard.handlers.save({ document: 'network' })
  const [saved] = wizard.session.saved
  expect(saved?.fileName).toMatch(/^PRATIQUE-prextra-connexion-\d{8}\.txt$/)
  const text = readFileSync(join(wizard.folder, saved?.fileName ?? ''), 'utf8')
  expect(text).toContain('graph.microsoft.com:443')
  expect(text).not.toMatch(/erablieredunord|Tremblay/)

  await wizard.handlers.back({})
  expect(wizard.session.at).toBe('welcome')
  await expect(wizard.handlers.copy({ fact: 'networkResult' })).rejects.toThrow('out-of-order')
})

test('a filter that answers for Graph is found after the sign-in fails, and back leads there', async () => {
  const wizard = openWizard({
    faults: {
      mocks: [
        {
          request: { url: 'https://graph.microsoft.com/*' },
          response: { statusCode: 403 },
          effect: 'html-page',
          page: { title: 'Accès refusé' },
        },
      ],
    },
  })
  await wizard.handlers.start({ way: 'practice' }).catch(() => undefined)
  expect(wizard.session).toMatchObject({ at: 'sign-in', problem: { code: 'not-microsoft' } })
  await wizard.handlers.checkConnection({ practice: true })
  expect(resultOf(wizard)).toMatchObject({ 'sign-in': good, graph: ['refused not-microsoft'], exchange: good })
  await wizard.handlers.back({})
  expect(wizard.session).toMatchObject({ at: 'sign-in', busy: false, problem: { code: 'not-microsoft' } })
})
