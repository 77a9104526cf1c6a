import { expect, it } from 'vitest'
import { clouds, publicCloud } from '#core/access/cloud.ts'
import { portalAddress } from './addresses.ts'

const appId = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'

it('leads to the page of the application, or to the list while its id is not known', () => {
  expect(portalAddress(publicCloud, 'consent', appId)).toMatch(new RegExp(`/~/CallAnAPI/appId/${appId}$`))
  expect(portalAddress(publicCloud, 'consent', null)).toMatch(/\/ApplicationsListBlade$/)
  expect(portalAddress(publicCloud, 'registration', null)).toMatch(/\/CreateApplicationBlade\//)
})

it('makes no address of what is not an id', () => {
  expect(() => portalAddress(publicCloud, 'secret', `${appId}/../x`)).toThrow(RangeError)
})

it.each(Object.values(clouds))('$id: every page is in the admin centre of the cloud', (cloud) => {
  const pages = [
    portalAddress(cloud, 'registration', null),
    portalAddress(cloud, 'ids', null),
    portalAddress(cloud, 'secret', appId),
  ]
  for (const page of pages) expect(new URL(page).host).toBe(cloud.entra)
})
