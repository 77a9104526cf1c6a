import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startTenant } from '#support/tenant-process.ts'

/** The practice tenant as a program, on Windows: what curl, Chromium and signals show elsewhere. */
describe.runIf(process.platform === 'win32')('the tenant on Windows', () => {
  function statusOf(port: number, name: string, ca: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/', servername: name, headers: { host: name }, ca }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      }).on('error', reject)
    })
  }

  test('Node reaches every host name with its authority alone', async () => {
    const tenant = await startTenant()
    const ca = readFileSync(tenant.caFile, 'utf8')
    const other = await startTenant()
    try {
      for (const name of ['login.microsoftonline.com', 'graph.microsoft.com', 'outlook.office365.com']) {
        expect(await statusOf(tenant.port, name, ca)).toBeGreaterThanOrEqual(200)
      }
      const foreign = readFileSync(other.caFile, 'utf8')
      await expect(statusOf(tenant.port, 'graph.microsoft.com', foreign)).rejects.toThrow(/certificate|signature/)
    } finally {
      await tenant.stop()
      await other.stop()
    }
  })

  test('one that is ended leaves its port free', async () => {
    const tenant = await startTenant()
    await tenant.stop()
    const server = createServer().listen(tenant.port, '127.0.0.1')
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
  })
})
