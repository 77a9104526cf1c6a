import { expect, it } from 'vitest'
import { profiles } from '#core/access/profile.ts'
import { sayChange } from './changes.ts'

const { resourceAppId, appRoleId, value } = profiles.graph.permissions[0]

it('names the API that a permission belongs to, and an unknown one by its id', () => {
  const grant = { kind: 'grant', resourceAppId, appRoleId, value } as const
  expect(sayChange(grant, 'fr').note).toBe('Calendars.ReadWrite sur Microsoft Graph')
  expect(sayChange({ ...grant, resourceAppId: 'r1' }, 'en').note).toBe('Calendars.ReadWrite on r1')
})

it('says why a secret is removed, and calls it old unless everything is', () => {
  const removal = { kind: 'remove-secret', keyId: 'k1', why: 'expired' } as const
  expect(sayChange(removal, 'en')).toMatchObject({
    toDo: 'Old client secret',
    note: expect.stringContaining('Expired') as string,
  })
  expect(sayChange({ ...removal, why: 'asked-for' }, 'en').toDo).toBe('Client secret')
})
