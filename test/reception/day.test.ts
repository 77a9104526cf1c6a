import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Decrypter, Encrypter } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandText } from '#cdid/terminal/command-text.ts'
import { wrapped } from '#cdid/terminal/wrapped-text.ts'
import { fingerprint } from '#core/fingerprint.ts'
import type { Handoff } from '#core/handoff/document.ts'
import { createTenant } from '#practice/tenant/tenant.ts'
import { handoff, sealTo } from '#support/reception-folder.ts'
import { newTechnician, type Technician } from '#support/reception-technician.ts'
import { graph, luc, register, signIn, tenantId } from '#support/tenant-client.ts'

/**
 * A day at CDID, run from its first command to its last with the real program, and the practice tenant in Microsoft's place.
 * `docs/reception.md` holds what was on the screen; `npx vitest run --project reception day -u` writes it again.
 */
const page = join(import.meta.dirname, '../../docs/reception.md')
const start = '<!-- recorded: begin -->\n'
const end = '<!-- recorded: end -->\n'

/** One command of the day: what a technician types, and when. */
interface Step {
  readonly title: string
  readonly why: string
  readonly args: readonly string[]
  readonly answers: readonly string[]
  readonly now: Date
}

const november = new Date('2026-11-27T15:00:00Z')
const march = new Date('2027-03-05T15:00:00Z')
const passphrase = 'sirop cabane tire neige'
const mailbox = 'accueil@erablieredunord.example'
const zone = process.env['TZ']
let technician: Technician
beforeAll(async () => {
  process.env['TZ'] = 'America/Toronto'
  technician = await newTechnician('en')
})
afterAll(async () => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
  await technician.remove()
})

test('a day at CDID is in the documentation as it is', { timeout: 60_000 }, async () => {
  const recorded = await recordDay()
  const text = await readFile(page, 'utf8')
  const [before = '', rest = ''] = text.split(start)
  const after = rest.slice(rest.indexOf(end))
  await expect(`${before}${start}\n${recorded}\n${after}`).toMatchFileSnapshot(page)
})

