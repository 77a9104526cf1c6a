import { expect, test } from 'vitest'
import { maskOf } from '../../format/mask.ts'
import { namesOf, saidLosses } from './forgetting.ts'

const tenantId = '8f3b6a1e-2c4d-4e5f-8a9b-0c1d2e3fc943'
const known = {
  practice: false,
  tenantId,
  organization: { name: 'Érablière du Nord inc.', domain: 'e.example' },
  keyId: 'k',
}
const unknown = { ...known, organization: { name: '', domain: '' } }
const losses = { unsent: [known, known, unknown], secrets: 2, guide: 'Boulangerie Roy', handoffs: 1, organizations: 0 }

test('an organization is named once, and a tenant whose organization is not known by its id', () => {
  expect(namesOf(losses.unsent, maskOf(false))).toBe(`Érablière du Nord inc., ${tenantId}`)
})

test.each(['fr', 'en'] as const)('while the screen is shared, no name and no id is said in full (%s)', (language) => {
  const shared = saidLosses(losses, language, maskOf(true)).join('\n')
  expect(shared).toContain('É. du N. inc., 8f3b…c943')
  expect(shared).not.toMatch(/Érablière|Boulangerie|8f3b6a1e/)
  expect(saidLosses(losses, language, maskOf(false)).join('\n')).toContain('Boulangerie Roy')
})
