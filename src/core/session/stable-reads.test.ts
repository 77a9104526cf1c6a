import { describe, expect, test } from 'vitest'
import { accepted } from '#support/approved-plan.ts'
import { identity } from '#support/gallery/facts.ts'
import { identityStage } from '#support/gallery/sessions.ts'
import { openMemorySession, tenantInPlace, tokenWith, type MemorySession } from '#support/memory-session.ts'
import { openMemoryTenant, ourApplication, refused, type MemoryTenant } from '#support/memory-tenant.ts'
import { endOf, no } from '#support/proof-ports.ts'
import { goToHandoff, handOff } from './hand-off.ts'
import { goHome } from './leave.ts'
import { acceptIdentity } from './make-plan.ts'
import { goToProof, proveAccess } from './prove-access.ts'

const { tenantId } = identity
const mailboxes = { mailbox: 'accueil@erablieredunord.example', blockedMailbox: null }
const toFile = { way: 'file', caseNumber: null, copyTo: null } as const

/** A person who has approved a set-up of an empty tenant. */
async function openApproved(tenant: MemoryTenant = openMemoryTenant()): Promise<MemorySession> {
  const session = await openMemorySession(identityStage(), { tenant })
  await accepted(session)
  return session
}

/** Holds every look that begins from now on, until it is let go of. */
function hold(tenant: MemoryTenant): { readonly letGo: () => void } {
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  tenant.clock.meanwhile = () => held
  return {
    letGo: () => {
      tenant.clock.meanwhile = null
      letGo()
    },
  }
}

test('the proof runs while they go on, and nothing is handed over before they have agreed', async () => {
  const tenant = tenantInPlace()
  const session = await openMemorySession(identityStage(), { tenant })
  await acceptIdentity(session.context)
  const { letGo } = hold(tenant)
  await goToProof(session.context)
  expect(session.facts()).toMatchObject({ at: 'proof', busy: false, stableReads: { of: 5, problem: null } })
  await proveAccess(session.context, mailboxes)
  expect(session.facts().proof?.problem).toBeNull()
  expect(session.facts().stableReads?.agreed).toBeLessThan(5)
  const early = () => {
    goToHandoff(session.context)
    return Promise.resolve()
  }
  await expect(Promise.resolve().then(early)).rejects.toMatchObject({ problem: { code: 'out-of-order' } })
  await expect(goHome(session.context)).rejects.toMatchObject({ problem: { code: 'out-of-order' } })
  letGo()
  await session.context.atRest()
  expect(session.facts().stableReads).toEqual({ agreed: 5, of: 5, problem: null })
  goToHandoff(session.context)
  await handOff(session.context, toFile)
  expect(session.facts().at).toBe('done')
})

test('five reads agree over ten seconds, of two exchanges each', async () => {
  const session = await openApproved()
  const from = session.tenant.clock.now().getTime()
  await session.context.atRest()
  expect(session.tenant.clock.waits.slice(-4)).toEqual([2500, 2500, 2500, 2500])
  expect(session.tenant.clock.now().getTime() - from).toBeLessThanOrEqual(10_000)
})

test('stopping the proof does not end them', async () => {
  const tenant = openMemoryTenant()
  const session = await openMemorySession(identityStage(), {
    tenant,
    mailbox: () => {
      session.context.end('stop', 'stopped')
      return { notYet: 'busy', problem: { code: 'exchange-busy', at: '' } }
    },
  })
  await accepted(session)
  expect(await endOf(proveAccess(session.context, mailboxes), 'proven')).toBe('stopped')
  await session.context.atRest()
  expect(session.facts().stableReads).toEqual({ agreed: 5, of: 5, problem: null })
})

test('a proof that fails does not end them either', async () => {
  const session = await openMemorySession(identityStage(), {
    tenant: openMemoryTenant(),
    mailbox: () => no('ews-blocked'),
  })
  await accepted(session)
  expect(await endOf(proveAccess(session.context, mailboxes), 'proven')).toBe('ews-blocked')
  await session.context.atRest()
  expect(session.facts().stableReads).toMatchObject({ agreed: 5 })
})

describe('reads that do not agree', () => {
  test('are said with the proof that passed, hand nothing over, and are begun anew with the next proof', async () => {
    const tenant = openMemoryTenant()
    const session = await openMemorySession(identityStage(), { tenant })
    const { letGo } = hold(tenant)
    await accepted(session)
    await proveAccess(session.context, mailboxes)
    tenant.answer('applicationsByTag', refused('not-microsoft'))
    letGo()
    await session.context.atRest()
    expect(session.facts()).toMatchObject({
      at: 'proof',
      proof: { problem: null },
      stableReads: { problem: { code: 'not-microsoft' } },
    })
    expect(() => {
      goToHandoff(session.context)
    }).toThrow('out-of-order')
    expect(session.sealed).toEqual([])
    await proveAccess(session.context, mailboxes)
    await session.context.atRest()
    expect(session.facts().stableReads).toEqual({ agreed: 5, of: 5, problem: null })
    goToHandoff(session.context)
  })

  test('after five minutes end as slow', async () => {
    const tenant = openMemoryTenant()
    const session = await openMemorySession(identityStage(), { tenant })
    const { letGo } = hold(tenant)
    await accepted(session)
    tenant.applications.unshift(ourApplication({ id: 'older', appId: 'older' }))
    letGo()
    await session.context.atRest()
    expect(session.facts().stableReads).toMatchObject({ problem: { code: 'microsoft-slow' } })
  })
})

test('where all was in place before, the proof is followed by reads as well', async () => {
  const session = await openMemorySession(identityStage(), {
    tenant: tenantInPlace(),
    tokens: [tokenWith('full_access_as_app')],
  })
  await acceptIdentity(session.context)
  await goToProof(session.context)
  expect(session.facts().stableReads).toMatchObject({ agreed: 0 })
  await session.context.atRest()
  expect(session.facts().stableReads).toMatchObject({ agreed: 5 })
  expect(session.tenant.writes()).toEqual([])
  expect(session.context.memory.provision?.desired.tenantId).toBe(tenantId)
})

test('leaving the world ends them', async () => {
  const session = await openApproved()
  const { reads } = session.context.memory
  session.context.leaveWorld({ awaited: null, guide: null, unsent: null })
  await reads?.ended
  expect(session.facts()).toMatchObject({ at: 'welcome', stableReads: null })
})
