import { expect, test } from 'vitest'
import { lost, openMemoryTenant, ourApplication, servicePrincipalOf } from '#support/memory-tenant.ts'
import { desiredFor } from '#support/observed-tenant.ts'
import { profiles } from '../../access/profile.ts'
import { findServicePrincipal, servicePrincipalStep } from './service-principal.ts'

const desired = desiredFor(profiles.ews)
const application = ourApplication()
const ours = servicePrincipalOf('app-client')
const change = { kind: 'create-service-principal' } as const

test('without an application there is none, and nothing is asked', async () => {
  const { context, calls } = openMemoryTenant()
  expect(await findServicePrincipal(context, Promise.resolve(null))).toBeNull()
  expect(calls).toEqual([])
})

test('it is found by the application’s client id', async () => {
  const { context, servicePrincipals } = openMemoryTenant()
  const find = () => findServicePrincipal(context, Promise.resolve(application))
  expect(await find()).toBeNull()
  servicePrincipals.push(ours)
  expect(await find()).toEqual(ours)
})

const disabled = { ...ours, disabled: { by: 'administrator' } } as const
const disabledByMicrosoft = {
  ...ours,
  disabled: { by: 'microsoft', status: 'DisabledDueToViolationOfServicesAgreement' },
} as const
const enable = { kind: 'enable-service-principal', servicePrincipalId: ours.id } as const

test.each([
  ['disabled by an administrator', disabled, 'present', true, [enable]],
  ['disabled by an administrator, and nobody asks to enable it', disabled, 'present', false, []],
  ['disabled by Microsoft', disabledByMicrosoft, 'present', true, []],
  ['enabled since the plan was shown', ours, 'present', true, []],
  ['disabled, while everything is removed', disabled, 'removed', true, []],
  ['missing, while a disabled one is to be enabled', null, 'present', true, [change]],
] as const)('%s', (_name, servicePrincipal, aim, enableServicePrincipal, changes) => {
  expect(servicePrincipalStep.decide({ servicePrincipal }, { ...desired, aim, enableServicePrincipal })).toEqual(
    changes,
  )
})

test('a disabled one is enabled, also when the first answer is lost', async () => {
  const tenant = openMemoryTenant()
  tenant.servicePrincipals.push(disabled)
  tenant.answerAfter('enableServicePrincipal', lost)
  const made = await servicePrincipalStep.make(enable, { servicePrincipal: disabled }, tenant.context, desired)
  expect(made).toEqual({ observed: { servicePrincipal: ours }, id: ours.id })
  expect(tenant.servicePrincipals).toContainEqual(ours)
  expect(tenant.writes()).toEqual(['enableServicePrincipal', 'enableServicePrincipal'])
})

test.each([
  ['missing', null, 'present', [change]],
  ['there', ours, 'present', []],
  ['missing, while everything is removed', null, 'removed', []],
] as const)('%s', (_name, servicePrincipal, aim, changes) => {
  expect(servicePrincipalStep.decide({ servicePrincipal }, { ...desired, aim })).toEqual(changes)
})

test('it is made once, and its id is told', async () => {
  const { context, calls } = openMemoryTenant()
  const made = await servicePrincipalStep.make(change, { application }, context, desired)
  expect(made).toEqual({ observed: { servicePrincipal: ours }, id: ours.id })
  expect(calls).toEqual(['createServicePrincipal'])
})

test('after a lost answer it is looked for, and not made twice', async () => {
  const tenant = openMemoryTenant()
  tenant.answerAfter('createServicePrincipal', lost)
  const made = await servicePrincipalStep.make(change, { application }, tenant.context, desired)
  expect(made.id).toBe(ours.id)
  expect(tenant.calls).toEqual(['createServicePrincipal', 'servicePrincipalByAppId'])
})

test('after a lost request it is asked for again, as Entra refuses a second one', async () => {
  const tenant = openMemoryTenant()
  tenant.answer('createServicePrincipal', lost)
  await servicePrincipalStep.make(change, { application }, tenant.context, desired)
  expect(tenant.writes()).toEqual(['createServicePrincipal', 'createServicePrincipal'])
  expect(tenant.servicePrincipals.filter(({ appId }) => appId === 'app-client')).toHaveLength(1)
})
