/** Why the assistant must not open: a switch on its command line, or a variable that has acted already. */
export interface Refusal {
  readonly kind: 'switch' | 'variable'
  readonly name: string
}

/** How the assistant was started. */
export interface Start {
  readonly platform: NodeJS.Platform
  readonly isRoot: boolean
  /** What follows the name of the program. */
  readonly args: readonly string[]
  readonly variables: readonly string[]
}

/**
 * The switches that are accepted: what assistive technology, remote desktops and virtual desktops need, and what Windows
 * adds when a notification starts the program (COM's `-Embedding`). Anything else that Chromium, Node or Electron know may
 * open, redirect, log or weaken, and a new version may know more: so nothing else is accepted.
 */
const acceptedSwitches = [
  'force-renderer-accessibility',
  'lang',
  'force-device-scale-factor',
  'disable-gpu',
  'embedding',
  'toastactivated',
]

/** Variables that Electron, Node or Chromium have obeyed before the first line of ours. */
const earlyVariables = ['ELECTRON_ENABLE_LOGGING', 'ELECTRON_DISABLE_SANDBOX', 'NODE_COMPILE_CACHE', 'NODE_V8_COVERAGE']

/** Variables that would be read later, by Chromium, Node or a library of theirs. */
const dangerousVariables =
  /^(ELECTRON_.*|NODE_.*|SSLKEYLOGFILE|SSL_CERT_(FILE|DIR)|OPENSSL_.*|GOOGLE_.*|CHROME_(LOG_FILE|HEADLESS)|BREAKPAD_.*|DEBUG)$/i

/** Returns why the assistant must not open; `null` when nothing speaks against it. */
export function refusalOf({ platform, isRoot, args, variables }: Start): Refusal | null {
  const mayLeaveSandbox = isRoot && platform === 'linux'
  for (const arg of args) {
    const name = switchNameOf(arg, platform)
    if (name === null || acceptedSwitches.includes(name.toLowerCase())) continue
    if (name === 'no-sandbox' && mayLeaveSandbox) continue
    return { kind: 'switch', name: arg.split('=', 1)[0] ?? arg }
  }
  const early = variables.find((name) => earlyVariables.includes(name.toUpperCase()))
  if (early === undefined) return null
  if (early.toUpperCase() === 'ELECTRON_DISABLE_SANDBOX' && mayLeaveSandbox) return null
  return { kind: 'variable', name: early }
}

/** Returns the variables that are deleted before anything reads them. */
export function variablesToDelete(variables: readonly string[]): readonly string[] {
  return variables.filter((name) => dangerousVariables.test(name))
}

/**
 * Returns the name of a switch, without its value, as Chromium reads it (base::CommandLine): after `--` or `-`, on Windows
 * after `/` too. `null` for an argument that is none. What follows a lone `--` counts as well: Node may still read it.
 */
function switchNameOf(arg: string, platform: NodeJS.Platform): string | null {
  const [, rest] = (platform === 'win32' ? /^(?:--?|\/)(.*)$/s : /^--?(.*)$/s).exec(arg) ?? []
  return rest?.split('=', 1)[0] ?? null
}