/** Runs the day, and returns its script and its pictures as they stand in the page. */
async function recordDay(): Promise<string> {
  const tenant = createTenant()
  const token = await signIn(tenant, luc)
  const granted = await register(tenant, token)
  const renewed = await graph(tenant, token, 'POST', `/applications/${granted.id}/addPassword`)
  const fetch: typeof globalThis.fetch = (input, init) => tenant.fetch(new Request(input, init))

  const folder = technician.path('.')
  const desk = technician.path('cdid')
  await mkdir(desk)
  await rename(technician.config, join(desk, 'appsettings.json'))
  const key = join(desk, 'cdid.key')
  const env = { PREXTRA_CONFIG: join(desk, 'appsettings.json'), PREXTRA_IDENTITY: key }
  const inDesk = (name: string) => join(desk, name)
  const unlocked = { ...env, PREXTRA_PASSPHRASE_FILE: inDesk('../passphrase') }
  await writeFile(unlocked.PREXTRA_PASSPHRASE_FILE, passphrase)

  /** What is random, and what stands for it in the pictures. */
  const placeholders: (readonly [real: string, shown: string])[] = [
    [desk, '/srv/cdid'],
    [granted.appId, '6f0c1d52-9a3e-4b17-8c2d-51e7a9b04c38'],
  ]
  const shown = (text: string) => placeholders.reduce((all, [real, other]) => all.replaceAll(real, other), text)
  const script: string[] = []
  const pictures: string[] = []
  const step = async ({ title, why, args, answers, now }: Step) => {
    const said = await technician.runWith({ answers, env, now, fetch, columns: 1000 }, ...args)
    expect(said.exitCode, said.screen).toBe(0)
    const [, publicKey] = /(age1\w{58})/.exec(said.screen) ?? []
    if (publicKey !== undefined) {
      placeholders.push([publicKey, `age1${'q'.repeat(58)}`], [fingerprint(publicKey), '0123 4567 89ab cdef 0123'])
    }
    const command = shown(commandText(args, 'linux'))
    const screen = shown(said.screen)
      .trimEnd()
      .split('\n')
      .map((line) => onConsole(line).trimEnd())
      .join('\n')
    for (const line of screen.split('\n')) expect(line).not.toContain(folder)
    script.push(command)
    pictures.push(`${title === '' ? why : `**${title}** ${why}`}\n\n\`\`\`text\n$ ${command}\n${screen}\n\`\`\``)
    return said
  }
  const publicKeyOf = (text: string) => /age1\w{58}/.exec(text)?.[0] ?? ''
  /** Writes what the assistant has sealed. Returns its path and its control code, which the administrator reads out. */
  const arrives = async (publicKey: string, name: string, facts: Partial<Handoff>) => {
    const own = { tenantId, applicationId: granted.appId, environment: 'erabliere', organization, contact, ...facts }
    const file = inDesk(name)
    await writeFile(file, await sealTo(publicKey, { ...handoff, ...own }))
    const { stdout } = await technician.runWith({ env: unlocked }, 'open', file, '--json')
    const { controlCode } = JSON.parse(stdout) as { controlCode: { fr: readonly string[]; en: readonly string[] } }
    placeholders.push(
      [controlCode.fr.join(' '), 'érable sirop cabane tire neige traîneau sucre mars'],
      [controlCode.en.join(' '), 'maple syrup cabin taffy snow sleigh sugar march'],
    )
    return { file, code: controlCode.en.join(' ') }
  }
  const organization = { name: 'Érablière du Nord inc.', domain: 'erablieredunord.example' }
  const contact = { name: 'Luc Gagnon', email: 'luc@erablieredunord.example' }

  const made = await step({
    title: 'Once: CDID’s key.',
    why: 'The passphrase is typed twice and not shown. The JSON line goes into `build/cdid.json`.',
    args: ['keygen', '--out', key],
    answers: [passphrase, passphrase],
    now: november,
  })
  await step({
    title: 'A customer.',
    why: 'Which tenant is theirs is CDID’s own knowledge, from the contract, and never from a file.',
    args: [
      'customer',
      'add',
      '--environment',
      'erabliere',
      '--tenant',
      tenantId,
      '--name',
      organization.name,
      '--contact',
      `${contact.name} <${contact.email}>`,
    ],
    answers: [],
    now: november,
  })
  const publicKey = publicKeyOf(made.screen)
  await makeQuick(key)
  const first = await arrives(publicKey, 'prextra-erabliere.age', {
    clientSecret: granted.secretText,
    createdAt: '2026-11-27T14:40:00Z',
    secretExpiresAt: '2027-04-01T04:00:00Z',
    proof: { token: '2026-11-27T14:35:00Z', mailbox: '2026-11-27T14:36:00Z' },
  })
  await step({
    title: 'Their file arrives.',
    why: 'The administrator reads the control code out on the phone; one wrong word, and nothing is shown.',
    args: ['open', first.file, '--environment', 'erabliere'],
    answers: [passphrase, first.code],
    now: november,
  })
  await step({
    title: 'It is tried',
    why: 'as Prextra will use it. No message is read.',
    args: ['check', first.file, '--environment', 'erabliere', '--mailbox', mailbox],
    answers: [passphrase],
    now: november,
  })
  await step({
    title: 'It is merged.',
    why: 'What would change is shown, and asked.',
    args: ['merge', first.file, '--environment', 'erabliere'],
    answers: [passphrase, 'y'],
    now: november,
  })
  await step({
    title: 'It is confirmed,',
    why: 'with a draft to open, read and send.',
    args: ['confirm', first.file, '--environment', 'erabliere', '--out', inDesk('confirmation.eml')],
    answers: [passphrase],
    now: november,
  })
  await step({
    title: 'Who is next?',
    why: 'The list says what is left to do for everyone.',
    args: ['list'],
    answers: [],
    now: november,
  })
  await step({
    title: 'In March, renewals',
    why: 'are asked for: a draft for each secret that ends within 30 days.',
    args: ['list', '--due', '30', '--mail', '--out', desk],
    answers: [],
    now: march,
  })
  const second = await arrives(publicKey, 'prextra-erabliere-2.age', {
    id: '9d1f3b60-7c5e-4a82-b0d9-2e4f6a8c1b35',
    clientSecret: String(renewed.body['secretText']),
    secretKeyId: '44444444-0000-4000-8000-000000000004',
    createdAt: '2027-03-05T14:00:00Z',
    secretExpiresAt: '2027-09-01T04:00:00Z',
    proof: { token: '2027-03-05T13:58:00Z', mailbox: null },
  })
  await step({
    title: 'The renewed file',
    why: 'is tried, and then merged over the old one.',
    args: ['check', second.file, '--environment', 'erabliere'],
    answers: [passphrase],
    now: march,
  })
  await step({
    title: '',
    why: 'The entry keeps its place; only what differs is written.',
    args: ['merge', second.file, '--environment', 'erabliere'],
    answers: [passphrase, 'y'],
    now: march,
  })
  await step({
    title: 'Too soon?',
    why: 'The last change can be undone, as long as nothing else has changed in the file.',
    args: ['undo'],
    answers: ['y'],
    now: march,
  })
  await step({
    title: 'A customer leaves.',
    why: 'Their entry is taken out, with a backup of its own, which `undo` can put back;',
    args: ['merge', '--remove', '--environment', 'erabliere'],
    answers: ['y'],
    now: march,
  })
  await step({
    title: '',
    why: 'and then they leave the records.',
    args: ['customer', 'remove', '--environment', 'erabliere'],
    answers: ['y'],
    now: march,
  })
  const named = '# PREXTRA_IDENTITY=/srv/cdid/cdid.key PREXTRA_CONFIG=/srv/cdid/appsettings.json'
  return [`\`\`\`sh\n${[named, ...script].join('\n')}\n\`\`\``, ...pictures].join('\n\n') + '\n'
}

/** Breaks a line as the console of 80 columns shows it; what is to be pasted, or read by a program, stays whole. */
function onConsole(line: string): string {
  return /^ {2}prextra-reception |^\{ "id"/.test(line) ? line : wrapped(line)
}

/** Seals a key again with the same passphrase, so that opening it takes a moment and not half a second. */
async function makeQuick(key: string): Promise<void> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(6)
  await writeFile(key, await encrypter.encrypt(await decrypter.decrypt(await readFile(key))))
}
