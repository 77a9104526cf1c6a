import { expect, test } from 'vitest'
import { clouds, publicCloud } from '../access/cloud.ts'
import { hostsToAllow } from './hosts.ts'

test('every host of the cloud that the assistant contacts is to be allowed, once, over TLS', () => {
  expect(hostsToAllow(publicCloud)).toEqual([
    { use: 'sign-in', host: 'login.microsoftonline.com', port: 443, confirmed: true },
    { use: 'graph', host: 'graph.microsoft.com', port: 443, confirmed: true },
    { use: 'exchange', host: 'outlook.office365.com', port: 443, confirmed: true },
  ])
})

test('a host that no source confirms is marked', () => {
  const doubtful = hostsToAllow(clouds.china).filter(({ confirmed }) => !confirmed)
  expect(doubtful.map(({ use }) => use)).toEqual(['exchange'])
})
