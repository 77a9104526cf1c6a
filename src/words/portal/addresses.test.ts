import { expect, it } from 'vitest'
import { portalAddress } from './addresses.ts'

const appId = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'

it('leads to the page of the application, or to the list while its id is not known', () => {
  expect(portalAddress('consent', appId)).toMatch(new RegExp(`/~/CallAnAPI/appId/${appId}$`))
  expect(portalAddress('consent', null)).toMatch(/\/ApplicationsListBlade$/)
  expect(portalAddress('registration', null)).toMatch(/\/CreateApplicationBlade\//)
})

it('makes no address of what is not an id', () => {
  expect(() => portalAddress('secret', `${appId}/../x`)).toThrow(RangeError)
})
