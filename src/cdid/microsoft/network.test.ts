import { expect, test } from 'vitest'
import { wrongProxyVariable } from './network.ts'

test.each([
  [{ HTTPS_PROXY: 'proxy.acme.example:8080' }, 'HTTPS_PROXY'],
  [{ HTTPS_PROXY: 'http://proxy:8080', HTTP_PROXY: 'proxy' }, 'HTTP_PROXY'],
  [{ https_proxy: 'socks5://proxy:1080' }, 'https_proxy'],
  [{ HTTPS_PROXY: 'http://' }, 'HTTPS_PROXY'],
  [{ HTTPS_PROXY: 'http://user:secret@proxy:8080' }, null],
  [{ HTTPS_PROXY: '' }, null],
  [{}, null],
])('%j: %s is wrong', (environment, name) => {
  expect(wrongProxyVariable(environment)).toBe(name)
})
