#!/usr/bin/env node
import { help, readCommandLine, TenantProblem, type CommandLine } from './serving/command-line.ts'
import { appendTo, loadFaults, loadSeed, loadState, saveState, writeCertificate } from './serving/tenant-files.ts'
import { createTenant, type Tenant } from './tenant/tenant.ts'
import { serveOverTls, type TlsServer } from './serving/tls.ts'

/** The command `npm run tenant`. Exit codes: 0 when stopped by a signal, 1 when it cannot run, 2 for a wrong command line. */
try {
  const line = readCommandLine(process.argv.slice(2))
  if (line.help) process.stdout.write(`${help}\n`)
  else await run(line)
} catch (error) {
  if (!(error instanceof TenantProblem)) throw error
  process.stderr.write(`${error.message}\n${error.exitCode === 2 ? `\n${help}\n` : ''}`)
  process.exitCode = error.exitCode
}

/** Serves the tenant until a signal stops it or its log cannot be written. */
async function run(line: CommandLine): Promise<void> {
  const image = line.state === undefined ? undefined : loadState(line.state)
  const seed = image === undefined ? loadSeed(line.seed) : image.seed
  const faults = line.faults === undefined ? {} : loadFaults(line.faults)
  const log = line.log === undefined ? (text: string) => process.stderr.write(`${text}\n`) : appendTo(line.log)
  const tenant = createTenant({ seed, faults, ...(image === undefined ? {} : { image }) })
  let stop: (problem?: unknown) => void = () => undefined
  const stopped = new Promise<unknown>((resolve) => {
    stop = resolve
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop())
  const server = await serve(tenant, line.port, (text) => {
    try {
      log(text)
    } catch (error) {
      stop(error)
    }
  })
  process.stdout.write(greeting(tenant.hosts, server.port, writeCertificate(server.caPem, line.ca)))
  const problem = await stopped
  await server.close()
  if (line.state !== undefined) saveState(line.state, tenant.save())
  if (problem !== undefined) throw problem as Error
}

async function serve(tenant: Tenant, port: number, log: (line: string) => void): Promise<TlsServer> {
  try {
    return await serveOverTls(tenant, { port, onAnswered: (exchange) => log(JSON.stringify(exchange)) })
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case 'EADDRINUSE':
        throw new TenantProblem(`Port ${port} is taken by another program: stop it, or choose another with --port.`)
      case 'EACCES':
        throw new TenantProblem(`Port ${port} needs rights this account lacks: choose one above 1023 with --port.`)
      default:
        throw error
    }
  }
}

function greeting(hosts: readonly string[], port: number, ca: string): string {
  const elsewhere = `Clients expect port 443: lead each name to 127.0.0.1:${port} (host-resolver-rules, --connect-to, a proxy).\n`
  return `The practice tenant is ready at ${hosts.map((name) => `https://${name}`).join(', ')}, on this machine alone.
${port === 443 ? '' : elsewhere}
# for the hosts file
${hosts.map((name) => `127.0.0.1 ${name}\n::1 ${name}`).join('\n')}

# for a client's environment
export NODE_EXTRA_CA_CERTS='${ca}'
export REQUESTS_CA_BUNDLE='${ca}'
export SSL_CERT_FILE='${ca}'
`
}
