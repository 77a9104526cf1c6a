import { describe, expect, test } from 'vitest'
import { cloudHosts, cloudIds, cloudOf, clouds, loginHosts, publicCloud } from './cloud.ts'
import { profileIn } from './profile.ts'

test('each cloud stands under its own id', () => {
  for (const id of cloudIds) expect(clouds[id].id).toBe(id)
})

test('only the two clouds of the US government share hosts, which are those of sign-in and of the admin centre', () => {
  const shared = cloudHosts.filter((name) => clouds['gcc-high'][name] === clouds.dod[name])
  expect(shared).toEqual(['login', 'entra'])
  const others = [publicCloud, clouds.dod, clouds.china].flatMap((cloud) => cloudHosts.map((name) => cloud[name]))
  expect(new Set(others).size).toBe(others.length)
  expect(loginHosts).toEqual([publicCloud.login, clouds.dod.login, clouds.china.login])
})

test('only what is a host of a cloud can be unconfirmed, and nothing of the public cloud is', () => {
  expect(publicCloud.unconfirmed).toEqual([])
  for (const { unconfirmed } of Object.values(clouds))
    expect(cloudHosts).toEqual(expect.arrayContaining([...unconfirmed]))
})

describe('the cloud of a tenant', () => {
  test.each([
    ['microsoftonline.com', null, null, 'public'],
    ['microsoftonline.com', 'GCC', 'graph.microsoft.com', 'public'],
    ['MicrosoftOnline.us', 'dodcon', null, 'gcc-high'],
    ['microsoftonline.us', 'DOD', null, 'dod'],
    ['microsoftonline.us', null, 'dod-graph.microsoft.us', 'dod'],
    ['microsoftonline.us', 'OTHER', 'graph.microsoft.us', 'gcc-high'],
    ['partner.microsoftonline.cn', null, null, 'china'],
    ['chinacloudapi.cn', null, null, 'china'],
  ])('%s, %s, %s: %s', (instance, subScope, graphHost, id) => {
    expect(cloudOf({ instance, subScope, graphHost })?.id).toBe(id)
  })

  test.each([
    ['microsoftonline.us', null, null],
    ['microsoftonline.us', null, 'graph.microsoft.com'],
    ['microsoftonline.de', 'DOD', 'graph.microsoft.de'],
    ['', null, null],
  ])('%s, %s, %s: not in the table', (instance, subScope, graphHost) => {
    expect(cloudOf({ instance, subScope, graphHost })).toBeNull()
  })
})

test('a profile’s redirect URI is of the cloud’s sign-in host', () => {
  expect(profileIn(clouds.china, 'ews').redirectUris).toEqual([
    'https://login.partner.microsoftonline.cn/common/oauth2/nativeclient',
  ])
})
