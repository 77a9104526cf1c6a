import { spawn } from 'node:child_process'

/** What is asked, and what is typed once it was asked. */
export type Dialogue = readonly (readonly [question: string, answer: string])[]

/** Runs a program at a terminal of its own (util-linux's script) and answers it. What was shown comes back. */
export function talk(
  cwd: string,
  program: readonly string[],
  dialogue: Dialogue,
): Promise<{ readonly shown: string; readonly exitCode: number | null }> {
  const quoted = program.map((arg) => `'${arg}'`).join(' ')
  const env = { PATH: process.env['PATH'], LC_ALL: 'en_CA.UTF-8', TERM: 'xterm-256color', COLUMNS: '1000' }
  const child = spawn('script', ['-qfec', quoted, '/dev/null'], { env, cwd })
  const left = [...dialogue]
  let shown = ''
  let from = 0
  child.stdout.on('data', (data: Buffer) => {
    shown += data.toString()
    const [question, answer] = left[0] ?? []
    if (question === undefined || !shown.slice(from).includes(question)) return
    from = shown.length
    left.shift()
    child.stdin.write(`${answer ?? ''}\n`)
  })
  return new Promise((resolve) => {
    child.on('close', (exitCode) => resolve({ shown, exitCode }))
  })
}
