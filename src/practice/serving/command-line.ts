import { parseArgs } from 'node:util'

/** A problem that the person at the terminal can solve. Its message is one sentence. */
export class TenantProblem extends Error {
  /** The process ends with it: 1 when something cannot be done, 2 for a wrong command line. */
  readonly exitCode: 1 | 2

  constructor(sentence: string, exitCode: 1 | 2 = 1) {
    super(sentence)
    this.exitCode = exitCode
  }
}

export interface CommandLine {
  readonly help: boolean
  readonly port: number
  readonly seed: string
  readonly faults: string | undefined
  readonly log: string | undefined
  readonly state: string | undefined
  readonly ca: string | undefined
}

export const help = `Serves the practice tenant (Entra ID, Microsoft Graph, Exchange Web Services) on this machine, under the real host names.

  npm run tenant -- [--port 443] [--seed FILE|small|strict|locked|large|gcc-high|dod|china] [--faults FILE] [--log FILE] [--state FILE] [--ca DIR]

  --port    where to listen, on 127.0.0.1 and ::1 only (443 is what clients expect; below 1024 needs rights)
  --seed    the company: one of the names, or a JSON file
  --faults  what goes wrong: a JSON file, Dev Proxy's mock and error formats among them
  --log     one JSON line for each request (default: standard error). No query values, no bodies, no tokens
  --state   the company is taken up from this file if it exists (--seed then counts for nothing), and written to it at the end
  --ca      where the throw-away authority's certificate is written (default: a new folder); its key never leaves the process`

export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parse(args)
  const port = Number(values.port ?? '443')
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new TenantProblem(`--port takes a number from 0 to 65535, not '${values.port ?? ''}'.`, 2)
  }
  const { help: wantsHelp = false, seed = 'small', faults, log, state, ca } = values
  return { help: wantsHelp, port, seed, faults, log, state, ca }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        port: { type: 'string' },
        seed: { type: 'string' },
        faults: { type: 'string' },
        log: { type: 'string' },
        state: { type: 'string' },
        ca: { type: 'string' },
      },
    })
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split('. ')
    throw new TenantProblem(`${sentence.replace(/\.$/, '')}.`, 2)
  }
}
