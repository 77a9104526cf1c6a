import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Starts an executable and waits, at most 30 s, until the X server shows its window. Exit code 0: it did. */
const [executable = ''] = process.argv.slice(2)
const title = 'Assistant Outlook'
const home = mkdtempSync(join(tmpdir(), 'prextra-start-'))
const args = ['--lang=fr-CA', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
// A finished application takes no switch that says where its data is.
const child = spawn(executable, args, { stdio: 'ignore', env: { ...process.env, XDG_CONFIG_HOME: home } })
const deadline = Date.now() + 30_000
let appeared = false
let ended = false
child.on('exit', () => (ended = true))
while (!appeared && !ended && Date.now() < deadline) {
  appeared = execFileSync('xwininfo', ['-root', '-tree'], { encoding: 'utf8' }).includes(title)
  if (!appeared) await new Promise((resolve) => setTimeout(resolve, 200))
}
// It has shown what it was asked to show; a process that lingers must not keep its display waiting.
child.kill('SIGKILL')
rmSync(home, { recursive: true, force: true, maxRetries: 5 })
process.exitCode = appeared ? 0 : 1
