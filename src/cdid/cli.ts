#!/usr/bin/env node
import { receptionWords } from '#words/reception.ts'
import { type CommandLine, readCommandLine, readLanguage } from './command-line.ts'
import { systemCode } from './file-content.ts'
import { keygen } from './keygen.ts'
import { merge } from './merge.ts'
import { open, summary, summaryJson } from './open.ts'
import { printable } from './printable-text.ts'
import { ReceptionError, sentence } from './reception-problem.ts'

const args = process.argv.slice(2)
const language = readLanguage(args, process.env, Intl.DateTimeFormat().resolvedOptions().locale)
const words = receptionWords[language]

/** The one place that prints. Exit codes: 0 done, 1 refused (one sentence, nothing written), 2 used wrongly. */
try {
  process.stdout.write(`${await run(readCommandLine(args))}\n`)
} catch (error) {
  const problem =
    error instanceof ReceptionError ? error.problem : { code: 'internal' as const, reason: systemCode(error) }
  const usage = problem.code.startsWith('usage-')
  process.stderr.write(`${sentence(problem, language)}\n${usage ? `\n${words.help}\n` : ''}`)
  process.exitCode = usage ? 2 : 1
}

async function run(line: CommandLine): Promise<string> {
  const now = new Date()
  const practice = line.flag('practice')
  const askPassphrase = () =>
    Promise.reject(new ReceptionError({ code: 'not-an-identity', file: line.text('identity') }))
  switch (line.command) {
    case 'help':
      return words.help
    case 'keygen': {
      const out = line.optional('out') ?? `${practice ? 'PRATIQUE-' : ''}prextra-reception.key`
      const recipient = await keygen(out, now, practice)
      const { id, publicKey, notAfter } = recipient
      const json = `{ "id": ${JSON.stringify(id)}, "publicKey": ${JSON.stringify(publicKey)}, "notAfter": ${JSON.stringify(notAfter)} }`
      return words.keyMade(printable(out), publicKey, json)
    }
    case 'open': {
      const controlCode = line.optional('control-code')
      const opened = await open({
        file: line.file,
        identity: line.text('identity'),
        practice,
        controlCode,
        askPassphrase,
      })
      const compared = controlCode !== null
      return line.flag('json') ? summaryJson(opened, compared) : summary(opened, language, now, compared)
    }
    case 'merge': {
      const config = line.text('config')
      const merged = await merge({
        file: line.file,
        identity: line.text('identity'),
        config,
        environment: line.text('environment'),
        tenant: line.text('tenant'),
        practice,
        askPassphrase,
        replace: line.flag('replace'),
        also: line.flag('also'),
        now,
      })
      if (merged.change === 'none') return words.mergedNothing(printable(config))
      const difference = merged.difference.map(({ sign, name, value }) => `  ${sign} ${name}: ${printable(value)}`)
      return [words.merged(merged.change, printable(config), printable(merged.backup)), ...difference].join('\n')
    }
  }
}
