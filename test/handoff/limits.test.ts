import { execFile } from 'node:child_process'
import { readFile, truncate, writeFile } from 'node:fs/promises'
import { Encrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { counted } from '#support/counted.ts'
import { measureVariable } from '#support/measure-at-exit.mjs'
import { cli, type ReceptionFolder, handoff, newReceptionFolder, secret } from '#support/reception-folder.ts'
import { slowness } from '#support/windows/started-node.ts'

/** Runs the tool as its own process: each bad file is refused in one sentence, within these limits of time and memory. */
const limitMs = 1_000 * slowness
const limitKilobytes = 256 * 1024

let folder: ReceptionFolder
const row = counted('limits')
let slowest = 0
let largest = 0
beforeAll(async () => {
  folder = await newReceptionFolder()
})
afterAll(async () => {
  row.write()
  process.stdout.write(`limits: slowest ${Math.round(slowest)} ms, largest ${Math.round(largest / 1024)} MB\n`)
  await folder.remove()
})

interface Measured {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  /** Milliseconds of processor time: time on the clock would measure what else the machine does. */
  readonly ownMs: number
  readonly kilobytes: number
}

function open(file: string, ...more: readonly string[]): Promise<Measured> {
  const preload = new URL('../support/measure-at-exit.mjs', import.meta.url).href
  const measure = folder.path('measured')
  const env = { PATH: process.env['PATH'], LC_ALL: 'en_CA.UTF-8', COLUMNS: '1000', [measureVariable]: measure }
  const args = [
    '--max-old-space-size=200',
    '--import',
    preload,
    cli,
    'open',
    file,
    '--identity',
    folder.identity,
    ...more,
  ]
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, args, { env }, (_, stdout, stderr) => {
      readFile(measure, 'utf8').then((text) => {
        const own = JSON.parse(text) as Pick<Measured, 'kilobytes' | 'ownMs'>
        resolve({ exitCode: child.exitCode, stdout, stderr, ...own })
      }, reject)
    })
  })
}

/** Makes the content of the file; for a file too large for memory, resolves to a function that writes it. */
type Make = () => Promise<Uint8Array | ((path: string) => Promise<void>)>

const text = (content: string) => new TextEncoder().encode(content)
const sealed = async (content: string | object, change: (encrypter: Encrypter) => void = () => undefined) => {
  const encrypter = new Encrypter()
  encrypter.addRecipient(folder.publicKey)
  change(encrypter)
  return encrypter.encrypt(typeof content === 'string' ? content : JSON.stringify(content))
}
const gigabyte = (start: string) => async (path: string) => {
  await writeFile(path, start)
  await truncate(path, 2 ** 30)
}
/** An age header with the same stanza many times, as anybody can write it without a key. */
const header = (stanza: string, times: number) =>
  text(`age-encryption.org/v1\n${stanza.repeat(times)}--- ${'A'.repeat(43)}\n${'\0'.repeat(64)}`)

