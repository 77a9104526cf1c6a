import { expect, test } from 'vitest'
import { signingSettings } from './signing.mjs'

const service = {
  AZURE_SIGNING_ENDPOINT: 'https://eus.codesigning.azure.net',
  AZURE_SIGNING_ACCOUNT: 'cdid',
  AZURE_SIGNING_PROFILE: 'prextra',
  AZURE_SIGNING_PUBLISHER: 'CDID Inc.',
  AZURE_TENANT_ID: 't',
  AZURE_CLIENT_ID: 'c',
  AZURE_CLIENT_SECRET: 's',
}

test('nothing is signed where nothing says how', () => {
  expect(signingSettings({})).toEqual({ signed: false, config: {} })
})

test('the signing service is used as the environment says', () => {
  expect(signingSettings(service)).toEqual({
    signed: true,
    config: {
      azureSignOptions: {
        endpoint: 'https://eus.codesigning.azure.net',
        codeSigningAccountName: 'cdid',
        certificateProfileName: 'prextra',
        publisherName: 'CDID Inc.',
      },
    },
  })
})

test.each(Object.keys(service))('a service without %s stops the packaging', (name) => {
  expect(() => signingSettings({ ...service, [name]: '' })).toThrow(/missing/)
})

test('a certificate in a file needs its password', () => {
  expect(signingSettings({ CSC_LINK: 'a.pfx', CSC_KEY_PASSWORD: 'p' })).toEqual({ signed: true, config: {} })
  expect(() => signingSettings({ WIN_CSC_LINK: 'a.pfx' })).toThrow(/password/)
})
