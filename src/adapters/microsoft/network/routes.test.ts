import { expect, test } from 'vitest'
import { readRoutes } from './routes.ts'

test.each([
  ['DIRECT', ['direct']],
  ['PROXY proxy.nord.example:8080', [{ proxy: 'proxy.nord.example:8080' }]],
  [
    'PROXY a.nord.example:8080; HTTPS b.nord.example:443;DIRECT',
    [{ proxy: 'a.nord.example:8080' }, { proxy: 'b.nord.example:443' }, 'direct'],
  ],
  ['SOCKS5 10.0.0.1:1080', [{ proxy: '10.0.0.1:1080' }]],
  ['', []],
  ['PROXY', []],
  ['something else', []],
])('the ways in %j', (answer, routes) => {
  expect(readRoutes(answer)).toEqual(routes)
})
