import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import keytar from 'keytar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgettingWords } from '#words/screens/shell/forgetting.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'

const tenantId = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'
const keyId = '9375b6d4-5645-4c31-b663-363043ded86c'
const appId = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'
const organization = { name: 'Érablière du Nord inc.', domain: 'erablieredunord.example' }
const build = process.env.PREXTRA_INSTALLED === undefined ? '' : ' (journeys)'
const own = `Assistant Outlook-Prextra${build}`
const practice = `Assistant Outlook-Prextra (exercice)${build}`
/** A service whose name begins with ours: keytar's search on Windows finds it as well. */
const another = `${own} d’un autre`
const words = forgettingWords.fr

let assistant: Assistant
let home = ''

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'prextra-forget-'))
  const at = new Date().toISOString()
  const delivered = {
    did: 'deliver',
    practice: false,
    tenantId,
    organization,
    appId,
    keyId,
    expiresAt: at,
    deliveredAt: at,
  }
  mkdirSync(join(home, 'logs'))
  writeFileSync(join(home, 'logs', 'ledger.jsonl'), `${JSON.stringify({ at, ...delivered })}\n`)
  writeFileSync(join(home, 'logs', 'journal.jsonl.1'), '{}\n')
  writeFileSync(join(home, 'guide.json.unreadable'), '{}')
  // Other tests may have left a secret that was never handed over, which would be asked about first.
  for (const { account } of await keytar.findCredentials(own)) await keytar.deletePassword(own, account)
  for (const service of [own, practice, another])
    await keytar.setPassword(service, `${tenantId}/${appId}/${keyId}`, 'a value')
  assistant = await launchAssistant({ home })
})

afterAll(async () => {
  await keytar.deletePassword(another, `${tenantId}/${appId}/${keyId}`)
  await assistant.close()
})

const left = () => readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => /json|jsonl/.test(name))

test('everything of this person is forgotten after a yes, and nothing else', async () => {
  const { window } = assistant
  await window.getByRole('button', { name: words.name }).click()
  await window.getByText(words.emptied).waitFor()

  expect(await assistant.questions()).toMatchObject([
    { message: words.everything.question, detail: expect.stringContaining(words.losses.handoffs(1)) as string },
  ])
  expect(await keytar.findCredentials(own)).toEqual([])
  expect(await keytar.findCredentials(practice)).toEqual([])
  expect(await keytar.findCredentials(another)).toHaveLength(1)
  expect(left()).toEqual([])

  // Where the window stood is not kept any more either.
  await assistant.app.close()
  expect(existsSync(join(home, 'settings.json'))).toBe(false)
})
