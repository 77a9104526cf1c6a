import { expect, test } from 'vitest'
import { ledgerBeside, openLedger } from '#adapters/files/run-journal.ts'
import { openWizard } from '#support/wizard.ts'

test('a run notes the secret that it makes, and that all of the tenant’s are removed', async () => {
  const wizard = openWizard()
  const notes = () =>
    openLedger(ledgerBeside(wizard.journal))
      .lines()
      .map((line) => line as { readonly did: string; readonly tenantId: string; readonly keyId?: string | null })
      .filter(({ did }) => did === 'make' || did === 'remove')
  await wizard.toHandoff()
  const made = wizard.tenant.state.applications[0]?.passwordCredentials[0]?.keyId
  const { tenantId = '' } = wizard.session.identity ?? {}
  expect(made).toBeDefined()
  expect(notes()).toMatchObject([{ did: 'make', practice: true, tenantId, keyId: made }])

  await wizard.handlers.home({})
  await wizard.handlers.start({ way: 'manage' })
  await wizard.handlers.signIn({ aim: 'removed' })
  await wizard.handlers.acceptIdentity({})
  await wizard.handlers.approve({ planId: wizard.session.plan?.id ?? '', typed: 'RETIRER' })
  expect(notes()).toMatchObject([
    { did: 'remove', tenantId, keyId: null },
    { did: 'remove', tenantId, keyId: made },
    { did: 'make', keyId: made },
  ])
})
