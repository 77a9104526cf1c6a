import { describe, expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import { appId, failedProof, identity, problem, proofPassed } from '#support/gallery/facts.ts'
import { guideHandoffStage, guideProofStage, guideStage, proofStage } from '#support/gallery/sessions.ts'
import { atIds, begun, openProvenGuide } from '#support/memory-guide.ts'
import { openMemorySession, theAccount, theSecret } from '#support/memory-session.ts'
import { endOf } from '#support/proof-ports.ts'
import { atStep } from '../guide/guide.ts'
import { guideAccount } from '../vault-account.ts'
import { goToProofFromGuide, goToStep } from './guide-moves.ts'
import { goToHandoff } from './hand-off.ts'
import { goBack } from './leave.ts'

const { tenantId } = identity

describe('going from step to step', () => {
  test('goes one forward, and anywhere that was reached', async () => {
    const session = await openMemorySession(guideStage(begun))
    await goToStep(session.context, { step: 'ids' })
    expect(session.facts().guide).toMatchObject({ step: 'ids', reached: 'ids' })
    await goToStep(session.context, { step: 'registration' })
    expect(session.facts().guide).toMatchObject({ step: 'registration', reached: 'ids' })
    expect(await endOf(goToStep(session.context, { step: 'consent' }), 'went')).toBe('out-of-order')
    expect(await endOf(goToStep(session.context, { step: 'contact' }), 'went')).toBe('out-of-order')
    expect(session.facts().guide?.step).toBe('registration')
  })

  test('from a proof that failed, leads to the step that puts it right, and keeps what it said', async () => {
    const proof = failedProof(problem('role-missing'))
    const session = await openProvenGuide(guideProofStage(filled, { proof }))
    await goToStep(session.context, { step: 'consent' })
    expect(session.facts()).toMatchObject({ at: 'guide', problem: null, proof, guide: { step: 'consent' } })
  })

  test('is nothing at the proof of the automatic path', async () => {
    const session = await openMemorySession(proofStage())
    expect(await endOf(goToStep(session.context, { step: 'ids' }), 'went')).toBe('out-of-order')
    expect(session.facts()).toMatchObject({ at: 'proof', problem: null })
  })
})

describe('going to the proof', () => {
  test('takes what was entered and the secret from the keychain', async () => {
    const session = await openMemorySession(guideStage(filled))
    session.tenant.vault.set(guideAccount, theSecret)
    await goToProofFromGuide(session.context)
    expect(session.facts()).toMatchObject({
      at: 'proof',
      proof: null,
      access: {
        applicationId: appId,
        tenantId,
        consent: 'unknown',
        organization: { domain: 'erablieredunord.example' },
      },
    })
    expect(session.context.memory.access?.secret.value.equals(theSecret)).toBe(true)
    expect(session.context.memory.proof).toBeNull()
  })

  test('finds the secret where it was filed once it was handed over', async () => {
    const session = await openMemorySession(guideStage(filled))
    session.tenant.vault.set(theAccount, theSecret)
    await goToProofFromGuide(session.context)
    expect(session.facts().at).toBe('proof')
  })

  test('asks for a secret again that is no longer in the keychain', async () => {
    const session = await openMemorySession(guideStage({ ...filled, step: 'contact' }))
    expect(await endOf(goToProofFromGuide(session.context), 'went')).toBe('secret-not-here')
    expect(session.facts()).toMatchObject({
      at: 'guide',
      busy: false,
      guide: { step: 'secret', secretReceivedAt: null },
      problem: { code: 'secret-not-here' },
    })
  })

  test('keeps the proof that passed, until something of it changes', async () => {
    const session = await openProvenGuide()
    await goToProofFromGuide(session.context)
    expect(session.facts()).toMatchObject({ at: 'proof', proof: proofPassed })
    expect(session.context.memory.proof).not.toBeNull()
  })
})

describe('going to the handoff', () => {
  test('knows the domain of the mailbox that was opened, unless another one was entered', async () => {
    const { domain: entered, ...others } = filled.entries
    for (const [domain, expected] of [
      [null, 'erablieredunord.example'],
      [entered, entered],
    ] as const) {
      const guide = { ...filled, entries: { ...others, domain } }
      const session = await openProvenGuide(guideProofStage(guide, { proof: proofPassed }))
      goToHandoff(session.context)
      expect(session.facts().guide?.entries.domain).toBe(expected)
    }
  })

  test('asks first who hands over', async () => {
    const session = await openProvenGuide(guideProofStage(filled, { proof: proofPassed }))
    goToHandoff(session.context)
    expect(session.facts()).toMatchObject({ at: 'guide', proof: proofPassed, guide: { step: 'contact' } })
    goToHandoff(session.context)
    expect(session.facts()).toMatchObject({
      at: 'handoff',
      sender: {
        organization: { name: 'Érablière du Nord inc.', domain: 'erablieredunord.example' },
        contact: { name: 'Marie-Ève Tremblay', email: 'me.tremblay@erablieredunord.example' },
      },
    })
  })
})

describe('going back', () => {
  test('goes through the steps to the welcome', async () => {
    const session = await openMemorySession(guideStage(atStep(atIds, 'permission')))
    const steps: (string | undefined)[] = []
    while (session.context.session.at === 'guide') {
      steps.push(session.facts().guide?.step)
      await goBack(session.context)
    }
    expect(steps).toEqual(['permission', 'ids', 'registration'])
    expect(session.facts().at).toBe('welcome')
  })

  test('from the handoff to who hands over, to the proof, to the secret', async () => {
    const session = await openProvenGuide(guideHandoffStage(filled))
    const places: (string | undefined)[] = []
    for (let steps = 0; steps < 3; steps += 1) {
      await goBack(session.context)
      places.push(`${session.facts().at} ${session.facts().guide?.step ?? ''}`)
    }
    expect(places).toEqual(['guide contact', 'proof contact', 'guide secret'])
    expect(session.facts().proof).toEqual(proofPassed)
  })
})
