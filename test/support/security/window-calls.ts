import type { Assistant } from '../assistant.ts'
import type { Input } from '#contract/calls.ts'
import type { CallName } from '#contract/names.ts'

const guid = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'
const address = 'accueil@erablieredunord.example'

/** An input that parses, for each call: what keeps the call out is then never its input. */
export const inputOf: { readonly [Name in CallName]: Input<Name> } = {
  look: {},
  setLanguage: { language: 'fr' },
  setScreenShare: { on: false },
  start: { way: 'practice' },
  checkConnection: { practice: true },
  openConfirmation: {},
  readConfirmation: { content: '{}' },
  forgetRow: { keyId: '6d0c1f7a-3b52-4e8e-9f41-2c5a7e9b0d13' },
  showFile: { keyId: '6d0c1f7a-3b52-4e8e-9f41-2c5a7e9b0d13' },
  sealAgain: {},
  saveSupport: { masked: true },
  showLicences: {},
  answerProxy: { proxy: 'proxy.example:8080', username: 'x', password: 'x' },
  declineProxy: { proxy: 'proxy.example:8080' },
  signIn: { aim: null },
  nameOrganization: {},
  findOrganization: { text: 'erablieredunord.example' },
  forgetOrganization: { domain: 'erablieredunord.example' },
  cancelSignIn: {},
  explainCode: { text: 'AADSTS50105' },
  changeWay: {},
  copyLink: {},
  copyCode: {},
  reopenPage: {},
  openPage: {},
  acceptIdentity: {},
  enter: { applicationId: guid },
  chooseProfile: { profile: 'ews' },
  chooseCloud: { cloud: 'public' },
  goToStep: { step: 'ids' },
  openPortal: {},
  pasteSecret: {},
  checkOldSecret: {},
  renewByHand: { tenantId: guid },
  plan: { secretEndsAt: null, aim: 'present', adopt: null, restore: null },
  approve: { planId: guid, typed: null },
  recordConfirmation: {},
  stop: {},
  goToProof: {},
  prove: { mailbox: address, blockedMailbox: null },
  watch: {},
  checkNow: {},
  delegate: { step: 'consent' },
  savePage: { language: 'fr' },
  goToLimit: {},
  setLimit: { group: address, allowedMailbox: address, blockedMailbox: 'direction@erablieredunord.example' },
  goToHandoff: {},
  handOff: { way: 'mail', caseNumber: null, copyTo: 'anybody@elsewhere.example' },
  handOffAgain: { way: 'mail' },
  keepCopy: { days: 7 },
  copy: { fact: 'tenantId' },
  save: { document: 'report' },
  showJournal: {},
  forgetEverything: {},
  back: {},
  home: {},
  close: {},
}

/** The calls that act and that the welcome allows. Without an act, main asks the person. */
export const possibleAtWelcome: readonly CallName[] = [
  'start',
  'checkConnection',
  'openConfirmation',
  'saveSupport',
  'showJournal',
  'showLicences',
  'forgetEverything',
]

/** What the functions that run in the page use of it. */
export interface Page {
  readonly assistant: { readonly call: Record<string, (input: unknown) => Promise<Reply>> }
  /** Makes a call, again and again while there were too many, and returns the code of the answer. */
  readonly patient: (name: string, input: unknown) => Promise<string>
}

interface Reply {
  readonly ok: boolean
  readonly value?: unknown
  readonly problem?: { readonly code: string }
}

/** Puts `patient` into the page, as a script that took the window over would. */
export async function takeOver({ window }: Assistant): Promise<void> {
  await window.evaluate(() => {
    const page = globalThis as unknown as Page
    const patient: Page['patient'] = async (name, input) => {
      for (;;) {
        const reply = await page.assistant.call[name]?.(input)
        const code = reply?.ok ? 'ok' : (reply?.problem?.code ?? 'no answer')
        if (code !== 'too-many-calls') return code
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    }
    Object.assign(page, { patient })
  })
}

/** Makes a call in the page and returns the code of its answer. */
export function callInPage({ window }: Assistant, name: CallName, input: unknown = inputOf[name]): Promise<string> {
  return window.evaluate(([called, given]) => (globalThis as unknown as Page).patient(called, given), [
    name,
    input,
  ] as const)
}

/** Counts what main does outside the window from now on, and does none of it. */
export async function countDeeds({ app }: Assistant): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ dialog, shell, clipboard }) => {
    const done: string[] = []
    Object.assign(globalThis, { done })
    const noting =
      <T>(deed: string, answer: T) =>
      () => {
        done.push(deed)
        return answer
      }
    shell.openExternal = noting('page', Promise.resolve())
    shell.showItemInFolder = noting('folder', undefined)
    dialog.showSaveDialog = noting('save dialog', Promise.resolve({ canceled: true })) as never
    dialog.showOpenDialog = noting('open dialog', Promise.resolve({ canceled: true, filePaths: [] })) as never
    clipboard.writeText = noting('clipboard', undefined) as never
    clipboard.clear = noting('clipboard', undefined) as never
    clipboard.readText = noting('clipboard', '') as never
  })
  return () => app.evaluate(() => (globalThis as unknown as { done: string[] }).done)
}