const cases: readonly (readonly [name: string, sentence: RegExp, make: Make])[] = [
  ['1 GB of nothing', /larger than/, () => Promise.resolve(gigabyte(''))],
  ['1 GB that begins as a sealed file', /larger than/, () => Promise.resolve(gigabyte('age-encryption.org/v1\n'))],
  ['1 GB that begins as armor', /larger than/, () => Promise.resolve(gigabyte('-----BEGIN AGE ENCRYPTED FILE-----\n'))],
  ['an empty file', /not a sealed/, () => Promise.resolve(text(''))],
  ['another key', /another key/, async () => (await sealedTo(await generateX25519Identity()))(handoff)],
  ['a post-quantum key', /another key/, async () => (await sealedTo(await generateHybridIdentity()))(handoff)],
  ['no recipient', /incomplete or altered/, () => Promise.resolve(header('', 0))],
  [
    'a thousand recipients',
    /incomplete or altered/,
    () => Promise.resolve(header(`-> X25519 ${'A'.repeat(43)}\n${'A'.repeat(43)}\n`, 1000)),
  ],
  [
    'a passphrase that would take a day',
    /another key/,
    () => Promise.resolve(header(`-> scrypt ${'A'.repeat(22)} 30\n${'A'.repeat(43)}\n`, 1)),
  ],
  [
    'keys of two kinds',
    /several kinds/,
    async () => {
      const other = await identityToRecipient(await generateHybridIdentity())
      return sealed(handoff, (encrypter) => {
        encrypter.addRecipient(other)
      })
    },
  ],
  ['an argument without end', /another key/, () => Promise.resolve(header(`-> ${'x'.repeat(100_000)}\n\n`, 1))],
  [
    'armor without end',
    /incomplete or altered/,
    () => Promise.resolve(text(`-----BEGIN AGE ENCRYPTED FILE-----\n${'A'.repeat(64).concat('\n').repeat(1900)}`)),
  ],
  ['JSON 30,000 levels deep', /not the assistant’s/, () => sealed('['.repeat(30_000) + ']'.repeat(30_000))],
  [
    'objects 10,000 levels deep',
    /not the assistant’s/,
    () => sealed('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)),
  ],
  ['JSON of 120 kB', /not the assistant’s/, () => sealed({ ...handoff, more: 'x'.repeat(120_000) })],
  ['60,000 numbers', /not the assistant’s/, () => sealed(`[${'1,'.repeat(30_000)}1]`)],
  [
    '__proto__ in the place of everything',
    /not the assistant’s/,
    () => sealed('{"__proto__":' + JSON.stringify(handoff) + '}'),
  ],
  ['a practice file', /practice run/, () => sealed({ ...handoff, practice: true })],
  [
    'practice in __proto__',
    /not the assistant’s \(see: practice\)/,
    () => sealed(JSON.stringify({ ...handoff, practice: undefined }).replace('{', '{"__proto__":{"practice":false},')),
  ],
  ['a later version', /version 2/, () => sealed({ ...handoff, version: 2 })],
  ['a secret that is a list', /see: clientSecret/, () => sealed({ ...handoff, clientSecret: [secret] })],
  ['not text', /not the assistant’s/, () => sealed('\ud800{')],
]

async function sealedTo(identity: string): Promise<(content: object) => Promise<Uint8Array>> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(await identityToRecipient(identity))
  return (content) => encrypter.encrypt(JSON.stringify(content))
}

test.each(cases)('%s', async (name, sentence, make) => {
  const path = folder.path('bad.age')
  const made = await make()
  if (typeof made === 'function') await made(path)
  else await writeFile(path, made)
  // Other programs may slow down a run, so the quickest of three counts.
  let measured = await open(path)
  for (let more = 2; more > 0 && measured.ownMs >= limitMs; more--) measured = await open(path)
  const { exitCode, stdout, stderr, ownMs, kilobytes } = measured
  slowest = Math.max(slowest, ownMs)
  largest = Math.max(largest, kilobytes)
  const said = exitCode === 1 && stdout === '' && sentence.test(stderr) && /^[^\n]+\.\n$/.test(stderr)
  row.cell(
    said && ownMs < limitMs && kilobytes < limitKilobytes,
    `${name}: ${Math.round(ownMs)} ms, ${kilobytes} kB, ${stderr}`,
  )
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toMatch(sentence)
  expect(stderr).toMatch(/^[^\n]+\.\n$/)
  expect(stderr).not.toContain('PLANTED')
  expect(ownMs).toBeLessThan(limitMs)
  expect(kilobytes).toBeLessThan(limitKilobytes)
})

test('a file that is not sealed is refused before the passphrase of the key is asked', async () => {
  const made = await folder.runWith(
    { input: 'twelve characters\n' },
    'keygen',
    '--out',
    'locked.key',
    '--passphrase-stdin',
  )
  expect(made.exitCode).toBe(0)
  const path = folder.path('bad.age')
  await writeFile(path, 'not sealed')
  const { exitCode, stderr } = await folder.runWith({}, 'open', path, '--identity', 'locked.key')
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/not a sealed/)])
})
