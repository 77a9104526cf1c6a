import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'

/** What holds a file under Wine, which has no PowerShell (test/support/wine/hold.c). */
const holder = 'C:\\wine\\hold.exe'

/** Holds a file as a virus scanner or an editor does that shares nothing, until the function it returns is called. */
export async function holdFile(path: string): Promise<() => Promise<void>> {
  const [program, args] = existsSync(holder)
    ? [holder, [path, '60000']]
    : ['powershell.exe', ['-Command', script(path)]]
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), ended])
  if (child.exitCode !== null) throw new Error(`the file could not be held: ${child.exitCode}`)
  return async () => {
    child.kill()
    await ended
  }
}

function script(path: string): string {
  return `$held = [IO.File]::Open('${path.replaceAll("'", "''")}', 'Open', 'ReadWrite', 'None'); 'held'; Start-Sleep 60`
}
