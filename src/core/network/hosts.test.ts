import { expect, test } from 'vitest'
import { publicCloud } from '../access/cloud.ts'
import { hostsToAllow } from './hosts.ts'

test('every host of the cloud is to be allowed, once, over TLS', () => {
  expect(hostsToAllow(publicCloud)).toEqual([
    { use: 'sign-in', host: 'login.microsoftonline.com', port: 443 },
    { use: 'graph', host: 'graph.microsoft.com', port: 443 },
    { use: 'exchange', host: 'outlook.office365.com', port: 443 },
  ])
  const { id, ...hosts } = publicCloud
  expect(id).toBe('public')
  expect(hostsToAllow(publicCloud).map(({ host }) => host)).toEqual(Object.values(hosts))
})
