import { expect, test } from 'vitest'
import { otherScopes } from './other-scopes.ts'

const graph = (name: string) => `https://graph.microsoft.com/${name}`

test('what the assistant asks for, now or later, is none of it, in whatever letters', () => {
  expect(
    otherScopes([
      graph('User.Read'),
      graph('application.readwrite.all'),
      graph('Mail.Send'),
      graph('AppRoleAssignment.ReadWrite.All'),
      'Policy.ReadWrite.ApplicationConfiguration',
      'openid',
      'profile',
      'email',
      'offline_access',
    ]),
  ).toEqual([])
})

test('more than that is told by its name, once', () => {
  const granted = [graph('User.Read'), graph('Mail.ReadWrite'), graph('Directory.ReadWrite.All'), 'Mail.ReadWrite']
  expect(otherScopes(granted)).toEqual(['Directory.ReadWrite.All', 'Mail.ReadWrite'])
})

test('what is no name is not shown, and no more than twenty are', () => {
  expect(otherScopes(['a\u202eb', 'x'.repeat(101), '', 'https://graph.microsoft.com/', '<b>'])).toEqual([])
  expect(otherScopes(Array.from({ length: 50 }, (_value, place) => `Scope.${place}`))).toHaveLength(20)
})
