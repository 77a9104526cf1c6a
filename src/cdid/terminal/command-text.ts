/**
 * Returns a command that can be pasted: arguments that a shell would take apart or read otherwise are quoted, in Windows so that
 * both PowerShell and the command prompt read them.
 */
export function commandText(args: readonly string[], platform: NodeJS.Platform = process.platform): string {
  const quoted = platform === 'win32' ? inWindows : inOtherShells
  return ['prextra-reception', ...args].map(quoted).join(' ')
}

function inWindows(arg: string): string {
  if (/^[\w.:\\/@=+-]+$/.test(arg)) return arg
  return `"${arg.replaceAll('"', '\\"')}"`
}

function inOtherShells(arg: string): string {
  if (/^[\w.:/@=+-]+$/.test(arg)) return arg
  return `'${arg.replaceAll("'", "'\\''")}'`
}
