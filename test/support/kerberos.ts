import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listenOnLoopback } from './loopback.ts'

const realm = 'NORD.EXAMPLE'
const person = 'marie'

/** A company's Kerberos realm, Debian's own KDC, and squid as its proxy, which lets nobody through without a ticket. */
export interface KerberosProxy {
  /** The proxy's address: a ticket is asked for its name. */
  readonly url: string
  /** What a program needs to find the realm, and the ticket of a person who signed in to the company's network, or of nobody. */
  readonly env: (has: 'ticket' | 'no ticket') => Readonly<Record<string, string>>
  readonly close: () => Promise<void>
}

/** Opens the realm, and a proxy that leads to another one on this port. */
export async function openKerberosProxy(onward: number): Promise<KerberosProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'prextra-realm-'))
  // squid gives up root's rights, and reads its keys as another user.
  chmodSync(folder, 0o755)
  const inFolder = (name: string) => join(folder, name)
  const [kdcPort, proxyPort] = [await freePort(), await freePort()]
  writeFileSync(inFolder('krb5.conf'), clientConfiguration(kdcPort))
  writeFileSync(inFolder('kdc.conf'), kdcConfiguration(folder, kdcPort))
  writeFileSync(inFolder('squid.conf'), squidConfiguration(inFolder('http.keytab'), proxyPort, onward))
  const env = {
    ...(process.env as Record<string, string>),
    PATH: `/usr/sbin:/usr/bin:${process.env['PATH'] ?? ''}`,
    KRB5_CONFIG: inFolder('krb5.conf'),
    KRB5_KDC_PROFILE: inFolder('kdc.conf'),
    KRB5RCACHETYPE: 'none',
  }
  const run = (command: string, args: readonly string[], input = '') =>
    execFileSync(command, args, { env, input, stdio: 'pipe' })
  const started: ChildProcess[] = []
  const start = async (command: string, args: readonly string[], ready: string) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    started.push(child)
    await said(child, ready)
  }
  const password = 'a password of this realm only'
  run('kdb5_util', ['create', '-s', '-r', realm, '-P', password])
  run('kadmin.local', ['-r', realm, '-q', `addprinc -pw "${password}" ${person}`])
  run('kadmin.local', ['-r', realm, '-q', 'addprinc -randkey HTTP/localhost'])
  run('kadmin.local', ['-r', realm, '-q', `ktadd -k ${inFolder('http.keytab')} HTTP/localhost`])
  chmodSync(inFolder('http.keytab'), 0o644)
  await start('krb5kdc', ['-n'], 'commencing operation')
  run('kinit', ['-c', inFolder('ticket'), person], `${password}\n`)
  await start('squid', ['-N', '-d', '1', '-f', inFolder('squid.conf')], 'Accepting HTTP Socket connections')
  return {
    url: `http://localhost:${proxyPort}`,
    env: (has) => ({
      KRB5_CONFIG: inFolder('krb5.conf'),
      KRB5CCNAME: `FILE:${inFolder(has === 'ticket' ? 'ticket' : 'nobody')}`,
    }),
    close: async () => {
      for (const child of started.filter(({ exitCode }) => exitCode === null)) {
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function clientConfiguration(port: number): string {
  return `[libdefaults]
default_realm = ${realm}
dns_lookup_kdc = false
dns_lookup_realm = false
dns_canonicalize_hostname = false
rdns = false
udp_preference_limit = 1
[realms]
${realm} = {
 kdc = 127.0.0.1:${port}
}
[domain_realm]
localhost = ${realm}
[logging]
kdc = STDERR
`
}

function kdcConfiguration(folder: string, port: number): string {
  return `[kdcdefaults]
kdc_listen = ""
kdc_tcp_listen = 127.0.0.1:${port}
[realms]
${realm} = {
 database_name = ${join(folder, 'principal')}
 key_stash_file = ${join(folder, 'stash')}
 acl_file = ${join(folder, 'acl')}
}
`
}

function squidConfiguration(keytab: string, port: number, onward: number): string {
  return `http_port 127.0.0.1:${port}
pid_filename none
cache_log /dev/stderr
access_log none
cache deny all
netdb_filename none
coredump_dir none
pinger_enable off
auth_param negotiate program /usr/lib/squid/negotiate_kerberos_auth -k ${keytab} -s HTTP/localhost@${realm}
auth_param negotiate children 1
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all
cache_peer 127.0.0.1 parent ${onward} 0 no-query default
never_direct allow all
`
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listenOnLoopback(server)
  server.close()
  await once(server, 'close')
  return port
}

/** Resolves once a program has said on its error output that it is ready; rejects with that output when it ended instead. */
function said(child: ChildProcess, ready: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
      if (output.includes(ready)) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => {
      reject(new Error(`${child.spawnfile} ended:\n${output}`))
    })
  })
}
