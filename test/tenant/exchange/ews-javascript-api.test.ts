import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostNames } from '#practice/serving/tls.ts'
import { openRelay } from '#support/connect-relay.ts'
import type { EwsTask } from '#support/ews-javascript-client.ts'
import { openLiveTenant, type LiveTenant } from '#support/live-tenant.ts'
import { luc, register, signIn, stoppedClock } from '#support/tenant-client.ts'
import { exchangeToken, sharedMailbox } from './exchange-client.ts'

let live: LiveTenant
let relay: Awaited<ReturnType<typeof openRelay>>
let token: string

beforeAll(async () => {
  live = await openLiveTenant({ clock: stoppedClock() })
  relay = await openRelay(hostNames, live.port)
  token = await exchangeToken(live.tenant, await register(live.tenant, await signIn(live.tenant, luc)))
})

afterAll(async () => {
  await relay.close()
  await live.close()
})

/** Runs ews-javascript-api in a process of its own, which reaches the tenant by TLS through a proxy. */
async function run(does: EwsTask['does'], more: Partial<EwsTask> = {}): Promise<unknown> {
  const task: EwsTask = { token, mailbox: sharedMailbox, does, ...more }
  const child = spawn(process.execPath, ['test/support/ews-javascript-client.ts', JSON.stringify(task)], {
    env: { PATH: process.env.PATH, HTTPS_PROXY: relay.url, NODE_EXTRA_CA_CERTS: live.caFile },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (err += data.toString()))
  await once(child, 'close')
  if (out === '') throw new Error(err)
  return JSON.parse(out)
}

const inbox = { kind: 'Folder', displayName: 'Inbox', folderClass: 'IPF.Note', total: 3, unread: 2, children: 0 }
const subjects = ['Commande de printemps', 'Horaire & congés', 'Facture 2026-114']

describe('ews-javascript-api over real TLS', () => {
  test.each(['Exchange2007_SP1', 'Exchange2010_SP2', 'Exchange2013_SP1', 'Exchange2016'] as const)(
    'binds the inbox of the mailbox it impersonates, as %s',
    async (version) => {
      expect(await run('bind inbox', { version })).toMatchObject({ done: inbox })
    },
  )

  test('binds every usual folder as the kind it is', async () => {
    const { done } = (await run('bind several')) as { done: { kind: string; displayName: string }[] }
    expect(done.map(({ kind, displayName }) => `${kind} ${displayName}`)).toEqual([
      'Folder Top of Information Store',
      'Folder Drafts',
      'Folder Sent Items',
      'Folder Deleted Items',
      'Folder Junk Email',
      'CalendarFolder Calendar',
      'ContactsFolder Contacts',
      'TasksFolder Tasks',
    ])
  })

  test('binds a folder again by the id it got', async () => {
    expect(await run('bind by id')).toMatchObject({ done: inbox })
  })

  test('gets the properties it chooses and no others', async () => {
    expect(await run('bind with chosen properties')).toMatchObject({
      done: { displayName: 'Inbox', unread: 2, total: null, folderClass: null },
    })
  })

  test('finds the folders below the top', async () => {
    const { done } = (await run('find folders')) as { done: string[] }
    expect(done).toEqual(expect.arrayContaining(['Inbox', 'Calendar', 'Contacts', 'Tasks', 'Junk Email']))
    expect(done).not.toContain('Conflicts')
  })

  test('finds items, all at once and page by page', async () => {
    expect(await run('find items')).toEqual({ done: { total: 3, more: false, subjects } })
    expect(await run('find items page by page')).toEqual({ done: subjects })
  })

  test('finds the appointments of a day', async () => {
    expect(await run('find appointments')).toEqual({ done: ['Visite de l’érablière'] })
  })

  test('is told that a mailbox has no archive', async () => {
    expect(await run('bind an archive')).toMatchObject({
      error: 'The specified folder could not be found in the store.',
    })
  })

  test('is told whom it may not impersonate', async () => {
    expect(await run('bind inbox', { mailbox: 's.gagnon@erablieredunord.example' })).toMatchObject({
      error: 'The account does not have permission to impersonate the requested user.',
    })
    expect(await run('bind inbox', { mailbox: 'personne@erablieredunord.example' })).toMatchObject({
      error: 'The SMTP address has no mailbox associated with it.',
    })
  })

  test('asked no other host', () => {
    expect(new Set(relay.asked)).toEqual(new Set(['outlook.office365.com:443']))
  })
})
