#!/usr/bin/env node
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { help, readCommandLine, TenantProblem, type CommandLine } from './command-line.ts'
import type { Faults } from './faults.ts'
import { readImage, type TenantImage } from './image.ts'
import { smallCompany, type Seed } from './seed.ts'
import { createTenant } from './tenant.ts'
import { hostNames, serveOverTls, type Exchange, type TlsServer } from './tls.ts'

const seeds: Readonly<Record<string, Seed>> = { small: smallCompany }

/** The one place that prints. Exit codes: 0 stopped as asked, 1 cannot, 2 asked for wrongly. */
try {
  const line = readCommandLine(process.argv.slice(2))
  if (line.help) process.stdout.write(`${help}\n`)
  else await run(line)
} catch (error) {
  if (!(error instanceof TenantProblem)) throw error
  process.stderr.write(`${error.message}\n${error.exitCode === 2 ? `\n${help}\n` : ''}`)
  process.exitCode = error.exitCode
}

async function run(line: CommandLine): Promise<void> {
  const seed = seeds[line.seed] ?? (readJson(line.seed, 'seed') as Seed)
  const faults = line.faults === undefined ? {} : (readJson(line.faults, 'faults') as Faults)
  const write = openLog(line.log)
  const image = readState(line.state)
  const tenant = createTenant({ seed, faults, ...(image === undefined ? {} : { image }) })
  const server = await serve(line.port, (onAnswered) => serveOverTls(tenant, { port: line.port, onAnswered }), write)
  process.stdout.write(greeting(server.port, writeCertificate(server.caPem, line.ca)))
  await asked('SIGINT', 'SIGTERM')
  await server.close()
  if (line.state !== undefined) saveState(line.state, tenant.save())
}

function readState(path: string | undefined): TenantImage | undefined {
  if (path === undefined || !existsSync(path)) return undefined
  try {
    return readImage(readJson(path, 'state'))
  } catch (error) {
    throw error instanceof TenantProblem ? error : new TenantProblem(`${path}: ${(error as Error).message}`)
  }
}

/** Whole or not at all: written beside it, then put in its place. Only its owner reads it: it holds hashes of secrets. */
function saveState(path: string, image: TenantImage): void {
  try {
    writeFileSync(`${path}.new`, `${JSON.stringify(image)}\n`, { mode: 0o600 })
    renameSync(`${path}.new`, path)
  } catch (error) {
    throw new TenantProblem(`The state cannot be written to '${path}' (${code(error)}).`)
  }
}

async function serve(
  port: number,
  start: (onAnswered: (exchange: Exchange) => void) => Promise<TlsServer>,
  write: (exchange: Exchange) => void,
): Promise<TlsServer> {
  try {
    return await start(write)
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

function readJson(path: string, what: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new TenantProblem(`The ${what} file '${path}' cannot be read (${code(error)}).`)
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new TenantProblem(`The ${what} file '${path}' is not JSON.`)
  }
}

function openLog(path: string | undefined): (exchange: Exchange) => void {
  if (path === undefined) return (exchange) => process.stderr.write(`${JSON.stringify(exchange)}\n`)
  const write = (text: string): void => {
    try {
      appendFileSync(path, text, { mode: 0o600 })
    } catch (error) {
      throw new TenantProblem(`The log '${path}' cannot be written (${code(error)}).`)
    }
  }
  write('')
  return (exchange) => write(`${JSON.stringify(exchange)}\n`)
}

function writeCertificate(pem: string, folder: string | undefined): string {
  try {
    if (folder !== undefined) mkdirSync(folder, { recursive: true })
    const path = resolve(folder ?? mkdtempSync(join(tmpdir(), 'practice-tenant-')), 'practice-ca.pem')
    writeFileSync(path, pem)
    // Whatever the umask: other accounts on this machine may be the clients.
    chmodSync(path, 0o644)
    if (folder === undefined) chmodSync(join(path, '..'), 0o755)
    return path
  } catch (error) {
    throw new TenantProblem(`The certificate cannot be written to '${folder ?? tmpdir()}' (${code(error)}).`)
  }
}

function greeting(port: number, ca: string): string {
  const target =
    port === 443
      ? ''
      : ` Port ${port}: map each name to 127.0.0.1:${port} (host-resolver-rules, --connect-to, a proxy).`
  return `The practice tenant is ready at https://${hostNames.join(', https://')} on this machine.${target}

# for the hosts file
${hostNames.map((name) => `127.0.0.1 ${name}\n::1 ${name}`).join('\n')}

# for a client's environment
export NODE_EXTRA_CA_CERTS='${ca}'
export REQUESTS_CA_BUNDLE='${ca}'
export SSL_CERT_FILE='${ca}'
`
}

function asked(...signals: NodeJS.Signals[]): Promise<void> {
  return new Promise((done) => {
    for (const signal of signals) process.once(signal, () => done())
  })
}

function code(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown'
}
