import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createStage, scene, type Stage } from '#support/gallery/stage.ts'
import { doneWords } from '#words/screens/done.ts'
import { CopyState } from '../../shell/copy.svelte.ts'
import { DoneState } from '../done/done.svelte.ts'
import { HandoffState } from './handoff.svelte.ts'
import { Shell } from '../../shell/shell.svelte.ts'

let asked: Stage['asked'] = []
let show: Stage['show']
let shell: Shell

beforeEach(async () => {
  vi.useFakeTimers({ now: new Date('2026-11-22T19:07:31Z') })
  const stage = createStage()
  ;({ asked, show } = stage)
  shell = new Shell(stage.assistant)
  await shell.open()
})

const values = (facts: readonly { readonly name: string; readonly value: string }[]) =>
  Object.fromEntries(facts.map(({ name, value }) => [name, value]))

describe('the handoff', () => {
  it('sends as it was chosen, what was left empty as nothing', () => {
    show(scene('10b-handoff-real-unproven'))
    const state = new HandoffState(shell)
    state.send()
    state.pick('draft')
    state.entry.enterCopyTo(' chef.projet@cdid.com ')
    state.entry.enterCaseNumber(' CD 114 ')
    state.send()
    state.pick('file')
    state.send()
    expect(asked).toEqual([
      ['handOff', { way: 'mail', copyTo: null, caseNumber: null }],
      ['handOff', { way: 'draft', copyTo: 'chef.projet@cdid.com', caseNumber: 'CD 114' }],
      // A file goes to nobody by itself.
      ['handOff', { way: 'file', copyTo: null, caseNumber: 'CD 114' }],
    ])
  })

  it('asks a technician of another organization for the contact, and offers no mail', () => {
    show(scene('10m-handoff-technician'))
    const state = new HandoffState(shell)
    expect(state.ways.map(({ value }) => value)).toEqual(['draft', 'file'])
    expect(state.notByMail).not.toBeNull()
    state.send()
    expect(state.entry.contactNameWrong).not.toBeNull()
    state.entry.enterContactName(' Nadia Roy ')
    state.send()
    expect(state.entry.contactEmailWrong).not.toBeNull()
    state.entry.enterContactEmail('n.roy@erablieredunord.example')
    state.send()
    const contact = { name: 'Nadia Roy', email: 'n.roy@erablieredunord.example' }
    expect(asked).toEqual([['handOff', { way: 'draft', copyTo: null, caseNumber: null, contact }]])
  })

  it.each([
    ['chef de projet', '', 'copyToWrong'],
    ['a@b', '', 'copyToWrong'],
    ['é@cdid.com', '', 'copyToWrong'],
    ['a@cdid.com,b@cdid.com', '', 'copyToWrong'],
    ['', '-114', 'caseNumberWrong'],
    ['', '<114>', 'caseNumberWrong'],
    ['', 'x'.repeat(33), 'caseNumberWrong'],
  ] as const)('says under its field what is wrong with %j and %j', (copyTo, caseNumber, field) => {
    show(scene('10-handoff'))
    const { entry, send } = new HandoffState(shell)
    entry.enterCopyTo(copyTo)
    entry.enterCaseNumber(caseNumber)
    send()
    expect(asked).toEqual([])
    expect(entry[field]).not.toBeNull()
    entry.enterCopyTo('')
    entry.enterCaseNumber('')
    send()
    expect(asked).toHaveLength(1)
  })

  it('shows the mail as it will be, the control code never', () => {
    show(scene('10b-handoff-real-unproven'))
    const state = new HandoffState(shell)
    state.entry.enterCaseNumber('CD-114')
    state.entry.enterCopyTo('chef.projet@cdid.com')
    expect(values(state.head)).toMatchObject({
      De: 'me.tremblay@erablieredunord.example',
      À: 'technique@cdid.com',
      'Copie conforme': 'chef.projet@cdid.com',
      Objet: 'Accès Outlook pour Prextra – Érablière du Nord inc. (dossier CD-114)',
    })
    expect(state.text).toContain('non prouvé')
    expect(state.text).toContain('Numéro de dossier\u00a0: CD-114')
    state.pick('draft')
    expect(values(state.head)).not.toHaveProperty('De')
    state.pick('file')
    expect(state.byMail).toBe(false)
  })

  it('says nothing of a name in full while the screen is shared', () => {
    show(scene('10-handoff'), { screenShare: true })
    const state = new HandoffState(shell)
    const drawn = JSON.stringify([state.head, state.text, state.content, state.fileName])
    expect(drawn).not.toMatch(/Érablière|Tremblay|tremblay|erabliere|8f3b6a1e-92d4/)
  })

  it('waits for the browser, and cancels it', () => {
    show(scene('10g-handoff-allow'))
    const state = new HandoffState(shell)
    expect(state.asking).toBe(true)
    state.cancel()
    expect(asked).toEqual([['cancelSignIn', {}]])
  })
})

describe('the end', () => {
  it.each([
    ['11b-done-real', 'file', doneWords.fr.headings.file],
    ['11d-done-draft', 'draft', doneWords.fr.headings.draft],
    ['11c-done-sent', 'sent', doneWords.fr.headings.sent],
    ['11e-done-maybe', 'maybe', doneWords.fr.headings.maybe],
    ['11-done', 'file', doneWords.fr.headingPractice],
  ])('%s: %s', (name, outcome, heading) => {
    show(scene(name))
    const state = new DoneState(shell)
    expect(state.outcome).toBe(outcome)
    expect(state.heading).toBe(heading)
  })

  it('claims that a mail was sent only when Microsoft said so', () => {
    show(scene('11c-done-sent'))
    expect(values(new DoneState(shell).facts)).toMatchObject({
      Courriel: expect.stringMatching(/^Envoyé à technique@cdid\.com le 22\snovembre 2026 à /) as string,
      'Numéro de dossier': 'CD-2026-114',
      'Copie conforme': 'chef.projet@cdid.com',
    })
    show(scene('11e-done-maybe'))
    const maybe = new DoneState(shell)
    expect(values(maybe.facts).Courriel).toMatch(/^Peut-être/)
    maybe.again('mail')()
    maybe.again('file')()
    expect(asked).toEqual([
      ['handOffAgain', { way: 'mail' }],
      ['handOffAgain', { way: 'file' }],
    ])
  })
})

describe('the copy on this computer', () => {
  it('is kept for as long as was chosen', () => {
    show(scene('11b-done-real'))
    const state = new CopyState(shell)
    expect(state.body).toContain('22\u00a0décembre 2026')
    expect(state.choices.filter(({ chosen }) => chosen)).toMatchObject([{ value: '30' }])
    state.choose('7')
    state.choose('365')
    expect(asked).toEqual([['keepCopy', { days: 7 }]])
  })

  it('says once that it has gone', () => {
    show(scene('01-welcome'))
    expect(new CopyState(shell).forgotten).toBeNull()
    show(scene('01d-welcome-forgotten'))
    expect(new CopyState(shell).forgotten).toContain('Érablière du Nord inc.')
  })
})
